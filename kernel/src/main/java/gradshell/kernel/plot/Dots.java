package gradshell.kernel.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.AbstractXYItemRenderer;
import org.jfree.chart.renderer.xy.XYItemRendererState;
import org.jfree.data.xy.XYDataset;

/** Draws all dots of a series as one path, whose lines of no length a round pen makes dots of: a tenth of the file. */
final class Dots extends AbstractXYItemRenderer {
    private static final long serialVersionUID = 1;

    private final transient Path2D path = new Path2D.Double();
    private final float size;
    private final boolean ringed;

    /** {@code ringed}: with a ring of white, to be seen on any colour. */
    Dots(float size, boolean ringed) {
        this.size = size;
        this.ringed = ringed;
    }

    @Override
    public void drawItem(Graphics2D graphics, XYItemRendererState state, Rectangle2D area, PlotRenderingInfo info,
            XYPlot plot, ValueAxis across, ValueAxis up, XYDataset data, int series, int item, CrosshairState crosshair,
            int pass) {
        double x = across.valueToJava2D(data.getXValue(series, item), area, plot.getDomainAxisEdge());
        double y = up.valueToJava2D(data.getYValue(series, item), area, plot.getRangeAxisEdge());
        if (Double.isFinite(x) && Double.isFinite(y)) {
            path.moveTo(x, y);
            path.lineTo(x, y);
        }
        if (item < state.getLastItemIndex()) return;
        if (ringed) draw(graphics, Color.WHITE, size + 2);
        draw(graphics, getItemPaint(series, item), size);
    }

    private void draw(Graphics2D graphics, Paint paint, float wide) {
        graphics.setPaint(paint);
        graphics.setStroke(new BasicStroke(wide, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(path);
    }
}
