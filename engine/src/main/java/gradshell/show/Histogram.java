package gradshell.show;

import static gradshell.show.Markup.at;

import java.util.Arrays;

/** How values spread around zero, as a picture of a line's height. */
final class Histogram {
    private static final int BINS = 21;
    private static final int BAR = 4;
    private static final int WIDTH = BINS * BAR;
    private static final int HEIGHT = 20;

    private Histogram() {}

    /** Bars over -m to m with the largest absolute value m; zero is in the middle. Empty when there is nothing to count. */
    static String of(double[] values) {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        double most = Arrays.stream(finite).map(Math::abs).max().orElse(0);
        if (most == 0) return "";
        int[] counts = new int[BINS];
        for (double value : finite) counts[bin(value / most)]++;
        int top = Arrays.stream(counts).max().orElseThrow();
        StringBuilder bars = new StringBuilder();
        for (int i = 0; i < BINS; i++) if (counts[i] > 0) bars.append(bar(i, (double) counts[i] / top));
        return """
                <svg width='%s' height='%s' viewBox='0 0 %s %s' style='vertical-align:middle'>\
                <title>%s values from -%s to %s</title>%s\
                <path d='M0 %sH%s' stroke='currentColor' stroke-opacity='.35'/></svg>"""
                .formatted(WIDTH, HEIGHT, WIDTH, HEIGHT, finite.length, Numbers.text(most), Numbers.text(most), bars,
                        at(HEIGHT - 0.5), WIDTH);
    }

    private static String bar(int bin, double share) {
        double height = Math.max(1, (HEIGHT - 2) * share);
        return "<rect x='%s' y='%s' width='%s' height='%s' fill='%s'/>".formatted(bin * BAR, at(HEIGHT - 1 - height),
                BAR - 1, at(height), Theme.BLUE);
    }

    private static int bin(double share) {
        return (int) Math.min(BINS - 1, Math.floor((share + 1) / 2 * BINS));
    }
}
