package gradshell.kernel.plot;

import gradshell.DoubleFn;
import gradshell.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A plot, made by {@link Plots}. Each method adds to it or sets how it looks, and returns it:
 * {@code plot(x, y).add("model", x, yHat).title("Fit").logY()}.
 */
public final class Plot {
    private static final int SMALLEST = 100;
    private static final int LARGEST = 4000;

    private final List<Mark> marks = new ArrayList<>();
    private String title = "";
    private String xTitle = "";
    private String yTitle = "";
    private boolean logX;
    private boolean logY;
    private int width = 620;
    private int height = 380;

    Plot() {}

    /** A further line, with a name for the legend. */
    public Plot add(String name, Object x, Object y) {
        return put(new Mark.Line(name, Values.row("x", x), Values.row("y", y)));
    }

    /** A further line over 0, 1, 2, ...; of a matrix, one for each row. */
    public Plot add(String name, Object y) {
        boolean matrix = y instanceof Tensor t
                ? t.rank() == 2 && t.size(0) > 1 && t.size(1) > 1
                : y instanceof Object[] rows && rows.length > 0 && rows[0] != null && rows[0].getClass().isArray();
        if (!matrix) return line(name, Values.row("y", y));
        double[][] rows = Values.matrix("y", y);
        for (int i = 0; i < rows.length; i++) line((name == null ? "" : name + " ") + "row " + i, rows[i]);
        return this;
    }

    private Plot line(String name, double[] y) {
        return put(new Mark.Line(name, Plots.count(y.length), y));
    }

    /** A further function's graph. */
    public Plot add(String name, DoubleFn f, double from, double to) {
        double[] x = Plots.samples(from, to);
        return put(new Mark.Line(name, x, Plots.graph(f, x)));
    }

    /** Dots. */
    public Plot scatter(String name, Object x, Object y) {
        return put(new Mark.Points(name, Values.row("x", x), Values.row("y", y)));
    }

    /** Bars of how many values lie where. */
    public Plot histogram(String name, Object values) {
        double[] row = Values.row("values", values);
        return put(Bins.of(name, row, Bins.count(row)));
    }

    /** Bars of how many values lie in each of {@code bins} intervals. */
    public Plot histogram(String name, Object values, int bins) {
        return put(Bins.of(name, Values.row("values", values), bins));
    }

    Plot heatmap(Grid grid) {
        return put(new Mark.Heat(grid));
    }

    Plot contour(Grid grid) {
        return put(new Mark.Levels(grid, Contours.levels(grid)));
    }

    private Plot put(Mark mark) {
        switch (mark) {
            case Mark.Line(_, double[] x, double[] y) -> checkPairs(x, y);
            case Mark.Points(_, double[] x, double[] y) -> checkPairs(x, y);
            case Mark.Bars _,Mark.Heat _,Mark.Levels _ -> {
            }
        }
        marks.add(mark);
        return this;
    }

    private static void checkPairs(double[] x, double[] y) {
        if (x.length != y.length)
            throw new IllegalArgumentException(
                    "x and y must have as many values, but x has %d and y has %d".formatted(x.length, y.length));
        for (int i = 0; i < x.length; i++) if (Double.isFinite(x[i]) && Double.isFinite(y[i])) return;
        throw new IllegalArgumentException("none of the %d points can be drawn: %s".formatted(x.length,
                "in each, x or y is NaN or infinite; the first is (%s, %s)".formatted(x[0], y[0])));
    }

    /** The words above. */
    public Plot title(String words) {
        title = words;
        return this;
    }

    /** The words along the axis of x. */
    public Plot xTitle(String words) {
        xTitle = words;
        return this;
    }

    /** The words along the axis of y. */
    public Plot yTitle(String words) {
        yTitle = words;
        return this;
    }

    /** Shows x by powers of ten; what isn't positive is left out. */
    public Plot logX() {
        logX = true;
        return this;
    }

    /** Shows y by powers of ten; what isn't positive is left out. */
    public Plot logY() {
        logY = true;
        return this;
    }

    /** The size in pixels; 620 by 380 unless told. */
    public Plot size(int width, int height) {
        if (Math.min(width, height) < SMALLEST || Math.max(width, height) > LARGEST)
            throw new IllegalArgumentException("a plot must be %d to %d pixels wide and high, got %d x %d"
                    .formatted(SMALLEST, LARGEST, width, height));
        this.width = width;
        this.height = height;
        return this;
    }

    /** The plot as SVG, its text in the colour of the page that it stands in. */
    public String svg() {
        return new Chart(this).svg();
    }

    /** The SVG of a plot with a white ground, to be looked at by itself; other SVG as it is. */
    public static String onPaper(String svg) {
        return SvgGraphics.onPaper(svg);
    }

    /** Writes the plot to an SVG file, white as paper, that must not be there yet; returns its path. */
    public Path save(String file) {
        if (!file.endsWith(".svg"))
            throw new IllegalArgumentException("a plot is saved as SVG: the name must end in .svg, got " + file);
        try {
            Path path = Path.of(file).toAbsolutePath();
            return Files.writeString(path, onPaper(svg()), StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException("can't save the plot: " + e, e);
        }
    }

    List<Mark> marks() {
        return marks;
    }

    String title() {
        return title;
    }

    String xTitle() {
        return xTitle;
    }

    String yTitle() {
        return yTitle;
    }

    boolean isLogX() {
        return logX;
    }

    boolean isLogY() {
        return logY;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** What is drawn, in words. */
    @Override
    public String toString() {
        String what = marks.stream().map(Plot::words).collect(Collectors.joining("; "));
        return "Plot(" + (title.isEmpty() ? "" : title + ": ") + what + ")";
    }

    private static String words(Mark mark) {
        String name = mark.name() == null ? "" : mark.name() + ", ";
        return switch (mark) {
            case Mark.Line line -> name + "a line of " + line.x().length + " points";
            case Mark.Points points -> name + points.x().length + " dots";
            case Mark.Bars bars -> name + bars.counts().length + " bars";
            case Mark.Heat(Grid grid) -> "a heat map of " + grid.y().length + " x " + grid.x().length + " values";
            case Mark.Levels levels -> "contour lines at " + levels.levels().length + " levels";
        };
    }
}
