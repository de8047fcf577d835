package gradshell.show;

import java.util.ArrayList;
import java.util.List;

/** One direction of a diagram: from values to coordinates, with ticks at round numbers. */
final class Axis {
    private final double low;
    private final double high;
    private final boolean logarithmic;
    private final double from;
    private final double to;

    private Axis(double low, double high, boolean logarithmic, double from, double to) {
        this.low = low;
        this.high = high;
        this.logarithmic = logarithmic;
        this.from = from;
        this.to = to;
    }

    /** Values {@code low} to {@code high} at the coordinates {@code from} to {@code to}. */
    static Axis linear(double low, double high, double from, double to) {
        if (high > low) return new Axis(low, high, false, from, to);
        double margin = low == 0 ? 1 : Math.abs(low) / 2;
        return new Axis(low - margin, high + margin, false, from, to);
    }

    /** The same by decades; {@code low} is positive and below {@code high}. */
    static Axis logarithmic(double low, double high, double from, double to) {
        return new Axis(Math.log10(low), Math.log10(high), true, from, to);
    }

    double at(double value) {
        double v = logarithmic ? Math.log10(value) : value;
        return from + (v - low) / (high - low) * (to - from);
    }

    /** About {@code n} round values within the axis; whole decades on a logarithmic one. */
    List<Double> ticks(int n) {
        double step = logarithmic ? Math.max(1, Math.ceil((high - low) / n)) : round((high - low) / n);
        List<Double> ticks = new ArrayList<>();
        for (double k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * (high - low); k++)
            ticks.add(logarithmic ? Math.pow(10, k * step) : k * step);
        return ticks;
    }

    /** The next of 1, 2, 5 times a power of ten. */
    private static double round(double step) {
        double power = Math.pow(10, Math.floor(Math.log10(step)));
        double digit = step / power;
        return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }
}
