double wave(double x) { return Math.sin(x) * x * x; }
double valley(double[] p) {
    double s = 0;
    for (int i = 0; i + 1 < p.length; i++) s += 100 * Math.pow(p[i + 1] - p[i] * p[i], 2) + (1 - p[i]) * (1 - p[i]);
    return s;
}
// check
Math.abs(hessian(x -> wave(x), 1) - (2 * Math.sin(1) + 4 * Math.cos(1) - Math.sin(1))) < 1e-12
hessian((double[] p) -> valley(p), new double[] {1, 1})[0][1] == -400
Arrays.equals(hvp((double[] p) -> valley(p), new double[] {1, 1}, new double[] {1, 0}), new double[] {802, -400})
Math.abs(gradient(x -> x * gradient(y -> y * y * x, 3), 2) - 24) < 1e-12
jvp(x -> wave(x), 1, 2) == 2 * gradient(x -> wave(x), 1)
