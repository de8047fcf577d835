package gradshell.compile.problems;

import gradshell.Gradshell;

/** A minimum over {@code a} of a maximum over {@code b}, both found by descent: one gradient inside another. */
public final class Saddle {
    private static final double[] START = {1, 1};

    private Saddle() {}

    /** {@code |a|² - |b|²}. */
    public static double saddle(double[] a, double[] b) {
        return a[0] * a[0] + a[1] * a[1] - b[0] * b[0] - b[1] * b[1];
    }

    /** The {@code b} that makes the saddle highest. */
    public static double[] highest(double[] a) {
        return Descent.minimise(b -> -saddle(a, b), START);
    }

    /** How high the saddle is above {@code a} at most. */
    public static double height(double[] a) {
        return saddle(a, highest(a));
    }

    /** The place of the saddle point: {@code a} and {@code b}. */
    public static double[][] point() {
        double[] a = Descent.minimise(Saddle::height, START);
        return new double[][]{a, highest(a)};
    }

    /** At the maximum over {@code b} only what {@code a} does itself counts: {@code 2 a}. */
    public static double[] gradient(double[] a) {
        return new double[]{2 * a[0], 2 * a[1]};
    }

    /** The problem of the outer descent. */
    public static Problem<double[]> problem() {
        return new Problem<>("saddle", Saddle::height, Saddle::gradient, new double[]{0.7, -1.3});
    }
}
