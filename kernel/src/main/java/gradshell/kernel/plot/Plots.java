package gradshell.kernel.plot;

import gradshell.DoubleFn;
import gradshell.DoubleFn2;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What a cell draws with; every cell has these methods with no import. Numbers may be arrays, tensors or collections.
 * A plot is shown like any other value, and {@code display(plot)} shows it in the middle of a cell.
 */
public final class Plots {
    private static final int SAMPLES = 400;

    private Plots() {}

    /** A line through {@code (x[i], y[i])}. */
    public static Plot plot(Object x, Object y) {
        return new Plot().add(null, x, y);
    }

    /** A line through {@code (i, y[i])}; of a matrix, one for each row. */
    public static Plot plot(Object y) {
        return new Plot().add(null, y);
    }

    /** A function's graph between two numbers. */
    public static Plot plot(DoubleFn f, double from, double to) {
        return new Plot().add(null, f, from, to);
    }

    /** A line through {@code (x[i], y[i])} with a name for the legend. */
    public static Plot plot(String name, Object x, Object y) {
        return new Plot().add(name, x, y);
    }

    /** A line through {@code (i, y[i])} with a name for the legend. */
    public static Plot plot(String name, Object y) {
        return new Plot().add(name, y);
    }

    /** A function's graph between two numbers with a name for the legend. */
    public static Plot plot(String name, DoubleFn f, double from, double to) {
        return new Plot().add(name, f, from, to);
    }

    /** A dot at each {@code (x[i], y[i])}. */
    public static Plot scatter(Object x, Object y) {
        return new Plot().scatter(null, x, y);
    }

    /** How many of the values lie in each of some intervals, as bars; their number follows from the values. */
    public static Plot histogram(Object values) {
        return new Plot().histogram(null, values);
    }

    /** How many of the values lie in each of {@code bins} intervals, as bars. */
    public static Plot histogram(Object values, int bins) {
        return new Plot().histogram(null, values, bins);
    }

    /** A matrix's values as colours, its first row at the top. */
    public static Plot heatmap(Object z) {
        return new Plot().heatmap(Grid.of(Values.matrix("z", z), true));
    }

    /** The values {@code z[i][j]} at {@code (x[j], y[i])} as colours. */
    public static Plot heatmap(Object x, Object y, Object z) {
        return new Plot().heatmap(grid(x, y, z));
    }

    /** A function's values over a rectangle as colours. */
    public static Plot heatmap(DoubleFn2 f, double xFrom, double xTo, double yFrom, double yTo) {
        return new Plot().heatmap(Grid.of(f, Grid.samples(xFrom, xTo), Grid.samples(yFrom, yTo)));
    }

    /** Lines on which a matrix has the same value; its first row is at the bottom. */
    public static Plot contour(Object z) {
        return new Plot().contour(Grid.of(Values.matrix("z", z), false));
    }

    /** Lines on which the values {@code z[i][j]} at {@code (x[j], y[i])} are the same. */
    public static Plot contour(Object x, Object y, Object z) {
        return new Plot().contour(grid(x, y, z));
    }

    /** Lines on which a function of two numbers has the same value. */
    public static Plot contour(DoubleFn2 f, double xFrom, double xTo, double yFrom, double yTo) {
        return new Plot().contour(Grid.of(f, Grid.samples(xFrom, xTo), Grid.samples(yFrom, yTo)));
    }

    /**
     * An image: a {@code java.awt.image.RenderedImage}, a matrix in greys, or a tensor of shape (H, W), (1, H, W),
     * (3, H, W) or (H, W, 3). Values from 0 to 1 or 0 to 255 are taken as they are, others from the smallest to the
     * largest.
     */
    public static Picture imshow(Object image) {
        return Picture.of(image);
    }

    static double[] graph(DoubleFn f, double[] x) {
        return Arrays.stream(x).map(f::apply).toArray();
    }

    static double[] samples(double from, double to) {
        return Values.range("the range", from, to, SAMPLES);
    }

    static double[] count(int n) {
        return IntStream.range(0, n).asDoubleStream().toArray();
    }

    private static Grid grid(Object x, Object y, Object z) {
        return new Grid(Values.row("x", x), Values.row("y", y), Values.matrix("z", z), false);
    }
}
