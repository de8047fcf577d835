package gradshell.math;

import gradshell.Rules;
import gradshell.Tensor;
import gradshell.array.Factorizations;
import gradshell.tape.Recorder;

/**
 * The thin singular value decomposition x = U · diag(s) · Vᵀ of matrices (.., m, n), k = min(m, n). The signs of the columns of
 * U and V are LAPACK's choice.
 *
 * @param u (.., m, k), columns orthonormal
 * @param s (.., k), falling
 * @param v (.., n, k), columns orthonormal
 */
public record Svd(Tensor u, Tensor s, Tensor v) {
    /**
     * After J. Townsend, "Differentiating the singular value decomposition" (2016), with 1 / (sⱼ² - sᵢ²) taken apart into the
     * reciprocals of difference and sum.
     */
    static Svd of(Tensor x) {
        var a = Matrix.any("svd", x);
        return of(
                Rules.nonlinear("svd", Factorizations.svd(Rules.array(a)), a,
                        (dy, in, y) -> back(of(dy, in), of(y, in))),
                a);
    }

    private static Svd of(Tensor packed, Tensor x) {
        var m = Matrix.rows(x);
        var n = Matrix.columns(x);
        var k = Math.min(m, n);
        return new Svd(Matrix.part(packed, 0, m, k), Matrix.part(packed, m * k, k),
                Matrix.transposed(Matrix.part(packed, m * k + k, k, n)));
    }

    private static Tensor back(Svd dy, Svd y) {
        var ofValues = Matrix.withDiagonal(dy.s, 0);
        if (isNothing(dy.u) && isNothing(dy.v)) {
            return y.u.matmul(ofValues).matmul(Matrix.transposed(y.v));
        }
        var gaps = new Gaps("svd", y.s);
        gaps.checkVectors(dy.u, dy.v);
        var left = Eigen.turning(y.u, dy.u);
        var right = Eigen.turning(y.v, dy.v);
        var inner = ofValues.plus(left.plus(right).times(gaps.inverse()).times(0.5))
                .plus(left.minus(right).times(gaps.inverseOfSums()).times(0.5));
        var dx = y.u.matmul(inner).matmul(Matrix.transposed(y.v));
        var k = y.s.size(y.s.rank() - 1);
        if (Matrix.rows(y.u) > k) {
            var reciprocals = gaps.reciprocals(dy.u).unsqueeze(y.s.rank() - 1);
            dx = dx.plus(outside(y.u, dy.u).times(reciprocals).matmul(Matrix.transposed(y.v)));
        }
        if (Matrix.rows(y.v) > k) {
            var reciprocals = gaps.reciprocals(dy.v).unsqueeze(y.s.rank() - 1);
            dx = dx.plus(y.u.matmul(Matrix.transposed(outside(y.v, dy.v).times(reciprocals))));
        }
        return dx;
    }

    static boolean isNothing(Tensor dy) {
        return !Recorder.follows(dy) && Matrix.isZero(dy);
    }

    /** What of {@code dv} is orthogonal to all columns of {@code v}. */
    private static Tensor outside(Tensor v, Tensor dv) {
        return dv.minus(v.matmul(Matrix.transposed(v).matmul(dv)));
    }

    /** The singular values alone: their derivative needs no differences, and exists where they are equal or 0 as a subgradient. */
    static Tensor values(Tensor x) {
        var a = Matrix.any("svdvals", x);
        var m = Matrix.rows(a);
        var k = Math.min(m, Matrix.columns(a));
        var packed = Rules.tensor(Factorizations.svd(Rules.array(a)));
        var s = Matrix.part(packed, m * k, k).copy();
        return Rules.nonlinear("svdvals", Rules.array(s), a, (dy, in, _) -> {
            var parts = of(in);
            return parts.u.matmul(Matrix.withDiagonal(dy, 0)).matmul(Matrix.transposed(parts.v));
        });
    }
}
