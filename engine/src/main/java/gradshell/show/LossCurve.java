package gradshell.show;

import static gradshell.show.Markup.at;

import gradshell.optim.History;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The losses of a training run as a diagram: thin the batches, thick the epochs. */
final class LossCurve {
    private static final int WIDTH = 560;
    private static final int HEIGHT = 250;
    private static final int LEFT = 62;
    private static final int RIGHT = WIDTH - 14;
    private static final int TOP = 12;
    private static final int BOTTOM = HEIGHT - 40;
    private static final int MOST_POINTS = 1000;
    private static final int MOST_DOTS = 40;

    private final double[] batches;
    private final double[] epochs;
    private final double batchesAnEpoch;
    private final boolean several;
    private final boolean logarithmic;
    private final Axis x;
    private final Axis y;

    private LossCurve(double[] batches, double[] epochs, double batchesAnEpoch) {
        this.batches = batches;
        this.epochs = epochs;
        this.batchesAnEpoch = batchesAnEpoch;
        several = epochs.length > 1;
        double low = finite(batches).min().orElse(0);
        double high = finite(batches).max().orElse(1);
        logarithmic = low > 0 && high / low > 100;
        x = several
                ? Axis.linear(0, Math.max(epochs.length, batches.length / batchesAnEpoch), LEFT, RIGHT)
                : Axis.linear(1, Math.max(2, batches.length), LEFT, RIGHT);
        y = logarithmic
                ? Axis.logarithmic(low, high, BOTTOM, TOP)
                : Axis.linear(low > 0 && low < high / 2 ? 0 : low, high, BOTTOM, TOP);
    }

    private static DoubleStream finite(double... values) {
        return Arrays.stream(values).filter(Double::isFinite);
    }

    static String of(History history) {
        double[] batches = history.batchLosses();
        return of(batches, history.epochLosses(), (double) batches.length / history.epochs());
    }

    /** The course so far: the batches' losses, and those of the epochs that have ended, each of so many batches. */
    static String of(double[] batches, double[] epochs, double batchesAnEpoch) {
        return new LossCurve(batches, epochs, batchesAnEpoch).svg();
    }

    private String svg() {
        return """
                <svg viewBox='0 0 %s %s' width='%s' style='max-width:100%%;height:auto' font-family='sans-serif' font-size='11' \
                fill='currentColor' role='img' aria-label='loss curve'>%s%s%s\
                <text transform='translate(13 %s) rotate(-90)' text-anchor='middle' fill-opacity='.75'>%s</text></svg>"""
                .formatted(WIDTH, HEIGHT, WIDTH, grid(), several ? overEpochs() : overBatches(),
                        label((LEFT + RIGHT) / 2.0, HEIGHT - 6, "middle", several ? "epoch" : "batch"),
                        (TOP + BOTTOM) / 2,
                        logarithmic ? "loss (log)" : "loss");
    }

    private String overEpochs() {
        double[] ends = IntStream.rangeClosed(1, epochs.length).asDoubleStream().toArray();
        double[] within = IntStream.rangeClosed(1, batches.length).mapToDouble(i -> i / batchesAnEpoch).toArray();
        return line(within, batches, 1, .35) + line(ends, epochs, 2, 1) + dots(ends, epochs);
    }

    private String overBatches() {
        double[] numbers = IntStream.rangeClosed(1, batches.length).asDoubleStream().toArray();
        return line(numbers, batches, 1.8, 1) + dots(numbers, batches);
    }

    private String grid() {
        StringBuilder grid = new StringBuilder();
        for (double tick : y.ticks(5))
            grid.append("<path d='M%s %sH%s' stroke='currentColor' stroke-opacity='.13'/>".formatted(LEFT,
                    at(y.at(tick)), RIGHT))
                    .append(label(LEFT - 7, y.at(tick) + 4, "end", Numbers.text(tick)));
        for (double tick : x.ticks(8)) {
            if (tick != Math.rint(tick)) continue; // there is no half an epoch
            grid.append(
                    "<path d='M%s %sv4' stroke='currentColor' stroke-opacity='.5'/>".formatted(at(x.at(tick)), BOTTOM))
                    .append(label(x.at(tick), BOTTOM + 17, "middle", Numbers.text(tick)));
        }
        return grid + "<path d='M%s %sV%sH%s' fill='none' stroke='currentColor' stroke-opacity='.5'/>".formatted(LEFT,
                TOP, BOTTOM,
                RIGHT);
    }

    /** At most {@link #MOST_POINTS} points, each the mean of its share, so that a long run stays a small picture. */
    private String line(double[] at, double[] values, double width, double opacity) {
        int points = Math.min(MOST_POINTS, values.length);
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < points; i++) {
            int from = (int) ((long) i * values.length / points);
            int to = (int) ((i + 1L) * values.length / points);
            OptionalDouble mean = finite(Arrays.copyOfRange(values, from, to)).average();
            if (mean.isPresent())
                path.append(at(x.at(at[to - 1]))).append(',').append(at(y.at(mean.getAsDouble()))).append(' ');
        }
        return "<polyline fill='none' stroke='%s' stroke-width='%s' stroke-opacity='%s' stroke-linejoin='round' points='%s'/>"
                .formatted(Theme.BLUE, width, opacity, path);
    }

    /** Points to hover over, as long as they don't hide the line. */
    private String dots(double[] at, double[] values) {
        StringBuilder dots = new StringBuilder();
        for (int i = 0; i < values.length && values.length <= MOST_DOTS; i++)
            if (Double.isFinite(values[i]))
                dots.append("<circle cx='%s' cy='%s' r='2.6' fill='%s'><title>%s: %s</title></circle>".formatted(
                        at(x.at(at[i])),
                        at(y.at(values[i])), Theme.BLUE, Numbers.text(at[i]), Numbers.text(values[i])));
        return dots.toString();
    }

    private static String label(double x, double y, String anchor, String text) {
        return "<text x='%s' y='%s' text-anchor='%s' fill-opacity='.75'>%s</text>".formatted(at(x), at(y), anchor,
                text);
    }
}
