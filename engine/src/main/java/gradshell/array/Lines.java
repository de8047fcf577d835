package gradshell.array;

import java.lang.foreign.MemorySegment;
import java.util.function.IntBinaryOperator;

/** Functions along one dimension, in which the order of the elements matters. */
final class Lines {
    private Lines() {}

    /** Works on one line: where it starts in the result and in x. */
    private interface Line {
        void run(long out, long in);
    }

    private static void each(Array result, Array x, int dim, Line line) {
        Array starts = result.view(Shapes.with(result.shape, dim, 1), result.strides, result.offset);
        Array from = x.view(Shapes.with(x.shape, dim, 1), x.strides, x.offset);
        Loop.over(starts.shape, (n, at, step) -> {
            for (long i = 0; i < n; i++) {
                line.run(at[0] + i * step[0], at[1] + i * step[1]);
            }
        }, starts, from);
    }

    static Array argExtreme(Array x, int dim, boolean largest) {
        long n = x.shape[Shapes.checkDim(dim, x.shape)];
        Array result = Array.allocate(ElementType.LONG, Shapes.with(x.shape, dim, 1));
        if (n == 0 && result.size() > 0) {
            throw new IllegalArgumentException("dimension " + dim + " of shape " + Shapes.format(x.shape)
                    + " has no elements, so none is the " + (largest ? "largest" : "smallest"));
        }
        MemorySegment out = result.memory();
        MemorySegment in = x.memory();
        ElementType type = x.type();
        long stride = x.strides[dim];
        each(result, x, dim, type.isFloating() ? (to, from) -> {
            long best = 0;
            double value = Storage.getDouble(in, type, from);
            for (long i = 1; i < n && !Double.isNaN(value); i++) {
                double next = Storage.getDouble(in, type, from + i * stride);
                if ((largest ? next > value : next < value) || Double.isNaN(next)) {
                    best = i;
                    value = next;
                }
            }
            out.setAtIndex(Storage.LONG, to, best);
        } : (to, from) -> {
            long best = 0;
            long value = Storage.getLong(in, type, from);
            for (long i = 1; i < n; i++) {
                long next = Storage.getLong(in, type, from + i * stride);
                if (largest ? next > value : next < value) {
                    best = i;
                    value = next;
                }
            }
            out.setAtIndex(Storage.LONG, to, best);
        });
        return result;
    }

    static Array cumsum(Array x, int dim, boolean reverse) {
        long n = x.shape[Shapes.checkDim(dim, x.shape)];
        ElementType type = x.type();
        ElementType target = type.isFloating() ? type : ElementType.LONG;
        Array result = Array.allocate(target, x.shape);
        MemorySegment out = result.memory();
        MemorySegment in = x.memory();
        long sign = reverse ? -1 : 1;
        long first = reverse ? Math.max(0, n - 1) : 0;
        long toStep = result.strides[dim];
        long fromStep = x.strides[dim];
        each(result, x, dim, (to, from) -> {
            double sum = 0;
            long count = 0;
            for (long i = 0, at = first; i < n; i++, at += sign) {
                if (type.isFloating()) {
                    sum += Storage.getDouble(in, type, from + at * fromStep);
                    Storage.setDouble(out, target, to + at * toStep, sum);
                } else {
                    count += Storage.getLong(in, type, from + at * fromStep);
                    out.setAtIndex(Storage.LONG, to + at * toStep, count);
                }
            }
        });
        return result;
    }

    static Array argsort(Array x, int dim, boolean descending) {
        int n = Math.toIntExact(x.shape[Shapes.checkDim(dim, x.shape)]);
        Array result = Array.allocate(ElementType.LONG, x.shape);
        MemorySegment out = result.memory();
        MemorySegment in = x.memory();
        ElementType type = x.type();
        long toStep = result.strides[dim];
        long fromStep = x.strides[dim];
        double[] reals = new double[type.isFloating() ? n : 0];
        long[] wholes = new long[type.isFloating() ? 0 : n];
        IntBinaryOperator order = type.isFloating()
                ? (i, j) -> compare(reals[i], reals[j], descending)
                : (i, j) -> descending ? Long.compare(wholes[j], wholes[i]) : Long.compare(wholes[i], wholes[j]);
        if (n == 0) return result;
        each(result, x, dim, (to, from) -> {
            for (int i = 0; i < n; i++) {
                if (type.isFloating()) reals[i] = Storage.getDouble(in, type, from + i * fromStep);
                else
                    wholes[i] = Storage.getLong(in, type, from + i * fromStep);
            }
            int[] sorted = sort(n, order);
            for (int i = 0; i < n; i++) {
                out.setAtIndex(Storage.LONG, to + i * toStep, sorted[i]);
            }
        });
        return result;
    }

    /** NaN after everything in both directions; -0.0 equals 0.0. */
    private static int compare(double a, double b, boolean descending) {
        if (Double.isNaN(a) || Double.isNaN(b)) return Boolean.compare(Double.isNaN(a), Double.isNaN(b));
        if (a == b) return 0;
        return a < b == descending ? 1 : -1;
    }

    /** The stable order of 0 .. n-1: merge sort from runs of one upwards, without boxing. */
    private static int[] sort(int n, IntBinaryOperator order) {
        int[] from = new int[n];
        for (int i = 0; i < n; i++) {
            from[i] = i;
        }
        int[] to = new int[n];
        for (long run = 1; run < n; run *= 2) {
            for (long start = 0; start < n; start += 2 * run) {
                merge(from, to, (int) start, (int) Math.min(start + run, n), (int) Math.min(start + 2 * run, n), order);
            }
            int[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    private static void merge(int[] from, int[] to, int start, int middle, int end, IntBinaryOperator order) {
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            boolean takeLeft = right == end || (left < middle && order.applyAsInt(from[left], from[right]) <= 0);
            to[i] = from[takeLeft ? left++ : right++];
        }
    }
}
