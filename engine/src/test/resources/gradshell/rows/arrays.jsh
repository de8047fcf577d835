double heat(double[] start) {
    double[] u = start.clone();
    double[] next = new double[u.length];
    for (int t = 0; t < 4; t++) {
        for (int i = 1; i < u.length - 1; i++) next[i] = u[i] + 0.1 * (u[i - 1] - 2 * u[i] * u[i] + u[i + 1]);
        double[] old = u;
        u = next;
        next = old;
    }
    double[][] m = {u, u};
    m[0][1] *= m[1][2];
    double[] copy = Arrays.copyOf(u, 3);
    System.arraycopy(u, 1, copy, 0, 2);
    Arrays.fill(next, copy[0]);
    return Arrays.stream(u).sum() + copy[1] * next[1];
}
// check
gradientCheck((double[] x) -> heat(x), new double[] {1, 2, 3, 4}).passed()
Arrays.equals(gradient((double[] x) -> x[0] * x[0] * x[1], new double[] {2, 3}), new double[] {12, 4})
gradient((double[][] m) -> m[0][1] * m[1][0], new double[][] {{1, 2}, {3, 4}})[1][0] == 2
