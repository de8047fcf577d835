package gradshell.array;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.Arrays;

/** Products of (batches of) matrices: BLAS for floating numbers, a loop for integers. */
final class Matmul {
    /** So many multiplications take about a millisecond; of arrays on the heap, all that wait for the collector wait for it. */
    private static final double LONG_CALL = 1 << 26;

    /** The kernels of BLAS take so many rows or columns at once. */
    private static final int BAND = 16;

    private Matmul() {}

    /** One matrix as BLAS takes it: by rows, or transposed, at a distance of {@code lead} elements. */
    private record Operand(Array array, boolean transposed, int lead) {
        /** Null when neither the rows nor the columns of x are without gaps. */
        static Operand of(Array x) {
            int r = x.rank() - 2;
            long rows = x.shape[r];
            long columns = x.shape[r + 1];
            long down = x.strides[r];
            long right = x.strides[r + 1];
            if ((right == 1 || columns == 1) && (rows == 1 || fits(down, columns))) {
                return new Operand(x, false, (int) (rows == 1 ? columns : down));
            }
            if ((down == 1 || rows == 1) && (columns == 1 || fits(right, rows))) {
                return new Operand(x, true, (int) (columns == 1 ? rows : right));
            }
            return null;
        }

        private static boolean fits(long lead, long length) {
            return lead >= Math.max(1, length) && lead <= Integer.MAX_VALUE;
        }

        /** Where row {@code i} begins, of the matrix at {@code at}. */
        long row(long at, int i) {
            return at + (transposed ? i : (long) i * lead);
        }

        /** Where column {@code i} begins. */
        long column(long at, int i) {
            return at + (transposed ? (long) i * lead : i);
        }

        static Operand make(Array x) {
            Operand direct = of(x);
            return direct != null ? direct : of(x.copy());
        }
    }

    static Array multiply(Array a, Array b) {
        if (a.rank() < 2 || b.rank() < 2 || a.shape[a.rank() - 1] != b.shape[b.rank() - 2]) {
            throw new IllegalArgumentException("matmul takes (.., m, k) and (.., k, n), got " + Shapes.format(a.shape)
                    + " and " + Shapes.format(b.shape));
        }
        ElementType type = ElementType.wider(a.type(), b.type());
        if (type == ElementType.BOOL) throw new IllegalArgumentException("matmul is not defined for BOOL elements");
        long m = a.shape[a.rank() - 2];
        long k = a.shape[a.rank() - 1];
        long n = b.shape[b.rank() - 1];
        long[] batch = Shapes.common(batch(a), batch(b));
        Array result = k == 0
                ? Array.full(type, 0, matrices(batch, m, n))
                : Array.allocate(type, matrices(batch, m, n));
        if (result.size() == 0 || k == 0) return result;
        if (Math.max(m, Math.max(k, n)) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("BLAS takes sizes up to " + Integer.MAX_VALUE + ", got "
                    + Shapes.format(a.shape) + " and " + Shapes.format(b.shape));
        }
        Operand left = type.isFloating() ? Operand.make(a.to(type)) : new Operand(a.to(type), false, 0);
        Operand right = type.isFloating() ? Operand.make(b.to(type)) : new Operand(b.to(type), false, 0);
        leaveHeap((double) m * n * k, left.array(), right.array(), result);
        Loop.over(batch, (count, at, step) -> {
            for (long i = 0; i < count; i++) {
                long p = at[0] + i * step[0];
                long q = at[1] + i * step[1];
                long r = at[2] + i * step[2];
                if (type.isFloating()) gemm(0, result, p, left, q, right, r, (int) m, (int) n, (int) k);
                else
                    integers(result, p, left.array(), q, right.array(), r);
            }
        }, batches(result), batches(left.array()), batches(right.array()));
        return result;
    }

    private static long[] batch(Array x) {
        return Arrays.copyOf(x.shape, x.rank() - 2);
    }

    private static long[] matrices(long[] batch, long m, long n) {
        long[] shape = Arrays.copyOf(batch, batch.length + 2);
        shape[batch.length] = m;
        shape[batch.length + 1] = n;
        return shape;
    }

    private static Array batches(Array x) {
        return x.view(batch(x), Arrays.copyOf(x.strides, x.rank() - 2), x.offset);
    }

    /**
     * {@code weight (m, k) · x + bias (m)} of one type, FLOAT or DOUBLE; {@code x} is {@code (k, n)}, or {@code (k)}, which gives
     * {@code (m)}.
     */
    static Array affine(Array weight, Array x, Array bias) {
        long m = weight.shape[0];
        long k = weight.shape[1];
        long n = x.rank() == 1 ? 1 : x.shape[1];
        Array result = x.rank() == 1 ? Array.allocate(x.type(), m) : Array.allocate(x.type(), m, n);
        if (result.size() == 0) return result;
        fill(result, bias, (int) m, (int) n);
        if (k == 0) return result;
        Operand left = Operand.make(weight);
        Operand right = Operand
                .make(x.rank() == 1 ? x.view(new long[]{k, 1}, new long[]{x.strides[0], 1}, x.offset) : x);
        leaveHeap((double) m * n * k, left.array(), right.array(), result);
        try {
            gemm(1, result, 0, left, left.array().offset, right, right.array().offset, (int) m, (int) n, (int) k);
        } finally {
            Reference.reachabilityFence(left);
            Reference.reachabilityFence(right);
            Reference.reachabilityFence(result);
        }
        return result;
    }

    /** Row i becomes element i of {@code bias}. */
    private static void fill(Array result, Array bias, int m, int n) {
        int step = (int) bias.strides[0];
        int at = (int) bias.offset;
        switch (result.storage.values()) {
            case float[] to when bias.storage.values() instanceof float[] from -> {
                for (int i = 0; i < m; i++) Arrays.fill(to, i * n, (i + 1) * n, from[at + i * step]);
            }
            case double[] to when bias.storage.values() instanceof double[] from -> {
                for (int i = 0; i < m; i++) Arrays.fill(to, i * n, (i + 1) * n, from[at + i * step]);
            }
            case null, default -> Copying.copy(bias.reshape(m, 1), result.reshape(m, n));
        }
    }

    private static void leaveHeap(double work, Array... used) {
        if (work <= LONG_CALL) return;
        for (Array x : used) x.storage.leaveHeap();
    }

    /** By bands of rows or columns of the result, whichever there are more of; {@code beta} 1 adds to what is there. */
    private static void gemm(int beta, Array c, long p, Operand a, long q, Operand b, long r, int m, int n, int k) {
        double work = (double) m * n * k;
        int most = Math.max(m, n);
        if (!Parallel.isWorth(work) || most <= BAND) {
            part(beta, c, p, n, a, q, b, r, m, n, k);
            return;
        }
        Parallel.run((most + BAND - 1) / BAND, work, (from, to) -> {
            int first = from * BAND;
            int size = Math.min(to * BAND, most) - first;
            if (m >= n) part(beta, c, p + (long) first * n, n, a, a.row(q, first), b, r, size, n, k);
            else
                part(beta, c, p + first, n, a, q, b, b.column(r, first), m, size, k);
        });
    }

    private static void part(int beta, Array c, long p, int ldc, Operand a, long q, Operand b, long r, int m, int n,
            int k) {
        Blas.gemm(c.type(), a.transposed, b.transposed, m, n, k, from(a.array, q), a.lead, from(b.array, r), b.lead,
                beta, from(c, p), ldc);
    }

    private static MemorySegment from(Array x, long element) {
        return x.memory().asSlice(element * x.type().bytes());
    }

    private static void integers(Array c, long p, Array a, long q, Array b, long r) {
        MemorySegment out = c.memory();
        MemorySegment left = a.memory();
        MemorySegment right = b.memory();
        int d = a.rank() - 2;
        int e = b.rank() - 2;
        for (long i = 0; i < a.shape[d]; i++) {
            for (long j = 0; j < b.shape[e + 1]; j++) {
                long sum = 0;
                for (long l = 0; l < a.shape[d + 1]; l++) {
                    sum += Storage.getLong(left, a.type(), q + i * a.strides[d] + l * a.strides[d + 1])
                            * Storage.getLong(right, b.type(), r + l * b.strides[e] + j * b.strides[e + 1]);
                }
                Storage.setLong(out, c.type(), p++, sum);
            }
        }
    }
}
