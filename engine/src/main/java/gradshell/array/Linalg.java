package gradshell.array;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.bytedeco.openblas.global.openblas;

/** Matrix computations through OpenBLAS and LAPACK; matmul takes batches, the others one matrix, and {@link #each} many. */
public final class Linalg {
    private Linalg() {}

    /**
     * (.., m, k) × (.., k, n) → (.., m, n); leading dimensions broadcast. Strided inputs need no copy where BLAS takes
     * them. Integers are multiplied too.
     */
    public static Array matmul(Array a, Array b) {
        return Matmul.multiply(a, b);
    }

    /**
     * {@code weight (m, k) · x + bias (m)} of one type, FLOAT or DOUBLE, {@code x} being {@code (k, n)} or {@code (k)}; changed by
     * {@code last} unless that is null.
     */
    public static Array affine(Array weight, Array x, Array bias, Kernels.Unary last) {
        Array y = Matmul.affine(weight, x, bias);
        if (last != null) Elementwise.inPlace(last, y);
        return y;
    }

    /** The x of a x = b; a (n, n), b (n, k). ArithmeticException where a is singular. */
    public static Array solve(Array a, Array b) {
        if (a.rank() != 2 || a.shape[0] != a.shape[1] || b.rank() != 2 || b.shape[0] != a.shape[0]) {
            throw new IllegalArgumentException("solve takes (n, n) and (n, k), got " + Shapes.format(a.shape) + " and "
                    + Shapes.format(b.shape));
        }
        int k = Math.toIntExact(b.shape[1]);
        ElementType type = ElementType.wider(a.type(), b.type()).floating();
        double[] x = b.toDoubleArray();
        Lu lu = new Lu(a);
        lu.solve(x, k);
        return Array.of(x, b.shape).to(type);
    }

    /** The inverse of a (n, n). ArithmeticException where a is singular. */
    public static Array inverse(Array a) {
        long n = square("inverse", a);
        double[] identity = new double[Math.toIntExact(n * n)];
        for (int i = 0; i < n; i++) {
            identity[(int) (i * n + i)] = 1;
        }
        return solve(a, Array.of(identity, n, n).to(a.type().floating()));
    }

    /** Sign and logarithm of the absolute determinant of a (n, n): 0 and minus infinity where a is singular. */
    public static double[] signLogDet(Array a) {
        square("det", a);
        Lu lu = new Lu(a);
        return lu.signLogDet();
    }

    /** Lower factor of a (n, n); ArithmeticException where a is not positive definite. */
    public static Array cholesky(Array a) {
        int n = square("cholesky", a);
        double[] factor = a.toDoubleArray();
        if (n > 0) {
            openblas.LAPACKE_set_nancheck(0);
            int info = openblas.LAPACKE_dpotrf(openblas.LAPACK_ROW_MAJOR, (byte) 'L', n, factor, n);
            if (info != 0) {
                throw new ArithmeticException("the matrix of shape " + Shapes.format(a.shape)
                        + " is not positive definite: its leading minor of order " + info + " is not positive");
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                factor[i * n + j] = 0;
            }
        }
        return Array.of(factor, a.shape).to(a.type().floating());
    }

    /**
     * What {@code one} makes of the matrices in the same place of each batch (.., m, n): (.., shape). The batches must be equal.
     */
    public static Array each(Function<Array[], Array> one, ElementType type, long[] shape, Array... batches) {
        Array first = batches[0];
        long[] batch = Arrays.copyOf(first.shape, first.rank() - 2);
        long[] all = Arrays.copyOf(batch, batch.length + shape.length);
        System.arraycopy(shape, 0, all, batch.length, shape.length);
        int count = Math.toIntExact(Shapes.size(batch));
        Array result = Array.allocate(type, all);
        Array results = result.reshape(append(count, shape));
        for (int i = 0; i < count; i++) {
            int at = i;
            Array[] matrices = Arrays.stream(batches).map(a -> matrix(a, at, count)).toArray(Array[]::new);
            Copying.copy(one.apply(matrices), results.select(0, i));
        }
        return result;
    }

    private static Array matrix(Array batch, long i, long count) {
        long[] matrix = Arrays.copyOfRange(batch.shape, batch.rank() - 2, batch.rank());
        return batch.rank() == 2 ? batch : batch.reshape(append(count, matrix)).select(0, i);
    }

    private static long[] append(long count, long... shape) {
        return LongStream.concat(LongStream.of(count), Arrays.stream(shape)).toArray();
    }

    private static int square(String what, Array a) {
        if (a.rank() != 2 || a.shape[0] != a.shape[1]) {
            throw new IllegalArgumentException(what + " takes a square matrix, got shape " + Shapes.format(a.shape));
        }
        return Math.toIntExact(a.shape[0]);
    }
}
