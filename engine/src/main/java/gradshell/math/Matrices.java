package gradshell.math;

import gradshell.DoubleFn;
import gradshell.Shapes;
import gradshell.Tensor;

/**
 * Linear algebra beyond the methods of {@link Tensor}. Factorizations take batches (.., m, n), are computed by LAPACK in double, and
 * refuse matrices with NaN or infinite elements; where a derivative doesn't exist, it is refused, too, with an
 * {@link ArithmeticException} that says why.
 */
public final class Matrices {
    private Matrices() {}

    // --- products

    /**
     * A sum of products by names of dimensions, as NumPy's: {@code einsum("ij,jk->ik", a, b)} is the matrix product, {@code "ii->i"}
     * the diagonal, {@code "ii"} the trace, {@code "...ij->...ji"} the transpose of each matrix of a batch. Without {@code ->} the
     * result has the names that come once, in alphabetical order. Integers become FLOAT.
     */
    public static Tensor einsum(String formula, Tensor... operands) {
        return Einsum.of(formula, operands);
    }

    /** The Kronecker product of two tensors of equal rank: sizes are multiplied. */
    public static Tensor kron(Tensor a, Tensor b) {
        if (a.rank() != b.rank()) {
            throw new IllegalArgumentException("kron: equal ranks are needed, got shapes %s and %s"
                    .formatted(Shapes.text(a.shape()), Shapes.text(b.shape())));
        }
        var outer = new long[2 * a.rank()];
        var inner = new long[2 * a.rank()];
        var shape = new long[a.rank()];
        for (var i = 0; i < shape.length; i++) {
            outer[2 * i] = a.size(i);
            outer[2 * i + 1] = 1;
            inner[2 * i] = 1;
            inner[2 * i + 1] = b.size(i);
            shape[i] = Math.multiplyExact(a.size(i), b.size(i));
        }
        return a.reshape(outer).times(b.reshape(inner)).reshape(shape);
    }

    /** The cross product of vectors of 3 along dimension 0, a sample a column: (3), or (3, ..). */
    public static Tensor cross(Tensor a, Tensor b) {
        for (var x : new Tensor[]{a, b}) {
            if (x.rank() == 0 || x.size(0) != 3) {
                throw new IllegalArgumentException("cross: dimension 0 must be of size 3, got shapes %s and %s"
                        .formatted(Shapes.text(a.shape()), Shapes.text(b.shape())));
            }
        }
        return a.take(0, 1, 2, 0).times(b.take(0, 2, 0, 1)).minus(a.take(0, 2, 0, 1).times(b.take(0, 1, 2, 0)));
    }

    // --- parts of matrices

    /** The diagonals of matrices (.., m, n). */
    public static Tensor diag(Tensor x) {
        return diag(x, 0);
    }

    /** The diagonals {@code k} above the main one of matrices (.., m, n). */
    public static Tensor diag(Tensor x, long k) {
        checkMatrix("diag", x);
        return Matrix.diagonal(x, k);
    }

    /** The matrices (.., n, n) with these diagonals (.., n), and zeros elsewhere. */
    public static Tensor diagm(Tensor x) {
        return diagm(x, 0);
    }

    /** The matrices with these diagonals {@code k} above the main one, and zeros elsewhere. */
    public static Tensor diagm(Tensor x, long k) {
        return Matrix.withDiagonal(x, k);
    }

    /** The lower triangles of matrices (.., m, n), diagonal included; zeros elsewhere. */
    public static Tensor tril(Tensor x) {
        return tril(x, 0);
    }

    /** What lies on or below the diagonal {@code k} above the main one; zeros elsewhere. */
    public static Tensor tril(Tensor x, long k) {
        checkMatrix("tril", x);
        return Matrix.lower(x, k);
    }

    /** The upper triangles of matrices (.., m, n), diagonal included; zeros elsewhere. */
    public static Tensor triu(Tensor x) {
        return triu(x, 0);
    }

    /** What lies on or above the diagonal {@code k} above the main one; zeros elsewhere. */
    public static Tensor triu(Tensor x, long k) {
        checkMatrix("triu", x);
        return Matrix.upper(x, k);
    }

    private static void checkMatrix(String op, Tensor x) {
        if (x.rank() < 2) {
            throw new IllegalArgumentException(
                    "%s: a matrix is needed, got shape %s".formatted(op, Shapes.text(x.shape())));
        }
    }

    // --- norms

    /**
     * (Σ|x|ᵖ)^(1/p) over {@code dims}, over all when none are given, for p above 0; of infinity the largest |x|. Elements that are 0
     * have derivative 0. The nuclear norm of a matrix is {@code svdvals(x).sum()}, its spectral norm {@code svdvals(x).max()}.
     */
    public static Tensor pNorm(Tensor x, double p, int... dims) {
        return Norms.pNorm(x, p, dims);
    }

    /** {@code x} divided by its Euclidean norm over {@code dims}; NaN where that is 0, since there is no direction. */
    public static Tensor unitVector(Tensor x, int... dims) {
        return x.div(x.norm(dims).keepDims());
    }

    // --- factorizations

    /** x = P · L · U. The derivative of a matrix whose first min(m, n) columns are dependent is refused. */
    public static Lu lu(Tensor x) {
        return Lu.of(x);
    }

    /** x = Q · R, thin. The derivative of a matrix whose first min(m, n) columns are dependent is refused. */
    public static Qr qr(Tensor x) {
        return Qr.of(x);
    }

    /**
     * x = U · diag(s) · Vᵀ, thin. Where singular values are equal, a derivative of what is computed from their vectors is refused; so
     * it is where one is 0 and the matrix isn't square.
     */
    public static Svd svd(Tensor x) {
        return Svd.of(x);
    }

    /** The singular values, falling; at equal ones and at 0 the derivative is a subgradient. */
    public static Tensor svdvals(Tensor x) {
        return Svd.values(x);
    }

    /**
     * Eigenvalues, rising, and eigenvectors of symmetric matrices (.., n, n), of which the lower triangle is read. The derivative is
     * given in symmetric form, and refused where it goes through the vectors of equal eigenvalues.
     */
    public static Eigen eigh(Tensor x) {
        return Eigen.symmetric(x);
    }

    /** The eigenvalues, rising, of symmetric matrices, of which the lower triangle is read; at equal ones a subgradient. */
    public static Tensor eigvalsh(Tensor x) {
        return Eigen.symmetricValues(x);
    }

    /**
     * Eigenvalues, rising, and eigenvectors of length 1 of square matrices (.., n, n) whose eigenvalues are real; a complex one is
     * refused, with its value. Every element of the matrix has its own derivative, also where the matrix happens to be symmetric.
     */
    public static Eigen eig(Tensor x) {
        return Eigen.general(x);
    }

    /** The eigenvalues of {@link #eig}. Equal ones have a derivative only as far as a result depends on their sum. */
    public static Tensor eigvals(Tensor x) {
        return Eigen.generalValues(x);
    }

    // --- equations

    /** The x of a · x = b, a (.., n, n) upper or else lower triangular, of which the other triangle isn't read; b (n) or (.., n, k). */
    public static Tensor triangularSolve(Tensor a, Tensor b, boolean upper) {
        return Triangular.solve(a, b, upper);
    }

    /** The pseudo-inverses (.., n, m) of matrices (.., m, n). The derivative is refused where the rank isn't full. */
    public static Tensor pinv(Tensor x) {
        return MatrixFunctions.pinv(x);
    }

    /** The shortest x with the least ‖a · x - b‖, for a (m, n) and b (m) or (m, k). */
    public static Tensor lstsq(Tensor a, Tensor b) {
        checkMatrix("lstsq", a);
        if (b.rank() == 0 || b.rank() > 2 || a.rank() != 2 || b.size(0) != a.size(0)) {
            throw new IllegalArgumentException(
                    "lstsq: matrices (m, n) and (m), or (m, k), are needed, got shapes %s and %s"
                            .formatted(Shapes.text(a.shape()), Shapes.text(b.shape())));
        }
        return pinv(a).matmul(b);
    }

    /** The X of A · X + X · B + C = 0, as in Julia, for A (m, m), B (n, n) and C (m, n). */
    public static Tensor sylvester(Tensor a, Tensor b, Tensor c) {
        return MatrixFunctions.sylvester(a, b, c);
    }

    /** The X of A · X + X · Aᵀ + C = 0, as in Julia. */
    public static Tensor lyapunov(Tensor a, Tensor c) {
        checkMatrix("lyapunov", a);
        return MatrixFunctions.sylvester(a, a.t(), c);
    }

    // --- functions of matrices

    /** The exponential of a square matrix. */
    public static Tensor expm(Tensor x) {
        return MatrixFunctions.expm(x);
    }

    /** A square matrix multiplied {@code n} times with itself; below 0, its inverse. */
    public static Tensor matrixPower(Tensor x, int n) {
        return MatrixFunctions.power(x, n);
    }

    /**
     * V · f(λ) · Vᵀ of symmetric matrices, of which the lower triangle is read: {@code symmetricFunction(v -> sqrt(v), x)} is the square
     * root. The first derivative exists at equal eigenvalues, too.
     */
    public static Tensor symmetricFunction(DoubleFn f, Tensor x) {
        return MatrixFunctions.symmetric(f, x);
    }
}
