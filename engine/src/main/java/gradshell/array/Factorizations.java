package gradshell.array;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.openblas.global.openblas;

/**
 * Factorizations by LAPACK in double, each matrix of a batch (.., m, n) by itself. Several parts of one factorization lie behind
 * each other in the last dimension of one array, each in row-major order. Matrices with NaN or infinite elements are refused
 * with an ArithmeticException, since LAPACK might not come back from them.
 */
public final class Factorizations {
    private static final int ROWS = openblas.LAPACK_ROW_MAJOR;

    private Factorizations() {}

    /** Works on one matrix, which it may destroy, and writes what it finds. */
    private interface Work {
        void run(double[] matrix, double[] out, int at);
    }

    /** U (m, k), the k = min(m, n) singular values, falling, and Vᵀ (k, n). */
    public static Array svd(Array a) {
        int m = rows(a);
        int n = columns(a);
        int k = Math.min(m, n);
        return each("svd", a, m * k + k + k * n, (matrix, out, at) -> {
            if (k == 0) return;
            double[] u = new double[m * k];
            double[] s = new double[k];
            double[] vt = new double[k * n];
            int info = openblas.LAPACKE_dgesdd(ROWS, (byte) 'S', m, n, matrix, n, s, u, k, vt, n);
            converged("svd", info, a);
            write(out, at, u, s, vt);
        });
    }

    /** The n eigenvalues, rising, and the eigenvectors (n, n) as columns, of symmetric matrices, whose lower triangle is read. */
    public static Array eigh(Array a) {
        int n = rows(a);
        return each("eigh", a, n + n * n, (matrix, out, at) -> {
            double[] values = new double[n];
            if (n > 0) {
                int info = openblas.LAPACKE_dsyevd(ROWS, (byte) 'V', (byte) 'L', n, matrix, n, values);
                converged("eigh", info, a);
            }
            write(out, at, values, matrix);
        });
    }

    /** The n eigenvalues, rising, and the eigenvectors (n, n) of length 1 as columns; refused where any is complex. */
    public static Array eig(Array a) {
        int n = rows(a);
        return each("eig", a, n + n * n, (matrix, out, at) -> {
            if (n == 0) return;
            double[] real = new double[n];
            double[] imaginary = new double[n];
            double[] vectors = new double[n * n];
            int info = openblas.LAPACKE_dgeev(ROWS, (byte) 'N', (byte) 'V', n, matrix, n, real, imaginary,
                    new double[n],
                    n, vectors, n);
            converged("eig", info, a);
            for (int i = 0; i < n; i++) {
                if (imaginary[i] != 0) {
                    throw new ArithmeticException(
                            "eig: the matrix of shape %s has the complex eigenvalues %s ± %si; only real ones are available (eigh takes symmetric matrices)"
                                    .formatted(Shapes.format(a.shape), real[i], Math.abs(imaginary[i])));
                }
            }
            int[] order = IntStream.range(0, n).boxed().sorted((i, j) -> Double.compare(real[i], real[j]))
                    .mapToInt(i -> i).toArray();
            for (int j = 0; j < n; j++) {
                out[at + j] = real[order[j]];
                for (int i = 0; i < n; i++) {
                    out[at + n + i * n + j] = vectors[i * n + order[j]];
                }
            }
        });
    }

    /** Q (m, n) with orthonormal columns and the upper R (n, n), for m ≥ n. */
    public static Array qr(Array a) {
        int m = rows(a);
        int n = columns(a);
        return each("qr", a, m * n + n * n, (matrix, out, at) -> {
            if (n == 0) return;
            double[] scales = new double[n];
            openblas.LAPACKE_dgeqrf(ROWS, m, n, matrix, n, scales);
            double[] r = new double[n * n];
            for (int i = 0; i < n; i++) System.arraycopy(matrix, i * n + i, r, i * n + i, n - i);
            openblas.LAPACKE_dorgqr(ROWS, m, n, n, matrix, n, scales);
            write(out, at, matrix, r);
        });
    }

    /**
     * Elimination with row exchanges: the rows in their new order, LONG (.., m), and L and U in one array (.., m, n), without the
     * ones of L.
     */
    public static Array[] lu(Array a) {
        int m = rows(a);
        int n = columns(a);
        long[] batch = Arrays.copyOf(a.shape, a.rank() - 2);
        long[] rows = new long[Math.toIntExact(Shapes.size(batch) * m)];
        Array packed = each("lu", a, m * n, (matrix, out, at) -> {
            int[] pivots = new int[Math.min(m, n)];
            if (m * n > 0) openblas.LAPACKE_dgetrf(ROWS, m, n, matrix, n, pivots);
            int first = n == 0 ? 0 : at / n;
            for (int i = 0; i < m; i++) rows[first + i] = i;
            for (int i = 0; i < pivots.length; i++) {
                long swap = rows[first + i];
                rows[first + i] = rows[first + pivots[i] - 1];
                rows[first + pivots[i] - 1] = swap;
            }
            write(out, at, matrix);
        });
        if (n == 0) Arrays.setAll(rows, i -> i % m);
        return new Array[]{Array.of(rows, append(batch, m)), packed.reshape(a.shape)};
    }

    /** The x of a x = b for triangular matrices (.., n, n) and as many b (.., n, k); ArithmeticException where a is singular. */
    public static Array triangularSolve(Array a, Array b, boolean upper) {
        int n = rows(a);
        int k = columns(b);
        double[] matrices = a.toDoubleArray();
        double[] sides = b.toDoubleArray();
        openblas.LAPACKE_set_nancheck(0);
        for (int i = 0; n * k > 0 && i < sides.length / (n * k); i++) {
            double[] matrix = Arrays.copyOfRange(matrices, i * n * n, (i + 1) * n * n);
            double[] side = Arrays.copyOfRange(sides, i * n * k, (i + 1) * n * k);
            int zero = openblas.LAPACKE_dtrtrs(ROWS, (byte) (upper ? 'U' : 'L'), (byte) 'N', (byte) 'N', n, k, matrix,
                    n,
                    side, k);
            if (zero > 0) {
                throw new ArithmeticException(
                        "the triangular matrix of shape %s is singular: element %d of its diagonal is 0"
                                .formatted(Shapes.format(a.shape), zero - 1));
            }
            System.arraycopy(side, 0, sides, i * n * k, n * k);
        }
        return Array.of(sides, b.shape).to(ElementType.wider(a.type(), b.type()).floating());
    }

    /**
     * The X of A X + X B = C by the real Schur forms of A (m, m) and B (n, n); after R. Bartels and G. Stewart (1972).
     * ArithmeticException where A and -B have an eigenvalue in common.
     */
    public static Array sylvester(Array a, Array b, Array c) {
        int m = rows(a);
        int n = rows(b);
        if (m == 0 || n == 0) return c.copy();
        Schur left = new Schur(a);
        Schur right = new Schur(b);
        double[] x = Linalg.matmul(Linalg.matmul(left.vectors.permute(1, 0), c.to(ElementType.DOUBLE)), right.vectors)
                .toDoubleArray();
        double[] scale = new double[1];
        int info = openblas.LAPACKE_dtrsyl(ROWS, (byte) 'N', (byte) 'N', 1, m, n, left.form, m, right.form, n, x, n,
                scale);
        if (info != 0) {
            throw new ArithmeticException(
                    "sylvester: the matrices of shape %s and %s have eigenvalues λ and -λ, so that no X, or more than one, solves the equation"
                            .formatted(Shapes.format(a.shape), Shapes.format(b.shape)));
        }
        Array inner = Kernels.binary(Kernels.Binary.DIV, Array.of(x, m, n), scale[0]);
        return Linalg.matmul(Linalg.matmul(left.vectors, inner), right.vectors.permute(1, 0))
                .to(ElementType.wider(ElementType.wider(a.type(), b.type()), c.type()).floating());
    }

    /** A = Z T Zᵀ with T upper but for blocks of two. */
    private static final class Schur {
        final double[] form;
        final Array vectors;

        Schur(Array a) {
            int n = rows(a);
            double[] z = new double[n * n];
            form = finite("sylvester", a);
            openblas.LAPACKE_set_nancheck(0);
            int info = openblas.LAPACKE_dgees(ROWS, (byte) 'V', (byte) 'N', null, n, form, n, new int[1], new double[n],
                    new double[n], z, n);
            converged("sylvester", info, a);
            vectors = Array.of(z, n, n);
        }
    }

    private static Array each(String op, Array a, int width, Work work) {
        double[] in = finite(op, a);
        int one = rows(a) * columns(a);
        long[] batch = Arrays.copyOf(a.shape, a.rank() - 2);
        int count = Math.toIntExact(Shapes.size(batch));
        double[] out = new double[Math.multiplyExact(count, width)];
        // what is not finite has been looked for here already
        openblas.LAPACKE_set_nancheck(0);
        for (int i = 0; i < count; i++) {
            work.run(Arrays.copyOfRange(in, i * one, (i + 1) * one), out, i * width);
        }
        return Array.of(out, append(batch, width)).to(a.type().floating());
    }

    private static double[] finite(String op, Array a) {
        double[] values = a.toDoubleArray();
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new ArithmeticException(
                        "%s: the matrix of shape %s has an element %s".formatted(op, Shapes.format(a.shape), value));
            }
        }
        return values;
    }

    private static void converged(String op, int info, Array a) {
        if (info != 0) {
            throw new ArithmeticException(
                    "%s: no convergence for the matrix of shape %s (LAPACK's code %d)".formatted(op,
                            Shapes.format(a.shape), info));
        }
    }

    private static void write(double[] out, int at, double[]... parts) {
        int to = at;
        for (double[] part : parts) {
            System.arraycopy(part, 0, out, to, part.length);
            to += part.length;
        }
    }

    private static long[] append(long[] shape, long size) {
        long[] longer = Arrays.copyOf(shape, shape.length + 1);
        longer[shape.length] = size;
        return longer;
    }

    private static int rows(Array a) {
        return Math.toIntExact(a.shape[a.rank() - 2]);
    }

    private static int columns(Array a) {
        return Math.toIntExact(a.shape[a.rank() - 1]);
    }
}
