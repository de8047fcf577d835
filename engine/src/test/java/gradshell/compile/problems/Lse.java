package gradshell.compile.problems;

/** The logarithm of a sum of exponentials, shifted by the largest so that none overflows. */
public final class Lse {
    private Lse() {}

    /** {@code log Σ exp(xᵢ)}. */
    public static double logSumExp(double[] x) {
        double largest = x[0];
        for (double e : x) largest = Math.max(largest, e);
        double sum = 0;
        for (double e : x) sum += Math.exp(e - largest);
        return largest + Math.log(sum);
    }

    /** {@code exp(xᵢ) / Σ exp(xⱼ)}. */
    public static double[] softmax(double[] x) {
        double largest = x[0];
        for (double e : x) largest = Math.max(largest, e);
        double[] y = new double[x.length];
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            y[i] = Math.exp(x[i] - largest);
            sum += y[i];
        }
        for (int i = 0; i < x.length; i++) y[i] /= sum;
        return y;
    }

    /** The problem for {@code n} numbers. */
    public static Problem<double[]> problem(int n) {
        return new Problem<>("lse", Lse::logSumExp, Lse::softmax, new Data(1).vector(n));
    }
}
