package gradshell.array;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Arrays that look at another's memory in a different way. */
final class Views {
    private Views() {}

    static Array permute(Array x, int... dims) {
        int rank = x.rank();
        boolean[] seen = new boolean[rank];
        long[] shape = new long[rank];
        long[] strides = new long[rank];
        boolean fits = dims.length == rank;
        for (int d = 0; fits && d < rank; d++) {
            int from = Shapes.checkDim(dims[d], x.shape);
            fits = !seen[from];
            seen[from] = true;
            shape[d] = x.shape[from];
            strides[d] = x.strides[from];
        }
        if (!fits) {
            throw new IllegalArgumentException("a permutation names each of the " + rank + " dimensions of shape "
                    + Shapes.format(x.shape) + " once, got " + Arrays.toString(dims));
        }
        return x.view(shape, strides, x.offset);
    }

    static Array slice(Array x, int dim, long from, long to) {
        Shapes.checkDim(dim, x.shape);
        if (from < 0 || to < from || to > x.shape[dim]) {
            throw new IndexOutOfBoundsException("slice from " + from + " to " + to + " is out of range for dimension "
                    + dim + " of size " + x.shape[dim] + ", shape " + Shapes.format(x.shape));
        }
        return x.view(Shapes.with(x.shape, dim, to - from), x.strides, x.offset + from * x.strides[dim]);
    }

    static Array reshape(Array x, long... shape) {
        if (Shapes.size(shape) != x.size()) {
            throw new IllegalArgumentException("shape " + Shapes.format(x.shape) + " has " + x.size()
                    + " elements and can't be reshaped to " + Shapes.format(shape) + " with " + Shapes.size(shape));
        }
        long[] strides = reshapedStrides(x, shape);
        if (strides != null) return x.view(shape.clone(), strides, x.offset);
        return x.copy().view(shape.clone(), Shapes.rowMajorStrides(shape), 0);
    }

    /**
     * Strides of a view in the new shape, or null where none can be. Both shapes are cut, from the end, into the
     * shortest stretches of dimensions with equal products; within one, the old dimensions must lie behind each other.
     */
    private static long[] reshapedStrides(Array x, long[] shape) {
        if (x.isContiguous()) return Shapes.rowMajorStrides(shape);
        int[] old = IntStream.range(0, x.rank()).filter(d -> x.shape[d] != 1).toArray();
        long[] strides = new long[shape.length];
        int from = old.length;
        int to = shape.length;
        while (to > 0) {
            if (shape[to - 1] == 1) {
                strides[--to] = 1;
                continue;
            }
            int end = to;
            long stride = x.strides[old[--from]];
            long oldSize = x.shape[old[from]];
            long newSize = shape[--to];
            while (oldSize != newSize) {
                if (oldSize < newSize) {
                    int inner = old[from];
                    int outer = old[--from];
                    if (x.strides[outer] != x.strides[inner] * x.shape[inner]) return null;
                    oldSize *= x.shape[outer];
                } else {
                    newSize *= shape[--to];
                }
            }
            for (int d = end - 1; d >= to; d--) {
                strides[d] = stride;
                stride *= shape[d];
            }
        }
        return strides;
    }
}
