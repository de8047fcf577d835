package gradshell.array;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Products of (batches of) matrices: BLAS for floating numbers, a loop for integers. */
final class Matmul {
    /** So many multiplications take about a millisecond; of arrays on the heap, all that wait for the collector wait for it. */
    private static final double LONG_CALL = 1 << 26;

    private Matmul() {}

    /** One matrix as BLAS takes it: by rows, or transposed, at a distance of {@code lead} elements. */
    private record Operand(Array array, int transposed, int lead) {
        /** Null when neither the rows nor the columns of x are without gaps. */
        static Operand of(Array x) {
            int r = x.rank() - 2;
            long rows = x.shape[r];
            long columns = x.shape[r + 1];
            long down = x.strides[r];
            long right = x.strides[r + 1];
            if ((right == 1 || columns == 1) && (rows == 1 || fits(down, columns))) {
                return new Operand(x, Blas.NO_TRANSPOSE, (int) (rows == 1 ? columns : down));
            }
            if ((down == 1 || rows == 1) && (columns == 1 || fits(right, rows))) {
                return new Operand(x, Blas.TRANSPOSE, (int) (columns == 1 ? rows : right));
            }
            return null;
        }

        private static boolean fits(long lead, long length) {
            return lead >= Math.max(1, length) && lead <= Integer.MAX_VALUE;
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
        Operand left = type.isFloating() ? Operand.make(a.to(type)) : new Operand(a.to(type), 0, 0);
        Operand right = type.isFloating() ? Operand.make(b.to(type)) : new Operand(b.to(type), 0, 0);
        if ((double) m * n * k > LONG_CALL) {
            for (Array x : new Array[]{left.array(), right.array(), result}) x.storage.leaveHeap();
        }
        Loop.over(batch, (count, at, step) -> {
            for (long i = 0; i < count; i++) {
                long p = at[0] + i * step[0];
                long q = at[1] + i * step[1];
                long r = at[2] + i * step[2];
                if (type.isFloating()) gemm(result, p, left, q, right, r, (int) m, (int) n, (int) k);
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

    private static void gemm(Array c, long p, Operand a, long q, Operand b, long r, int m, int n, int k) {
        if (c.type() == ElementType.FLOAT) {
            Blas.sgemm(a.transposed, b.transposed, m, n, k, from(a.array, q), a.lead, from(b.array, r), b.lead,
                    from(c, p), n);
        } else {
            Blas.dgemm(a.transposed, b.transposed, m, n, k, from(a.array, q), a.lead, from(b.array, r), b.lead,
                    from(c, p), n);
        }
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
