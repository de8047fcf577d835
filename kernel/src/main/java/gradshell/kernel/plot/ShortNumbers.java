package gradshell.kernel.plot;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/** Numbers beside an axis: the same everywhere, without the noise of binary fractions, by powers of ten at the extremes. */
final class ShortNumbers extends NumberFormat {
    private static final long serialVersionUID = 1;
    private static final DecimalFormatSymbols SYMBOLS = DecimalFormatSymbols.getInstance(Locale.ROOT);

    /** How far the axis reaches: against it, what is left of zero when steps are added up is nothing. */
    private final transient DoubleSupplier length;
    private final DecimalFormat plain = new DecimalFormat("0.######", SYMBOLS);
    private final DecimalFormat extreme = new DecimalFormat("0.####E0", SYMBOLS);

    ShortNumbers() {
        this(() -> 0);
    }

    ShortNumbers(DoubleSupplier length) {
        this.length = length;
    }

    @Override
    public StringBuffer format(double x, StringBuffer to, FieldPosition at) {
        double size = Math.abs(x);
        if (size <= 1e-9 * length.getAsDouble()) return to.append('0');
        return size >= 1e6 || (size < 1e-3 && size > 0)
                ? to.append(extreme.format(x).replace("E", "e"))
                : to.append(plain.format(x));
    }

    @Override
    public StringBuffer format(long x, StringBuffer to, FieldPosition at) {
        return format((double) x, to, at);
    }

    @Override
    public Number parse(String text, ParsePosition at) {
        return plain.parse(text, at);
    }
}
