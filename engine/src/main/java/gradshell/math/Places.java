package gradshell.math;

import gradshell.Shapes;
import gradshell.Tensor;
import java.util.Arrays;

/** Where in the last dimensions of a tensor something is, given by a tensor of indices for each of them. */
final class Places {
    /** The sizes of those dimensions. */
    final long[] sizes;
    /** The shape that all tensors of indices have. */
    final long[] shape;
    /** Counted through the rows of those dimensions, taken together as one. */
    final long[] numbers;

    Places(String op, long[] sizes, Tensor... indices) {
        if (indices.length == 0 || indices.length != sizes.length) {
            throw new IllegalArgumentException(
                    "%s: %d tensors of indices for %d dimensions; each needs one".formatted(op,
                            indices.length, sizes.length));
        }
        this.sizes = sizes.clone();
        shape = indices[0].shape();
        numbers = new long[Math.toIntExact(indices[0].size())];
        for (var d = 0; d < sizes.length; d++) {
            if (sizes[d] < 0) {
                throw new IllegalArgumentException("%s: a size can't be negative, got %d".formatted(op, sizes[d]));
            }
            if (!Arrays.equals(indices[d].shape(), shape)) {
                throw new IllegalArgumentException(
                        "%s: the tensors of indices must have one shape, got %s and %s".formatted(op,
                                Shapes.text(shape), Shapes.text(indices[d].shape())));
            }
            add(op, whole(op, indices[d]), sizes[d]);
        }
    }

    private void add(String op, long[] indices, long size) {
        for (var i = 0; i < numbers.length; i++) {
            if (indices[i] < 0 || indices[i] >= size) {
                throw new IndexOutOfBoundsException(
                        "%s: index %d is outside a dimension of size %d".formatted(op, indices[i], size));
            }
            numbers[i] = numbers[i] * size + indices[i];
        }
    }

    private static long[] whole(String op, Tensor indices) {
        return switch (indices.dataType()) {
            case LONG, INT -> indices.toLongArray();
            case FLOAT, DOUBLE, BOOL -> throw new IllegalArgumentException(
                    "%s: indices must be LONG, got %s; indices(...) makes such a tensor, to(DataType.LONG) converts"
                            .formatted(op, indices.dataType()));
        };
    }

    /** How many places there are in those dimensions. */
    long size() {
        return Arrays.stream(sizes).reduce(1, Math::multiplyExact);
    }

    /** What is at the places: (lead.., sizes..) → (lead.., shape..). */
    static Tensor pick(Tensor x, Tensor... indices) {
        var lead = x.rank() - indices.length;
        if (lead < 0) {
            throw new IllegalArgumentException(
                    "pick: %d tensors of indices are too many for shape %s".formatted(indices.length,
                            Shapes.text(x.shape())));
        }
        var places = new Places("pick", Arrays.copyOfRange(x.shape(), lead, x.rank()), indices);
        var first = Arrays.copyOf(x.shape(), lead);
        var picked = x.reshape(Matrix.append(first, places.size())).take(lead, places.numbers);
        return picked.reshape(Matrix.append(first, places.shape));
    }
}
