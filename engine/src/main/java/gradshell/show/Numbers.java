package gradshell.show;

import java.util.Locale;

/** Numbers in few characters. */
final class Numbers {
    private Numbers() {}

    /** At most four significant digits; whole numbers without a point. */
    static String text(double x) {
        if (Double.isNaN(x)) return "NaN";
        if (Double.isInfinite(x)) return x > 0 ? "Inf" : "-Inf";
        double size = Math.abs(x);
        if (size < 1e6 && x == Math.rint(x)) return Long.toString((long) x);
        if (size >= 1e6 || size < 1e-4)
            return String.format(Locale.ROOT, "%.2e", x).replaceAll("\\.?0*e", "e")
                    .replaceAll("e([+-])0*(\\d)", "e$1$2").replace("e+", "e");
        int decimals = Math.max(0, 3 - (int) Math.floor(Math.log10(size)));
        return trimmed(String.format(Locale.ROOT, "%." + Math.min(decimals, 6) + "f", x));
    }

    /** A whole number with its digits in groups of three. */
    static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n).replace(',', '\u202f');
    }

    private static String trimmed(String decimal) {
        return decimal.contains(".") ? decimal.replaceAll("\\.?0+$", "") : decimal;
    }
}
