package gradshell.array;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntConsumer;
import java.util.function.LongBinaryOperator;

/** One element of many: accumulated on the heap, in double or long, and then written in the result's type. */
final class Reductions {
    /** What one thread adds up at a time. */
    private static final long PART = 32 * Runs.BLOCK;
    /** Below so many elements a second thread costs more than it does. */
    private static final long PARALLEL = 1 << 17;

    private Reductions() {}

    static Array reduce(Kernels.Reduction op, Array x, int... dims) {
        long[] shape = keptShape(x.shape, dims);
        long size = Shapes.size(shape);
        boolean extreme = op == Kernels.Reduction.MAX || op == Kernels.Reduction.MIN;
        if (extreme && x.size() == 0 && size > 0) {
            throw new IllegalArgumentException("no elements have no largest or smallest one: shape "
                    + Shapes.format(x.shape));
        }
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("a reduction to shape " + Shapes.format(shape)
                    + " has too many elements; reduce slices instead");
        }
        ElementType type = x.type();
        if (type.isFloating()) {
            Array result = Array.allocate(type, shape);
            double[] values = reals(op, x, shape, (int) size);
            Copying.copy(Array.of(values, shape), result);
            return result;
        }
        Array result = Array.of(wholes(op, x, shape, (int) size), shape);
        return extreme ? result.to(type) : result;
    }

    private static long[] keptShape(long[] shape, int... dims) {
        long[] result = shape.clone();
        if (dims.length == 0) Arrays.fill(result, 1);
        boolean[] seen = new boolean[shape.length];
        for (int d : dims) {
            Shapes.checkDim(d, shape);
            if (seen[d]) {
                throw new IllegalArgumentException("dimension " + d + " is named twice in " + Arrays.toString(dims));
            }
            seen[d] = true;
            result[d] = 1;
        }
        return result;
    }

    /** Strides in the accumulators: 0 where many elements go into one. */
    private static long[] strides(long[] shape) {
        long[] strides = Shapes.rowMajorStrides(shape);
        for (int d = 0; d < shape.length; d++) {
            if (shape[d] == 1) strides[d] = 0;
        }
        return strides;
    }

    private static double[] reals(Kernels.Reduction op, Array x, long[] shape, int size) {
        double[] sums = new double[size];
        DoubleBinaryOperator f = switch (op) {
            case SUM -> Double::sum;
            case PROD -> (a, b) -> a * b;
            case MAX -> Math::max;
            case MIN -> Math::min;
        };
        Arrays.fill(sums, switch (op) {
            case SUM -> 0;
            case PROD -> 1;
            case MAX -> Double.NEGATIVE_INFINITY;
            case MIN -> Double.POSITIVE_INFINITY;
        });
        boolean sum = op == Kernels.Reduction.SUM;
        double[] block = (double[]) Runs.scratch(ElementType.DOUBLE, 0);
        Loop.over(x, strides(shape), (n, at, step) -> {
            int p = (int) at[0];
            int dp = (int) step[0];
            if (sum && dp == 0) {
                sums[p] += sum(x, at[1], step[1], n);
                return;
            }
            for (long from = 0; from < n; from += block.length, p += dp * block.length) {
                int m = (int) Math.min(block.length, n - from);
                if (sum && dp == 1) {
                    add(x, at[1] + from * step[1], step[1], m, sums, p);
                    continue;
                }
                Transfer.loadDoubles(x, at[1] + from * step[1], step[1], m, block);
                for (int i = 0; i < m; i++) sums[p + i * dp] = f.applyAsDouble(sums[p + i * dp], block[i]);
            }
        });
        return sums;
    }

    /** Adds elements of an array, {@code step} apart, to as many sums from {@code p} on. */
    private static void add(Array x, long at, long step, int n, double[] sums, int p) {
        if (x.type() == ElementType.FLOAT) {
            float[] block = (float[]) Runs.scratch(ElementType.FLOAT, 0);
            Transfer.load(x, at, step, n, block, 0);
            if (p == 0) add(block, sums, n);
            else
                for (int i = 0; i < n; i++) sums[p + i] += block[i];
        } else {
            double[] block = (double[]) Runs.scratch(ElementType.DOUBLE, 1);
            Transfer.load(x, at, step, n, block, 0);
            for (int i = 0; i < n; i++) sums[p + i] += block[i];
        }
    }

    /** Beginning where the sums do, which is when the JIT uses vectors. */
    private static void add(float[] block, double[] sums, int n) {
        for (int i = 0; i < n; i++) sums[i] += block[i];
    }

    /** In parts that don't depend on the number of threads. */
    private static double sum(Array x, long at, long step, long n) {
        if (n <= PART) return part(x, at, step, (int) n);
        double[] sums = new double[(int) ((n + PART - 1) / PART)];
        IntConsumer part = k -> sums[k] = part(x, at + k * PART * step, step, (int) Math.min(PART, n - k * PART));
        if (n < PARALLEL) for (int k = 0; k < sums.length; k++) part.accept(k);
        else
            Team.OF_MACHINE.run(sums.length, part);
        return sum(sums, sums.length);
    }

    /** A block of sums and then one of them. */
    private static double part(Array x, long at, long step, int n) {
        if (n <= Runs.BLOCK && step == 1 && x.storage.values() instanceof float[] floats) {
            return sum(floats, (int) at, n);
        }
        double[] sums = (double[]) Runs.scratch(ElementType.DOUBLE, 0);
        int width = Math.min(n, sums.length);
        Transfer.loadDoubles(x, at, step, width, sums);
        for (int from = width; from < n; from += width) {
            add(x, at + from * step, step, Math.min(width, n - from), sums, 0);
        }
        return sum(sums, width);
    }

    /** Four sums at once: one alone waits for each addition. */
    static double sum(double[] block, int n) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 4 <= n; i += 4) {
            a += block[i];
            b += block[i + 1];
            c += block[i + 2];
            d += block[i + 3];
        }
        for (; i < n; i++) a += block[i];
        return a + b + (c + d);
    }

    private static double sum(float[] values, int at, int n) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = at;
        int end = at + n;
        for (; i + 4 <= end; i += 4) {
            a += values[i];
            b += values[i + 1];
            c += values[i + 2];
            d += values[i + 3];
        }
        for (; i < end; i++) a += values[i];
        return a + b + (c + d);
    }

    private static long[] wholes(Kernels.Reduction op, Array x, long[] shape, int size) {
        long[] sums = new long[size];
        LongBinaryOperator f = switch (op) {
            case SUM -> Long::sum;
            case PROD -> (a, b) -> a * b;
            case MAX -> Math::max;
            case MIN -> Math::min;
        };
        Arrays.fill(sums, switch (op) {
            case SUM -> 0;
            case PROD -> 1;
            case MAX -> Long.MIN_VALUE;
            case MIN -> Long.MAX_VALUE;
        });
        MemorySegment in = x.memory();
        ElementType type = x.type();
        Loop.over(x, strides(shape), (n, at, step) -> {
            int p = (int) at[0];
            long q = at[1];
            for (long i = 0; i < n; i++) {
                sums[p] = f.applyAsLong(sums[p], Storage.getLong(in, type, q));
                p += (int) step[0];
                q += step[1];
            }
        });
        return sums;
    }
}
