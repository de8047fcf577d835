package gradshell.kernel.plot;

import java.util.Arrays;

/** Counts values in intervals of one width. */
final class Bins {
    private static final int MOST = 1000;
    private static final int MOST_BY_ITSELF = 60;

    private Bins() {}

    static Mark.Bars of(String name, double[] values, int bins) {
        if (bins < 1 || bins > MOST)
            throw new IllegalArgumentException("a histogram has 1 to %d bins, got %d".formatted(MOST, bins));
        double[] sorted = sorted(values);
        double low = sorted[0];
        double high = sorted[sorted.length - 1];
        if (low == high) {
            low -= 0.5;
            high += 0.5;
        }
        double[] counts = new double[bins];
        for (double value : sorted) counts[(int) Math.min(bins - 1, (value - low) / (high - low) * bins)]++;
        return new Mark.Bars(name, Values.range("the values", low, high, bins + 1), counts);
    }

    /** As many as the rule of Freedman and Diaconis asks for: a width of twice the middle half over the cube root of n. */
    static int count(double[] values) {
        double[] sorted = sorted(values);
        double middleHalf = sorted[sorted.length * 3 / 4] - sorted[sorted.length / 4];
        double range = sorted[sorted.length - 1] - sorted[0];
        double bySize = Math.ceil(Math.log(sorted.length) / Math.log(2)) + 1;
        double bins = middleHalf > 0 ? Math.ceil(range / (2 * middleHalf / Math.cbrt(sorted.length))) : bySize;
        return (int) Math.clamp(bins, Math.min(bySize, MOST_BY_ITSELF), MOST_BY_ITSELF);
    }

    private static double[] sorted(double[] values) {
        double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0)
            throw new IllegalArgumentException(
                    "none of the %d values is a finite number; the first is %s".formatted(values.length, values[0]));
        return sorted;
    }
}
