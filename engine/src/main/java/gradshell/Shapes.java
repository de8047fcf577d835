package gradshell;

import gradshell.array.Kernels;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Arithmetic of shapes, and the checks whose messages name them. Internal but for {@link #text}, which all messages share. */
public final class Shapes {
    private Shapes() {}

    /** As {@code (2, 3)}. */
    public static String text(long... shape) {
        return Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(", ", "(", ")"));
    }

    static long size(long... shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /** {@code dim} if the shape has it. */
    static int dim(String op, int dim, long... shape) {
        if (dim < 0 || dim >= shape.length) {
            throw new IllegalArgumentException("%s: a tensor of shape %s has no dimension %d; %s".formatted(op,
                    text(shape), dim,
                    shape.length == 0 ? "it is a scalar" : "its dimensions are 0 to " + (shape.length - 1)));
        }
        return dim;
    }

    /** {@code dims} in order, each once; all when none are given. */
    static int[] dims(String op, int[] dims, long... shape) {
        if (dims.length == 0) {
            return all(shape.length);
        }
        for (var dim : dims) {
            dim(op, dim, shape);
        }
        var sorted = Arrays.stream(dims).sorted().distinct().toArray();
        if (sorted.length != dims.length) {
            throw new IllegalArgumentException("%s: dimension twice in %s".formatted(op, Arrays.toString(dims)));
        }
        return sorted;
    }

    static int[] all(int rank) {
        var dims = new int[rank];
        Arrays.setAll(dims, i -> i);
        return dims;
    }

    static boolean contains(int[] dims, int dim) {
        return Arrays.stream(dims).anyMatch(d -> d == dim);
    }

    /** The shape with {@code dims} of size 1. */
    static long[] kept(long[] shape, int... dims) {
        var kept = shape.clone();
        for (var dim : dims) {
            kept[dim] = 1;
        }
        return kept;
    }

    /** The shape without {@code dims}. */
    static long[] without(long[] shape, int... dims) {
        var rest = new long[shape.length - dims.length];
        var at = 0;
        for (var i = 0; i < shape.length; i++) {
            if (!contains(dims, i)) {
                rest[at++] = shape[i];
            }
        }
        return rest;
    }

    /** The shape with {@code size} at {@code dim}. */
    static long[] with(long[] shape, int dim, long size) {
        var changed = shape.clone();
        changed[dim] = size;
        return changed;
    }

    /** The shape with a further dimension of size {@code size} before {@code dim}. */
    static long[] inserted(long[] shape, int dim, long size) {
        var longer = new long[shape.length + 1];
        System.arraycopy(shape, 0, longer, 0, dim);
        longer[dim] = size;
        System.arraycopy(shape, dim, longer, dim + 1, shape.length - dim);
        return longer;
    }

    /** The common shape of elementwise operations. */
    static long[] broadcast(String op, long[] a, long[] b) {
        var shape = Kernels.broadcast(a, b);
        if (shape != null) {
            return shape;
        }
        var rank = Math.max(a.length, b.length);
        for (var i = 1; i <= rank; i++) {
            var x = i <= a.length ? a[a.length - i] : 1;
            var y = i <= b.length ? b[b.length - i] : 1;
            if (x != y && x != 1 && y != 1) {
                throw new IllegalArgumentException(
                        "%s: shapes %s and %s don't fit: counted from the last, dimension %d is %d and %d; sizes must be equal or 1 (reshape, unsqueeze or t() may help)"
                                .formatted(op, text(a), text(b), i, x, y));
            }
        }
        throw new IllegalArgumentException("%s: shapes %s and %s don't fit".formatted(op, text(a), text(b)));
    }

    /** That a user's function gave a tensor of the shape expected of it. */
    static void given(String op, long[] expected, Tensor actual) {
        if (actual == null) {
            throw new IllegalArgumentException(
                    "%s: the function gives null; a tensor of shape %s is needed, zeros where nothing is to flow"
                            .formatted(op, text(expected)));
        }
        same(op, expected, actual.shape());
    }

    static void same(String op, long[] expected, long[] actual) {
        if (!Arrays.equals(expected, actual)) {
            throw new IllegalArgumentException(
                    "%s: expected shape %s, got %s".formatted(op, text(expected), text(actual)));
        }
    }

    /** {@code shape} with its one -1 replaced by what {@code size} elements leave. */
    static long[] resolve(long[] shape, long[] from) {
        var size = size(from);
        var unknown = -1;
        long known = 1;
        for (var i = 0; i < shape.length; i++) {
            if (shape[i] == -1 && unknown < 0) {
                unknown = i;
            } else if (shape[i] < 0) {
                throw new IllegalArgumentException(
                        "reshape: %s is no shape; one size may be -1".formatted(text(shape)));
            } else {
                known *= shape[i];
            }
        }
        if (unknown < 0 ? known != size : known == 0 || size % known != 0) {
            throw new IllegalArgumentException("reshape: %s has %d elements, which don't fit into %s"
                    .formatted(text(from), size, text(shape)));
        }
        return unknown < 0 ? shape.clone() : with(shape, unknown, size / known);
    }
}
