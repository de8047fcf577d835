package gradshell.kernel.magic;

import java.util.Locale;

/** Times for people. */
final class Durations {
    private Durations() {}

    /** Three digits and a unit. */
    static String text(double nanos) {
        if (nanos < 1e3) return digits(nanos) + " ns";
        if (nanos < 1e6) return digits(nanos / 1e3) + " µs";
        return nanos < 1e9 ? digits(nanos / 1e6) + " ms" : digits(nanos / 1e9) + " s";
    }

    private static String digits(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
    }
}
