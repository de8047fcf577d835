package gradshell.kernel.plot;

import gradshell.Shapes;
import gradshell.Tensor;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/** Numbers in whatever a user has them: arrays of any primitive, tensors, collections of numbers. */
final class Values {
    private Values() {}

    /** Numbers in a row; {@code what} names them in errors. */
    static double[] row(String what, Object values) {
        double[] row = switch (values) {
            case double[] doubles -> doubles.clone();
            case Tensor x when x.rank() == 0 || x.size() != longest(x) -> throw new IllegalArgumentException(
                    "%s must be a tensor of one dimension, got one of shape %s".formatted(what,
                            Shapes.text(x.shape())));
            case Tensor x -> x.toDoubleArray();
            case Collection<?> c -> c.stream().mapToDouble(v -> number(what, v)).toArray();
            case null -> throw refused(what, null);
            case Object array when array.getClass().isArray() -> IntStream.range(0, Array.getLength(array))
                    .mapToDouble(i -> number(what, Array.get(array, i))).toArray();
            default -> throw refused(what, values);
        };
        if (row.length == 0) throw new IllegalArgumentException(what + " is empty: there is nothing to draw");
        return row;
    }

    /** Numbers in rows of one length. */
    static double[][] matrix(String what, Object values) {
        double[][] rows = switch (values) {
            case Tensor x when x.rank() == 2 -> rows(x);
            case Tensor x -> throw new IllegalArgumentException(
                    "%s must be a tensor of two dimensions, got one of shape %s".formatted(what,
                            Shapes.text(x.shape())));
            case List<?> list -> list.stream().map(row -> row(what, row)).toArray(double[][]::new);
            case Object[] array -> List.of(array).stream().map(row -> row(what, row)).toArray(double[][]::new);
            case null, default -> throw new IllegalArgumentException(
                    "%s must be a matrix: double[][], a tensor of two dimensions or a list of rows; got %s"
                            .formatted(what, type(values)));
        };
        if (rows.length == 0 || rows[0].length == 0)
            throw new IllegalArgumentException(what + " is empty: there is nothing to draw");
        for (int i = 1; i < rows.length; i++)
            if (rows[i].length != rows[0].length)
                throw new IllegalArgumentException(
                        "the rows of %s must be equally long, but row 0 has %d values and row %d has %d"
                                .formatted(what, rows[0].length, i, rows[i].length));
        return rows;
    }

    /** {@code n} points from one number to the other, both included. */
    static double[] range(String what, double from, double to, int n) {
        if (!(Double.isFinite(from) && Double.isFinite(to) && from < to))
            throw new IllegalArgumentException(
                    "%s must go from a smaller number to a larger, got %s to %s".formatted(what, from, to));
        return IntStream.range(0, n).mapToDouble(i -> from + (to - from) * i / (n - 1)).toArray();
    }

    private static double[][] rows(Tensor x) {
        double[] all = x.toDoubleArray();
        int columns = (int) x.size(1);
        double[][] rows = new double[(int) x.size(0)][columns];
        for (int i = 0; i < rows.length; i++) System.arraycopy(all, i * columns, rows[i], 0, columns);
        return rows;
    }

    private static long longest(Tensor x) {
        long longest = 0;
        for (long size : x.shape()) longest = Math.max(longest, size);
        return longest;
    }

    private static double number(String what, Object value) {
        return switch (value) {
            case Number n -> n.doubleValue();
            case Tensor x when x.size() == 1 -> x.toDoubleArray()[0];
            case Boolean b -> b ? 1 : 0;
            case null, default -> throw new IllegalArgumentException(
                    "%s must hold numbers, but there is %s among them".formatted(what,
                            value == null ? "null" : "a " + type(value)));
        };
    }

    private static IllegalArgumentException refused(String what, Object values) {
        return new IllegalArgumentException(
                "%s must be numbers: an array, a tensor of one dimension or a collection; got %s".formatted(what,
                        type(values)));
    }

    private static String type(Object value) {
        return value == null ? "null" : value.getClass().getSimpleName();
    }
}
