package gradshell.kernel.plot;

import gradshell.DoubleFn2;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Values over a rectangle: {@code z[i][j]} at {@code (x[j], y[i])}, both evenly spaced.
 *
 * @param downwards whether the first row is at the top, as a matrix is written
 */
@SuppressWarnings("ArrayRecordComponent") // numbers on their way to a picture: nobody compares them
record Grid(double[] x, double[] y, double[][] z, boolean downwards) {
    private static final int SAMPLES = 160;

    Grid {
        if (x.length != z[0].length || y.length != z.length)
            throw new IllegalArgumentException(
                    "z has %d rows of %d values, so x must have %d and y %d, but they have %d and %d"
                            .formatted(z.length, z[0].length, z[0].length, z.length, x.length, y.length));
        evenly("x", x);
        evenly("y", y);
        if (lowest(z) > highest(z))
            throw new IllegalArgumentException(
                    "none of the %d values is a finite number".formatted(z.length * x.length));
    }

    /** A matrix with the numbers of its rows and columns. */
    static Grid of(double[][] z, boolean downwards) {
        return new Grid(numbers(z[0].length), numbers(z.length), z, downwards);
    }

    static Grid of(DoubleFn2 f, double[] x, double[] y) {
        double[][] z = new double[y.length][x.length];
        for (int i = 0; i < y.length; i++) for (int j = 0; j < x.length; j++) z[i][j] = f.apply(x[j], y[i]);
        return new Grid(x, y, z, false);
    }

    /** Points enough for a smooth picture of a function. */
    static double[] samples(double from, double to) {
        return Values.range("a range", from, to, SAMPLES);
    }

    private static double[] numbers(int n) {
        return IntStream.range(0, n).asDoubleStream().toArray();
    }

    private static void evenly(String name, double[] at) {
        for (int i = 1; i < at.length; i++) {
            double expected = (at[at.length - 1] - at[0]) / (at.length - 1);
            double step = at[i] - at[i - 1];
            if (!(expected > 0) || Math.abs(step - expected) > 1e-3 * expected)
                throw new IllegalArgumentException(
                        "%s must grow in even steps, but from %s[%d] = %s to %s[%d] = %s the step is %s, where %s was expected"
                                .formatted(name, name, i - 1, at[i - 1], name, i, at[i], step, expected));
        }
    }

    double lowest() {
        return lowest(z);
    }

    double highest() {
        return highest(z);
    }

    private static double lowest(double[][] z) {
        return Arrays.stream(z).flatMapToDouble(Arrays::stream).filter(Double::isFinite).min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    private static double highest(double[][] z) {
        return Arrays.stream(z).flatMapToDouble(Arrays::stream).filter(Double::isFinite).max()
                .orElse(Double.NEGATIVE_INFINITY);
    }

    /** Half the way from one column to the next. */
    double halfColumn() {
        return half(x);
    }

    double halfRow() {
        return half(y);
    }

    private static double half(double[] at) {
        return at.length == 1 ? 0.5 : (at[at.length - 1] - at[0]) / (at.length - 1) / 2;
    }
}
