package gradshell.show;

import gradshell.optim.History;
import java.util.Arrays;

/** The losses of a training run as a diagram: thin the batches, thick the epochs. */
final class LossCurve {
    private static final int WIDTH = 560;
    private static final int HEIGHT = 250;
    private static final int LEFT = 62;
    private static final int RIGHT = WIDTH - 14;
    private static final int TOP = 12;
    private static final int BOTTOM = HEIGHT - 40;
    private static final int MOST_POINTS = 1000;

    private final double[] batches;
    private final double[] epochs;
    private final Axis x;
    private final Axis y;
    private final boolean logarithmic;

    private LossCurve(History history) {
        batches = history.batchLosses();
        epochs = history.epochLosses();
        double low = Arrays.stream(batches).min().orElse(0);
        double high = Arrays.stream(batches).max().orElse(1);
        logarithmic = low > 0 && high / low > 100;
        x = epochs.length > 1
                ? Axis.linear(0, epochs.length, LEFT, RIGHT)
                : Axis.linear(1, Math.max(2, batches.length), LEFT, RIGHT);
        y = logarithmic
                ? Axis.logarithmic(low, high, BOTTOM, TOP)
                : Axis.linear(low > 0 && low < high / 2 ? 0 : low, high, BOTTOM, TOP);
    }

    static String of(History history) {
        return new LossCurve(history).svg();
    }

    private String svg() {
        boolean several = epochs.length > 1;
        StringBuilder svg = new StringBuilder("<svg viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" width=\"" + WIDTH
                + "\" style=\"max-width:100%;height:auto\" "
                + "font-family=\"sans-serif\" font-size=\"11\" fill=\"currentColor\" role=\"img\" aria-label=\"loss curve\">");
        grid(svg);
        double[] ends = new double[batches.length];
        for (int i = 0; i < ends.length; i++) ends[i] = several ? (i + 1.0) * epochs.length / batches.length : i + 1;
        line(svg, ends, batches, several ? "1" : "1.8", several ? ".35" : "1");
        if (several) {
            double[] numbers = new double[epochs.length];
            for (int i = 0; i < numbers.length; i++) numbers[i] = i + 1;
            line(svg, numbers, epochs, "2", "1");
            if (epochs.length <= 40) dots(svg, numbers);
        }
        label(svg, (LEFT + RIGHT) / 2.0, HEIGHT - 6, "middle", several ? "epoch" : "batch");
        svg.append("<text transform=\"translate(13 ").append((TOP + BOTTOM) / 2)
                .append(") rotate(-90)\" text-anchor=\"middle\" fill-opacity=\".75\">loss")
                .append(logarithmic ? " (log)" : "").append("</text>");
        return svg.append("</svg>").toString();
    }

    private void grid(StringBuilder svg) {
        for (double tick : y.ticks(5)) {
            svg.append("<path d=\"M").append(LEFT).append(" ").append(Markup.at(y.at(tick))).append("H").append(RIGHT)
                    .append("\" stroke=\"currentColor\" stroke-opacity=\".13\"/>");
            label(svg, LEFT - 7, y.at(tick) + 4, "end", Numbers.text(tick));
        }
        for (double tick : x.ticks(8)) {
            if (tick != Math.rint(tick)) continue;
            svg.append("<path d=\"M").append(Markup.at(x.at(tick))).append(" ").append(BOTTOM)
                    .append("v4\" stroke=\"currentColor\" stroke-opacity=\".5\"/>");
            label(svg, x.at(tick), BOTTOM + 17, "middle", Numbers.text(tick));
        }
        svg.append("<path d=\"M").append(LEFT).append(" ").append(TOP).append("V").append(BOTTOM).append("H")
                .append(RIGHT)
                .append("\" fill=\"none\" stroke=\"currentColor\" stroke-opacity=\".5\"/>");
    }

    /** At most {@link #MOST_POINTS} points, each the mean of its share, so that a long run stays a small picture. */
    private void line(StringBuilder svg, double[] at, double[] values, String width, String opacity) {
        int points = Math.min(MOST_POINTS, values.length);
        svg.append("<polyline fill=\"none\" stroke=\"").append(Markup.BLUE).append("\" stroke-width=\"").append(width)
                .append("\" stroke-opacity=\"")
                .append(opacity).append("\" stroke-linejoin=\"round\" points=\"");
        for (int i = 0; i < points; i++) {
            int from = (int) ((long) i * values.length / points);
            int to = (int) ((i + 1L) * values.length / points);
            double mean = Arrays.stream(values, from, to).average().orElseThrow();
            svg.append(Markup.at(x.at(at[to - 1]))).append(",").append(Markup.at(y.at(mean))).append(" ");
        }
        svg.append("\"/>");
        if (values.length == 1) dot(svg, at[0], values[0]);
    }

    private void dots(StringBuilder svg, double[] numbers) {
        for (int i = 0; i < numbers.length; i++) dot(svg, numbers[i], epochs[i]);
    }

    private void dot(StringBuilder svg, double at, double value) {
        svg.append("<circle cx=\"").append(Markup.at(x.at(at))).append("\" cy=\"").append(Markup.at(y.at(value)))
                .append("\" r=\"2.6\" fill=\"")
                .append(Markup.BLUE).append("\"><title>").append(Numbers.text(at)).append(": ")
                .append(Numbers.text(value)).append("</title></circle>");
    }

    private static void label(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append("<text x=\"").append(Markup.at(x)).append("\" y=\"").append(Markup.at(y)).append("\" text-anchor=\"")
                .append(anchor)
                .append("\" fill-opacity=\".75\">").append(text).append("</text>");
    }
}
