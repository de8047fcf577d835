package gradshell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One parameter's gradient in figures.
 *
 * @param name the parameter's path
 * @param shape its shape, such as {@code (2, 3)}
 * @param norm the Euclidean norm; NaN, like the other figures, when the parameter was not used
 * @param mean the mean of the elements
 * @param min the smallest element
 * @param max the largest element
 * @param zeros the share of elements that are zero, 0 to 1
 * @param remark empty, or what is wrong: {@code NaN}, {@code Inf}, {@code vanishing} (no element above
 *     {@value #VANISHING}), {@code exploding} (one above {@value #EXPLODING}), {@code unused}
 */
public record GradientRow(String name, String shape, double norm, double mean, double min, double max, double zeros,
        String remark) {
    /** A gradient with no element above this in absolute value is vanishing. */
    public static final double VANISHING = 1e-7;
    /** A gradient with an element above this in absolute value is exploding. */
    public static final double EXPLODING = 1e3;

    /** The heads of the table's columns. */
    public static final List<String> COLUMNS = List.of("parameter", "shape", "norm", "mean", "min", "max", "zeros", "");

    /** Whether the loss did not use the parameter. */
    public boolean unused() {
        return remark.equals("unused");
    }

    /** The texts of the table's cells, under {@link #COLUMNS}. */
    public List<String> cells() {
        return unused()
                ? List.of(name, shape, "-", "-", "-", "-", "-", remark)
                : List.of(name, shape, figure(norm), figure(mean), figure(min), figure(max),
                        String.format(Locale.ROOT, "%.0f%%", zeros * 100), remark);
    }

    static GradientRow of(String name, String shape, Tensor gradient) {
        if (gradient == null) {
            return new GradientRow(name, shape, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, "unused");
        }
        var values = gradient.array.toDoubleArray();
        var min = Arrays.stream(values).reduce(Math::min).orElse(0);
        var max = Arrays.stream(values).reduce(Math::max).orElse(0);
        var mean = values.length == 0 ? 0 : Arrays.stream(values).sum() / values.length;
        var zeros = values.length == 0 ? 0 : Arrays.stream(values).filter(v -> v == 0).count() / (double) values.length;
        return new GradientRow(name, shape, norm(values), mean, min, max, zeros, remark(values, Math.max(-min, max)));
    }

    private static String remark(double[] values, double largest) {
        if (Double.isNaN(largest)) {
            return "NaN";
        } else if (Double.isInfinite(largest)) {
            return "Inf";
        } else if (largest > EXPLODING) {
            return "exploding";
        } else {
            return largest <= VANISHING && values.length > 0 ? "vanishing" : "";
        }
    }

    /** The Euclidean norm, relative to the largest element so that squares don't overflow. */
    static double norm(double... values) {
        var largest = Arrays.stream(values).map(Math::abs).reduce(Math::max).orElse(0);
        if (largest == 0 || !Double.isFinite(largest)) {
            return largest;
        }
        return largest * Math.sqrt(Arrays.stream(values).map(v -> v / largest * (v / largest)).sum());
    }

    /** The rows under their heads, columns aligned. */
    static String table(List<GradientRow> rows) {
        var lines = new ArrayList<List<String>>();
        lines.add(COLUMNS);
        rows.forEach(row -> lines.add(row.cells()));
        var widths = new int[COLUMNS.size()];
        lines.forEach(line -> Arrays.setAll(widths, i -> Math.max(widths[i], line.get(i).length())));
        var text = new StringBuilder();
        for (var line : lines) {
            var start = text.length();
            for (var i = 0; i < widths.length; i++) {
                var left = i < 2 || i == widths.length - 1;
                text.append(i == 0 ? "" : "  ")
                        .append(String.format("%" + (left ? "-" : "") + Math.max(1, widths[i]) + "s", line.get(i)));
            }
            text.setLength(start + text.substring(start).stripTrailing().length());
            text.append('\n');
        }
        return text.toString().stripTrailing();
    }

    private static String figure(double value) {
        var size = Math.abs(value);
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "Inf" : "-Inf";
        }
        return String.format(Locale.ROOT, size != 0 && (size < 1e-3 || size >= 1e4) ? "%.2e" : "%.4f", value);
    }
}
