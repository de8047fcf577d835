package gradshell.math;

import gradshell.Gradshell;
import gradshell.Rules;
import gradshell.Shapes;
import gradshell.Tensor;
import gradshell.array.Factorizations;
import java.util.Arrays;

/**
 * Eigenvalues and eigenvectors: x · vectors = vectors · diag(values).
 *
 * @param values (.., n), rising
 * @param vectors (.., n, n), its columns of length 1; their signs are LAPACK's choice
 */
public record Eigen(Tensor values, Tensor vectors) {
    /** M. Giles, "Collected matrix derivative results" (2008), 3.1; the derivative is given in symmetric form. */
    static Eigen symmetric(Tensor x) {
        var a = Matrix.square("eigh", x);
        return of(Rules.nonlinear("eigh", Factorizations.eigh(Rules.array(a)), a,
                (dy, in, y) -> symmetricBack(of(dy, in), of(y, in))), a);
    }

    private static Eigen of(Tensor packed, Tensor x) {
        var n = Matrix.rows(x);
        return new Eigen(Matrix.part(packed, 0, n), Matrix.part(packed, n, n, n));
    }

    private static Tensor symmetricBack(Eigen dy, Eigen y) {
        var inner = Matrix.withDiagonal(dy.values, 0);
        if (!Svd.isNothing(dy.vectors)) {
            var gaps = new Gaps("eigh", y.values);
            gaps.checkVectors(dy.vectors);
            inner = inner.plus(turning(y.vectors, dy.vectors).times(gaps.inverse()).times(0.5));
        }
        return y.vectors.matmul(inner).matmul(Matrix.transposed(y.vectors));
    }

    /** vᵀ dv - dvᵀ v: how the columns are turned within the space that they span. */
    static Tensor turning(Tensor v, Tensor dv) {
        var inner = Matrix.transposed(v).matmul(dv);
        return inner.minus(Matrix.transposed(inner));
    }

    /** The eigenvalues alone have a derivative where some are equal, too: a subgradient. */
    static Tensor symmetricValues(Tensor x) {
        var a = Matrix.square("eigvalsh", x);
        var packed = Rules.tensor(Factorizations.eigh(Rules.array(a)));
        var values = Matrix.part(packed, 0, Matrix.rows(a)).copy();
        return Rules.nonlinear("eigvalsh", Rules.array(values), a, (dy, in, _) -> {
            var vectors = symmetric(in).vectors;
            return vectors.matmul(Matrix.withDiagonal(dy, 0)).matmul(Matrix.transposed(vectors));
        });
    }

    /** C. Boeddeker et al., "On the computation of complex-valued gradients" (2017), 4.18, for real values. */
    static Eigen general(Tensor x) {
        var a = Matrix.square("eig", x);
        return of(Rules.nonlinear("eig", Factorizations.eig(Rules.array(a)), a,
                (dy, in, y) -> generalBack(of(dy, in), of(y, in))), a);
    }

    private static Tensor generalBack(Eigen dy, Eigen y) {
        var gaps = new Gaps("eig", y.values);
        var inner = Matrix.withDiagonal(dy.values, 0);
        var vt = Matrix.transposed(y.vectors);
        if (!Svd.isNothing(dy.vectors)) {
            gaps.checkVectors(dy.vectors);
            var turned = vt.matmul(dy.vectors);
            var alongItself = vt.matmul(y.vectors).times(Matrix.diagonal(turned, 0).unsqueeze(turned.rank() - 2));
            inner = inner.plus(turned.minus(alongItself).times(gaps.inverse()));
        }
        gaps.checkTogether(dy.values);
        checkComplete(y.vectors);
        return vt.solve(inner.matmul(vt));
    }

    private static void checkComplete(Tensor vectors) {
        var lengths = Matrix.numbers(Svd.values(Gradshell.stopGradient(vectors)));
        var least = 10 * Math.sqrt(Matrix.epsilon(vectors));
        if (Arrays.stream(lengths).anyMatch(length -> length < least)) {
            throw new ArithmeticException(
                    "eig: the matrix of shape %s has fewer eigenvectors than rows, or nearly so; its eigenvalues have no derivative"
                            .formatted(Shapes.text(vectors.shape())));
        }
    }

    /** The eigenvalues of a matrix that need not be symmetric: their derivatives come from the eigenvectors on both sides. */
    static Tensor generalValues(Tensor x) {
        return general(x).values;
    }
}
