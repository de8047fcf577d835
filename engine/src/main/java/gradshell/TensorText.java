package gradshell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A tensor's text: a header with shape and type, then aligned values, of long dimensions only the ends. */
final class TensorText {
    /** So many elements are shown whole; of larger tensors, {@link #EDGE} at each end of a dimension. */
    private static final int WHOLE = 200;
    private static final int EDGE = 3;
    private static final int DIGITS = 5;

    private final Tensor tensor;
    private final boolean whole;
    private final boolean scientific;
    private final int decimals;
    private int width;

    private TensorText(Tensor tensor) {
        this.tensor = tensor;
        this.whole = tensor.size() <= WHOLE;
        var shown = new ArrayList<Double>();
        collect(new long[tensor.rank()], 0, shown);
        var largest = shown.stream().filter(Double::isFinite).mapToDouble(Math::abs).max().orElse(0);
        var smallest = shown.stream().filter(v -> Double.isFinite(v) && v != 0).mapToDouble(Math::abs).min().orElse(1);
        this.scientific = tensor.isDifferentiable()
                && (largest >= 1e6 || largest / smallest >= 1e6 || (largest < 1e-3 && largest > 0));
        this.decimals = scientific ? DIGITS - 1 : shown.stream().mapToInt(TensorText::decimals).max().orElse(1);
        this.width = shown.stream().mapToInt(v -> number(v).length()).max().orElse(0);
    }

    static String of(Tensor x) {
        if (x.rank() == 0) {
            return scalar(x);
        }
        var header = "Tensor" + Shapes.text(x.shape()) + " " + x.dataType().name().toLowerCase(Locale.ROOT) + "\n";
        return header + (x.size() == 0 ? "[]" : new TensorText(x).rows(new long[x.rank()], 0));
    }

    private static String scalar(Tensor x) {
        var value = x.array.item();
        return switch (x.dataType()) {
            case FLOAT -> Float.toString((float) value);
            case DOUBLE -> Double.toString(value);
            case INT, LONG -> Long.toString((long) value);
            case BOOL -> Boolean.toString(value != 0);
        };
    }

    private String rows(long[] index, int dim) {
        var last = dim == index.length - 1;
        var parts = new ArrayList<String>();
        var previous = -1L;
        for (var i : indices(dim)) {
            if (i != previous + 1) {
                parts.add("…");
            }
            previous = i;
            index[dim] = i;
            parts.add(last ? padded(number(tensor.array.get(index))) : rows(index, dim + 1));
        }
        if (last) {
            return "[" + String.join(", ", parts) + "]";
        }
        var between = "," + "\n".repeat(index.length - 1 - dim) + " ".repeat(dim + 1);
        return "[" + String.join(between, parts) + "]";
    }

    private void collect(long[] index, int dim, List<Double> values) {
        if (dim == index.length) {
            values.add(tensor.array.get(index));
            return;
        }
        for (var i : indices(dim)) {
            index[dim] = i;
            collect(index, dim + 1, values);
        }
    }

    private List<Long> indices(int dim) {
        var indices = new ArrayList<Long>();
        var size = tensor.size(dim);
        for (long i = 0; i < size; i++) {
            if (!whole && size > 2 * EDGE && i == EDGE) {
                i = size - EDGE;
            }
            indices.add(i);
        }
        return indices;
    }

    private String number(double value) {
        return switch (tensor.dataType()) {
            case BOOL -> Boolean.toString(value != 0);
            case INT, LONG -> Long.toString((long) value);
            case FLOAT, DOUBLE -> {
                if (!Double.isFinite(value)) {
                    yield Double.isNaN(value) ? "NaN" : value > 0 ? "Inf" : "-Inf";
                }
                yield String.format(Locale.ROOT, "%." + decimals + (scientific ? "e" : "f"), value);
            }
        };
    }

    /** How many decimals, of at most {@link #DIGITS} digits in all, say the value: 0.5 needs one. */
    private static int decimals(double value) {
        if (!Double.isFinite(value)) {
            return 1;
        }
        var text = String.format(Locale.ROOT, "%." + (DIGITS - 1) + "f", value);
        var end = text.length();
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        return Math.max(1, end - text.indexOf('.') - 1);
    }

    private String padded(String text) {
        return " ".repeat(width - text.length()) + text;
    }
}
