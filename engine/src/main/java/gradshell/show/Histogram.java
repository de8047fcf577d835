package gradshell.show;

import java.util.Arrays;

/** How values spread around zero, as a picture of a line's height. */
final class Histogram {
    private static final int BINS = 21;
    private static final int BAR = 4;
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
        int width = BINS * BAR;
        StringBuilder svg = new StringBuilder(
                "<svg width=\"" + width + "\" height=\"" + HEIGHT + "\" viewBox=\"0 0 " + width + " " + HEIGHT
                        + "\" style=\"vertical-align:middle\"><title>" + finite.length + " values from -"
                        + Numbers.text(most) + " to " + Numbers.text(most)
                        + "</title>");
        for (int i = 0; i < BINS; i++) {
            if (counts[i] == 0) continue;
            double height = Math.max(1, (HEIGHT - 2.0) * counts[i] / top);
            svg.append("<rect x=\"").append(i * BAR).append("\" y=\"").append(Markup.at(HEIGHT - 1 - height))
                    .append("\" width=\"").append(BAR - 1)
                    .append("\" height=\"").append(Markup.at(height)).append("\" fill=\"").append(Markup.BLUE)
                    .append("\"/>");
        }
        svg.append("<path d=\"M0 ").append(HEIGHT - 0.5).append("H").append(width)
                .append("\" stroke=\"currentColor\" stroke-opacity=\".35\"/>");
        return svg.append("</svg>").toString();
    }

    private static int bin(double share) {
        return (int) Math.min(BINS - 1, Math.floor((share + 1) / 2 * BINS));
    }
}
