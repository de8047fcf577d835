package gradshell.kernel.plot;

import gradshell.show.Palette;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jfree.chart.annotations.XYAnnotation;
import org.jfree.chart.annotations.XYDataImageAnnotation;
import org.jfree.chart.annotations.XYShapeAnnotation;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.PaintScale;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.PaintScaleLegend;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.DefaultIntervalXYDataset;
import org.jfree.data.xy.DefaultXYDataset;
import org.jfree.data.xy.XYDataset;

/** Puts the marks of a plot into a chart, one above the other. */
final class Layers {
    private static final int SHADES = 64;
    /** Where the numbers of renderers begin that have annotations and no data. */
    private static final int BELOW = 1_000_000;
    private static final float DOT = 5;
    private static final int MANY_DOTS = 500;

    private final Plot plot;
    private final XYPlot area;
    private final LegendItems legend;
    private final List<String> leftOut;
    private int series;
    private int belows;
    private PaintScaleLegend scale;

    Layers(Plot plot, XYPlot area, LegendItems legend, List<String> leftOut) {
        this.plot = plot;
        this.area = area;
        this.legend = legend;
        this.leftOut = leftOut;
    }

    /** The colours of a grid's values, if there is one. */
    Optional<PaintScaleLegend> scale() {
        return Optional.ofNullable(scale);
    }

    void add(Mark mark) {
        switch (mark) {
            case Mark.Line(_, double[] x, double[] y) -> line(mark, x, y);
            case Mark.Points(_, double[] x, double[] y) -> dots(mark, x, y);
            case Mark.Bars(_, double[] edges, double[] counts) -> bars(mark, edges, counts);
            case Mark.Heat(Grid grid) -> heat(grid);
            case Mark.Levels(Grid grid, double[] levels) -> contours(grid, levels);
        }
    }

    private void line(Mark mark, double[] x, double[] y) {
        Course course = Course.of(x, y, plot.isLogX(), plot.isLogY());
        note(mark, course);
        if (course.drawn() == 1) {
            put(mark, xy(course), new Dots(DOT, onColours()), 1);
            return;
        }
        var renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setDrawSeriesLineAsPath(true);
        renderer.setSeriesStroke(0, new BasicStroke(1.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        put(mark, xy(course.thinned()), renderer, 1);
    }

    private void dots(Mark mark, double[] x, double[] y) {
        Course course = Course.of(x, y, plot.isLogX(), plot.isLogY());
        note(mark, course);
        Course shown = course.sampled();
        if (shown.x().length < course.drawn())
            leftOut.add("%s dots of %s are shown".formatted(shown.x().length, course.drawn()));
        boolean many = shown.x().length > MANY_DOTS;
        put(mark, xy(shown), new Dots(many ? DOT / 2 : DOT, onColours()), many ? .7 : 1);
    }

    private void note(Mark mark, Course course) {
        String of = mark.name() == null ? "" : " of " + mark.name();
        if (course.notFinite() > 0)
            leftOut.add("%d of %d points%s are NaN or infinite and left out".formatted(course.notFinite(),
                    course.given(), of));
        if (course.notPositive() > 0)
            leftOut.add("%d of %d points%s are not above 0 and left out of a logarithmic axis"
                    .formatted(course.notPositive(), course.given(), of));
    }

    private void bars(Mark mark, double[] edges, double[] counts) {
        int n = counts.length;
        double[][] data = new double[6][n];
        for (int i = 0; i < n; i++) {
            data[0][i] = (edges[i] + edges[i + 1]) / 2;
            data[1][i] = edges[i];
            data[2][i] = edges[i + 1];
            data[3][i] = data[4][i] = data[5][i] = counts[i];
        }
        var dataset = new DefaultIntervalXYDataset();
        dataset.addSeries("", data);
        var renderer = new XYBarRenderer(.06);
        renderer.setBarPainter(new StandardXYBarPainter());
        renderer.setShadowVisible(false);
        renderer.setUseYInterval(false);
        boolean alone = plot.marks().stream().filter(Mark.Bars.class::isInstance).count() == 1;
        put(mark, dataset, renderer, alone ? 1 : .6);
        if (area.getRangeAxis() instanceof NumberAxis counting && !plot.isLogY())
            counting.setAutoRangeIncludesZero(true);
    }

    private boolean onColours() {
        return plot.marks().stream().anyMatch(Mark.Heat.class::isInstance);
    }

    private static XYDataset xy(Course course) {
        var dataset = new DefaultXYDataset();
        dataset.addSeries("", new double[][]{course.x(), course.y()});
        return dataset;
    }

    private void put(Mark mark, XYDataset data, XYItemRenderer renderer, double opacity) {
        Color colour = Chart.colour(series);
        renderer.setSeriesPaint(0, new Color(colour.getRed(), colour.getGreen(), colour.getBlue(),
                (int) Math.round(255 * opacity)));
        area.setDataset(series, data);
        area.setRenderer(series, renderer);
        legend.add(mark, colour);
        series++;
    }

    private void heat(Grid grid) {
        double low = grid.lowest();
        double high = grid.highest();
        var image = new BufferedImage(grid.x().length, grid.y().length, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < image.getHeight(); i++) {
            double[] row = grid.z()[grid.downwards() ? i : image.getHeight() - 1 - i];
            for (int j = 0; j < row.length; j++)
                image.setRGB(j, i, Palette.SEQUENTIAL.rgb(high > low ? (row[j] - low) / (high - low) : .5));
        }
        double x = grid.x()[0] - grid.halfColumn();
        double y = grid.y()[0] - grid.halfRow();
        double wide = 2 * grid.halfColumn() * grid.x().length;
        double tall = 2 * grid.halfRow() * grid.y().length;
        var picture = new XYDataImageAnnotation(image, x, y, wide, tall);
        below(picture);
        cover(x, x + wide, y, y + tall, grid.downwards());
        if (grid.downwards()) wholeNumbers();
        scale(low, high, Palette.SEQUENTIAL);
    }

    private void contours(Grid grid, double[] levels) {
        double low = grid.lowest();
        double high = grid.highest();
        for (double level : levels)
            below(new XYShapeAnnotation(Contours.line(grid, level), new BasicStroke(1.5f),
                    Chart.colour(Palette.LINES, (level - low) / (high - low))));
        cover(grid.x()[0], grid.x()[grid.x().length - 1], grid.y()[0], grid.y()[grid.y().length - 1], grid.downwards());
        scale(low, high, Palette.LINES);
    }

    /** Draws something that is below all lines and dots, also those of marks before it. */
    private void below(XYAnnotation drawing) {
        var renderer = new XYLineAndShapeRenderer(false, false);
        renderer.addAnnotation(drawing, Layer.BACKGROUND);
        area.setRenderer(BELOW + belows++, renderer);
    }

    private void cover(double left, double right, double bottom, double top, boolean downwards) {
        area.getDomainAxis().setRange(left, right);
        area.getRangeAxis().setRange(bottom, top);
        area.getRangeAxis().setInverted(downwards);
        area.setDomainGridlinesVisible(false);
        area.setRangeGridlinesVisible(false);
    }

    /** A matrix has no half rows. */
    private void wholeNumbers() {
        for (ValueAxis axis : new ValueAxis[]{area.getDomainAxis(), area.getRangeAxis()})
            axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits(Locale.ROOT));
    }

    private void scale(double low, double high, Palette palette) {
        double top = high > low ? high : low + 1;
        ValueAxis axis = Chart.axis("", false, Chart.UP);
        axis.setRange(low, top);
        scale = new PaintScaleLegend(new Shades(low, top, palette), axis);
        scale.setPosition(RectangleEdge.RIGHT);
        scale.setAxisLocation(AxisLocation.BOTTOM_OR_RIGHT);
        scale.setSubdivisionCount(SHADES);
        scale.setStripWidth(12);
        scale.setStripOutlineVisible(false);
        scale.setBackgroundPaint(Chart.clear());
        scale.setMargin(new RectangleInsets(4, 10, 30, 4));
    }

    private record Shades(double low, double high, Palette palette) implements PaintScale {
        @Override
        public double getLowerBound() {
            return low;
        }

        @Override
        public double getUpperBound() {
            return high;
        }

        @Override
        public Color getPaint(double value) {
            return Chart.colour(palette, (value - low) / (high - low));
        }
    }
}
