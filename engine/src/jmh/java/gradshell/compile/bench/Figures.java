package gradshell.compile.bench;

import java.util.Locale;

/** Numbers in a table. */
public final class Figures {
    private static final String MISSED = " **missed**";

    private Figures() {}

    /** The number, with a word where it is above its mark. */
    public static String atMost(double mark, double measured) {
        return number(measured) + (measured <= mark ? "" : MISSED);
    }

    /** The number, with a word where it is below its mark. */
    public static String atLeast(double mark, double measured) {
        return number(measured) + (measured >= mark ? "" : MISSED);
    }

    /** With three digits that count. */
    public static String number(double x) {
        return x == Math.rint(x) || Math.abs(x) >= 1000
                ? String.format(Locale.ROOT, "%,.0f", x)
                : String.format(Locale.ROOT, Math.abs(x) >= 100 ? "%.0f" : Math.abs(x) >= 10 ? "%.1f" : "%.2f", x);
    }
}
