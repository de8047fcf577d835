package gradshell.array;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Arithmetic of shapes and the messages about them. Internal. */
public final class Shapes {
    private Shapes() {}

    /** A shape as messages print it: {@code (2, 3)}, {@code (3)}, {@code ()} for a scalar. */
    public static String format(long... shape) {
        return Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(", ", "(", ")"));
    }

    /** The number of elements; IllegalArgumentException where a size is negative or the product doesn't fit a long. */
    public static long size(long... shape) {
        long size = 1;
        for (long n : shape) {
            if (n < 0) throw new IllegalArgumentException("a size can't be negative: shape " + format(shape));
        }
        for (long n : shape) {
            if (n == 0) return 0;
        }
        for (long n : shape) {
            try {
                size = Math.multiplyExact(size, n);
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException("shape " + format(shape) + " has more elements than a long counts",
                        e);
            }
        }
        return size;
    }

    /** NumPy's broadcast of two shapes; null when they don't fit. */
    public static long[] broadcast(long[] a, long[] b) {
        if (Arrays.equals(a, b)) return a.clone();
        long[] longer = a.length >= b.length ? a : b;
        long[] shorter = longer == a ? b : a;
        long[] result = longer.clone();
        int shift = longer.length - shorter.length;
        for (int d = 0; d < shorter.length; d++) {
            long n = longer[d + shift];
            long m = shorter[d];
            if (n != m && n != 1 && m != 1) return null;
            result[d + shift] = n == 1 ? m : n;
        }
        return result;
    }

    /** {@code dim} when a tensor of this shape has it, else IndexOutOfBoundsException. */
    public static int checkDim(int dim, long... shape) {
        if (dim < 0 || dim >= shape.length) {
            throw new IndexOutOfBoundsException("dimension " + dim + " is out of range for a tensor of rank "
                    + shape.length + ", shape " + format(shape));
        }
        return dim;
    }

    /** {@code index} when dimension {@code dim} of this shape has it, else IndexOutOfBoundsException. */
    public static long checkIndex(long index, int dim, long... shape) {
        if (index < 0 || index >= shape[dim]) {
            throw new IndexOutOfBoundsException("index " + index + " is out of range for dimension " + dim
                    + " of size " + shape[dim] + ", shape " + format(shape));
        }
        return index;
    }

    static void checkCount(long count, long... shape) {
        long size = size(shape);
        if (size != count) {
            throw new IllegalArgumentException("shape " + format(shape) + " needs " + size + " value"
                    + (size == 1 ? "" : "s") + ", got " + count);
        }
    }

    static IllegalArgumentException noBroadcast(long[] from, long[] to) {
        return new IllegalArgumentException("shape " + format(from) + " can't be broadcast to " + format(to)
                + ": sizes, counted from the last dimension, must be equal or 1");
    }

    /** The shape both broadcast to, or IllegalArgumentException. */
    static long[] common(long[] a, long[] b) {
        long[] shape = broadcast(a, b);
        if (shape == null) {
            throw new IllegalArgumentException("shapes " + format(a) + " and " + format(b)
                    + " don't broadcast: sizes, counted from the last dimension, must be equal or 1");
        }
        return shape;
    }

    static long[] rowMajorStrides(long... shape) {
        long[] strides = new long[shape.length];
        long step = 1;
        for (int d = shape.length - 1; d >= 0; d--) {
            strides[d] = step;
            step *= Math.max(1, shape[d]);
        }
        return strides;
    }

    static long[] with(long[] shape, int dim, long size) {
        long[] result = shape.clone();
        result[dim] = size;
        return result;
    }

    static long[] without(long[] shape, int dim) {
        long[] result = new long[shape.length - 1];
        System.arraycopy(shape, 0, result, 0, dim);
        System.arraycopy(shape, dim + 1, result, dim, result.length - dim);
        return result;
    }

    /** Whether the two agree everywhere but in {@code dim}. */
    static boolean equalBut(int dim, long[] a, long[] b) {
        return a.length == b.length && Arrays.equals(with(a, dim, 0), with(b, dim, 0));
    }
}
