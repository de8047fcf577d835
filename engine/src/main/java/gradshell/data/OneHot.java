package gradshell.data;

import gradshell.Shapes;
import gradshell.Tensor;
import gradshell.Tensors;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Labels as columns of zeros with a one, and back. */
final class OneHot {
    private OneHot() {}

    static OneHotLabels encode(String op, List<?> labels, Object classes) {
        List<?> names = classes instanceof Integer n ? numbers(n) : items(op, classes);
        Map<Object, Integer> rows = new HashMap<>();
        for (Object name : names)
            if (rows.put(key(name), rows.size()) != null)
                throw new IllegalArgumentException(op + ": class " + name + " is given twice");
        int[] indices = new int[labels.size()];
        for (int column = 0; column < labels.size(); column++) {
            Integer row = rows.get(key(labels.get(column)));
            if (row == null)
                throw new IllegalArgumentException(op + ": label " + labels.get(column) + " at index " + column
                        + " is none of the " + names.size() + " classes " + shortened(names));
            indices[column] = row;
        }
        return new OneHotLabels(indices, List.copyOf(names));
    }

    static int[] decode(Tensor y) {
        if (y.rank() < 1 || y.rank() > 2 || y.size() == 0)
            throw new IllegalArgumentException(
                    "oneCold: expected shape (classes, n) or (classes), none of them 0, but got "
                            + Shapes.text(y.shape()));
        int columns = y.rank() == 1 ? 1 : Math.toIntExact(y.size(1));
        double[] values = y.toDoubleArray();
        int[] best = new int[columns];
        for (int i = 0; i < values.length; i++) {
            int column = i % columns;
            if (Double.isNaN(values[i]))
                throw new IllegalArgumentException(
                        "oneCold: column " + column + " holds NaN, so it has no largest entry");
            if (values[i] > values[best[column] * columns + column]) best[column] = i / columns;
        }
        return best;
    }

    /** The classes of {@code y}, of which there must be as many as predictions. */
    static int[] targets(String op, int[] predicted, Tensor y) {
        int[] actual = decode(y);
        if (predicted.length == actual.length) return actual;
        throw new IllegalArgumentException(
                op + ": there are " + predicted.length + " predictions but " + actual.length + " targets");
    }

    static Tensor confusion(Tensor yHat, Tensor y) {
        int[] predicted = decode(yHat);
        int[] actual = targets("confusionMatrix", predicted, y);
        int classes = Math.toIntExact(y.size(0));
        if (yHat.size(0) != classes)
            throw new IllegalArgumentException("confusionMatrix: the predictions have " + yHat.size(0)
                    + " classes but the targets " + classes);
        long[] counts = new long[classes * classes];
        for (int i = 0; i < actual.length; i++) counts[actual[i] * classes + predicted[i]]++;
        return Tensors.indices(counts).reshape(classes, classes);
    }

    /** The elements of an iterable, an array or a tensor. */
    static List<?> items(String op, Object many) {
        List<Object> items = new ArrayList<>();
        switch (many) {
            case Iterable<?> iterable -> iterable.forEach(items::add);
            case Tensor tensor -> {
                for (double value : tensor.toDoubleArray()) items.add(value);
            }
            case Object array when array.getClass().isArray() -> {
                for (int i = 0; i < Array.getLength(array); i++) items.add(Array.get(array, i));
            }
            default -> throw new IllegalArgumentException(op + ": expected a list, an array or a tensor, but got "
                    + many.getClass().getSimpleName() + " " + many);
        }
        return items;
    }

    private static List<Integer> numbers(int n) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < n; i++) numbers.add(i);
        return numbers;
    }

    /** Numbers are the same label whatever their type, because data often come as {@code double}; and -0 is 0. */
    private static Object key(Object label) {
        return label instanceof Number number ? number.doubleValue() + 0.0 : label;
    }

    private static String shortened(List<?> names) {
        return names.size() <= 10 ? names.toString() : names.subList(0, 10).toString().replace("]", ", …]");
    }
}
