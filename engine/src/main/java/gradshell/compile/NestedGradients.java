package gradshell.compile;

import gradshell.DoubleFn;
import gradshell.DoubleFn2;
import gradshell.DoubleFn3;
import gradshell.Fn;

/**
 * What stands for the methods of {@code Gradshell} in differentiated code: gradients inside gradients. They are plain Java,
 * differentiated like the user's; what it says for itself of forward mode is {@link NestedMode}. The function runs once for
 * each number that it takes. Internal; public because generated code refers to it.
 */
public final class NestedGradients {
    private NestedGradients() {}

    /** As in {@code Gradshell}. */
    public static double gradient(DoubleFn f, double x) {
        return push(f, x, 1);
    }

    /** As in {@code Gradshell}. */
    public static double[] gradient(DoubleFn2 f, double x, double y) {
        return new double[]{push(f, x, y, 1, 0), push(f, x, y, 0, 1)};
    }

    /** As in {@code Gradshell}. */
    public static double[] gradient(DoubleFn3 f, double x, double y, double z) {
        return new double[]{push(f, x, y, z, 1, 0, 0), push(f, x, y, z, 0, 1, 0), push(f, x, y, z, 0, 0, 1)};
    }

    /** As in {@code Gradshell}, for an {@code x} that is a {@code double[]}. */
    public static Object gradient(Fn<Object, Object> f, Object x) {
        double[] numbers = (double[]) x;
        double[] slopes = new double[numbers.length];
        for (int i = 0; i < slopes.length; i++) {
            double[] copy = new double[slopes.length];
            for (int j = 0; j < copy.length; j++) copy[j] = numbers[j];
            enter(copy, i);
            slopes[i] = leave(number(push(f, copy)));
        }
        return slopes;
    }

    /** As in {@code Gradshell}. */
    public static double jvp(DoubleFn f, double x, double dx) {
        return push(f, x, dx);
    }

    /** As in {@code Gradshell}. */
    public static double vjp(DoubleFn f, double x, double dy) {
        return push(f, x, 1) * dy;
    }

    /** As in {@code Gradshell}. */
    public static double hessian(DoubleFn f, double x) {
        DoubleFn slope = y -> push(f, y, 1);
        return push(slope, x, 1);
    }

    private static Double number(Object y) {
        if (y instanceof Double d) return d;
        throw new IllegalArgumentException(
                "gradient: the function doesn't return a double, but only a number has a gradient");
    }

    // the rest never runs: calls are replaced

    private static double push(DoubleFn f, double x, double dx) {
        throw new AssertionError(f + " " + x + " " + dx);
    }

    private static double push(DoubleFn2 f, double x, double y, double dx, double dy) {
        throw new AssertionError(f + " " + x + " " + y + " " + dx + " " + dy);
    }

    private static double push(DoubleFn3 f, double x, double y, double z, double dx, double dy, double dz) {
        throw new AssertionError(f + " " + x + " " + y + " " + z + " " + dx + " " + dy + " " + dz);
    }

    private static Object push(Fn<Object, Object> f, Object x) {
        throw new AssertionError(f + " " + x);
    }

    private static void enter(double[] x, int i) {
        throw new AssertionError(x.length + " " + i);
    }

    private static double leave(Double y) {
        throw new AssertionError(y);
    }
}
