package gradshell.kernel.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;

/** What the legend says: the marks that have a name, and how they look. */
final class LegendItems {
    private static final Shape LINE = new Line2D.Double(-9, 0, 9, 0);
    private static final Shape DOT = new Ellipse2D.Double(-3.5, -3.5, 7, 7);
    private static final Shape BAR = new Rectangle2D.Double(-5, -4, 10, 8);

    private final LegendItemCollection items = new LegendItemCollection();

    void add(Mark mark, Color colour) {
        if (mark.name() == null) return;
        var item = switch (mark) {
            case Mark.Line _ -> new LegendItem(mark.name(), null, null, null, LINE, new BasicStroke(2), colour);
            case Mark.Points _ -> new LegendItem(mark.name(), null, null, null, DOT, colour);
            case Mark.Bars _,Mark.Heat _,Mark.Levels _ -> new LegendItem(mark.name(), null, null, null, BAR, colour);
        };
        item.setLabelPaint(Ink.of(1));
        items.add(item);
    }

    LegendItemCollection items() {
        return items;
    }

    boolean isWorthShowing() {
        return items.getItemCount() > 0;
    }
}
