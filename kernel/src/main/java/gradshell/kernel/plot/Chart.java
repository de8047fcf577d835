package gradshell.kernel.plot;

import gradshell.show.Palette;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Paint;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/** A plot as a chart of JFreeChart. */
final class Chart {
    /** Told apart from each other, and from a light page and a dark one. */
    static final List<Color> COLOURS = List.of(new Color(0x4c8bf5), new Color(0xe2711d), new Color(0x21a366),
            new Color(0xd64550), new Color(0x9b6bdf), new Color(0x1299b0), new Color(0xd1569f), new Color(0x8a8f2c));
    static final RectangleInsets ACROSS = new RectangleInsets(3, 14, 2, 14);
    static final RectangleInsets UP = new RectangleInsets(10, 4, 10, 4);
    private static final Paint CLEAR = new Color(0, 0, 0, 0);
    private static final Font LABELS = new SansSerif(Font.PLAIN, 11);
    private static final Font TITLES = new SansSerif(Font.PLAIN, 12);
    private static final Font HEAD = new SansSerif(Font.BOLD, 14);

    private final Plot plot;
    private final List<String> leftOut = new ArrayList<>();

    static {
        // a chart is drawn without a screen; who wants windows beside it has said so before
        if (System.getProperty("java.awt.headless") == null) System.setProperty("java.awt.headless", "true");
        // turned text as text, not as outlines
        TextUtils.setUseDrawRotatedStringWorkaround(false);
    }

    Chart(Plot plot) {
        this.plot = plot;
    }

    String svg() {
        var graphics = new SvgGraphics(plot.width(), plot.height());
        chart().draw(graphics, new Rectangle2D.Double(0, 0, plot.width(), plot.height()));
        return graphics.picture();
    }

    private JFreeChart chart() {
        XYPlot area = new XYPlot(null, axis(plot.xTitle(), plot.isLogX(), ACROSS),
                axis(plot.yTitle(), plot.isLogY(), UP), null);
        area.setBackgroundPaint(null);
        area.setOutlineVisible(false);
        area.setAxisOffset(RectangleInsets.ZERO_INSETS);
        for (boolean x : new boolean[]{true, false}) {
            Paint line = Ink.of(.15);
            if (x) area.setDomainGridlinePaint(line);
            else
                area.setRangeGridlinePaint(line);
        }
        area.setDomainGridlineStroke(new BasicStroke(1));
        area.setRangeGridlineStroke(new BasicStroke(1));
        var legend = new LegendItems();
        var layers = new Layers(plot, area, legend, leftOut);
        plot.marks().forEach(layers::add);
        area.setFixedLegendItems(legend.items());

        var chart = new JFreeChart(plot.title(), HEAD, area, false);
        chart.setBackgroundPaint(null);
        chart.setPadding(new RectangleInsets(6, 4, 4, 12));
        if (chart.getTitle() != null) chart.getTitle().setPaint(Ink.of(1));
        layers.scale().ifPresent(chart::addSubtitle);
        if (legend.isWorthShowing()) chart.addSubtitle(legendTitle(area));
        for (String note : leftOut) chart.addSubtitle(note(note));
        return chart;
    }

    private static LegendTitle legendTitle(XYPlot area) {
        var legend = new LegendTitle(area);
        legend.setPosition(RectangleEdge.BOTTOM);
        legend.setItemFont(TITLES);
        legend.setItemPaint(Ink.of(1));
        legend.setBackgroundPaint(null);
        return legend;
    }

    private static TextTitle note(String text) {
        return new TextTitle(text, LABELS, Ink.of(.75), RectangleEdge.BOTTOM, HorizontalAlignment.LEFT,
                TextTitle.DEFAULT_VERTICAL_ALIGNMENT, new RectangleInsets(2, 8, 0, 0));
    }

    /** {@code space}: what is kept free around each number, which says how many there are. */
    static ValueAxis axis(String title, boolean logarithmic, RectangleInsets space) {
        ValueAxis axis = logarithmic ? logarithmic() : linear();
        axis.setLabel(title.isEmpty() ? null : title);
        axis.setLabelFont(TITLES);
        axis.setLabelPaint(Ink.of(1));
        axis.setTickLabelFont(LABELS);
        axis.setTickLabelPaint(Ink.of(.85));
        axis.setTickLabelInsets(space);
        axis.setTickMarkPaint(Ink.of(.5));
        axis.setAxisLinePaint(Ink.of(.5));
        axis.setLowerMargin(.02);
        axis.setUpperMargin(.02);
        return axis;
    }

    private static ValueAxis linear() {
        var axis = new NumberAxis();
        axis.setAutoRangeIncludesZero(false);
        axis.setNumberFormatOverride(new ShortNumbers(() -> axis.getRange().getLength()));
        return axis;
    }

    private static ValueAxis logarithmic() {
        var axis = new PowersOfTen();
        axis.setSmallestValue(Double.MIN_NORMAL);
        axis.setNumberFormatOverride(new ShortNumbers());
        return axis;
    }

    /** A colour by its place in the order of what is drawn. */
    static Color colour(int series) {
        return COLOURS.get(series % COLOURS.size());
    }

    static Color colour(Palette palette, double share) {
        return new Color(palette.rgb(share));
    }

    static Paint clear() {
        return CLEAR;
    }
}
