package gradshell.kernel.plot;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** A logarithmic axis with plain numbers: each power of ten, or every third, say; over few of them also 2 and 5. */
final class PowersOfTen extends LogAxis {
    private static final long serialVersionUID = 1;
    private static final int MOST = 9;
    private static final int FEW = 2;

    @Override
    public List<NumberTick> refreshTicks(Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
        boolean beside = RectangleEdge.isLeftOrRight(edge);
        TextAnchor anchor = beside ? TextAnchor.CENTER_RIGHT : TextAnchor.TOP_CENTER;
        return values(getRange().getLowerBound(), getRange().getUpperBound()).stream()
                .map(value -> new NumberTick(value, getNumberFormatOverride().format(value), anchor, TextAnchor.CENTER,
                        0))
                .toList();
    }

    static List<Double> values(double low, double high) {
        double decades = Math.log10(high / low);
        int step = Math.max(1, (int) Math.ceil(decades / MOST));
        List<Double> values = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
            if (Math.floorMod(power, step) != 0) continue;
            for (int digit : decades <= FEW ? new int[]{1, 2, 5} : new int[]{1}) {
                double value = Double.parseDouble(digit + "e" + power); // Math.pow would be off in the last place
                if (value >= low && value <= high) values.add(value);
            }
        }
        return values;
    }
}
