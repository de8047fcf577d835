package gradshell.math;

import gradshell.Rules;
import gradshell.Shapes;
import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.array.Factorizations;
import java.util.Arrays;

/**
 * The thin factorization x = Q · R of matrices (.., m, n), k = min(m, n). The signs in R's diagonal are LAPACK's choice.
 *
 * @param q (.., m, k), columns orthonormal
 * @param r (.., k, n), upper triangular
 */
public record Qr(Tensor q, Tensor r) {
    /** A wide matrix is factored by its first columns, and the rest follows. */
    static Qr of(Tensor x) {
        var a = Matrix.any("qr", x);
        var m = Matrix.rows(a);
        var n = Matrix.columns(a);
        if (m >= n) {
            return tall(a);
        }
        var last = a.rank() - 1;
        var square = tall(a.slice(last, 0, m));
        var rest = Matrix.transposed(square.q).matmul(a.slice(last, m, n));
        return new Qr(square.q, Tensors.cat(last, square.r, rest));
    }

    /** S. Walter and L. Lehmann, "Algorithmic differentiation of linear algebra functions" (2010), 4.4. */
    private static Qr tall(Tensor a) {
        return of(Rules.nonlinear("qr", Factorizations.qr(Rules.array(a)), a,
                (dy, in, y) -> back(of(dy, in), of(y, in))), a);
    }

    private static Qr of(Tensor packed, Tensor x) {
        var m = Matrix.rows(x);
        var n = Matrix.columns(x);
        return new Qr(Matrix.part(packed, 0, m, n), Matrix.part(packed, m * n, n, n));
    }

    private static Tensor back(Qr dy, Qr y) {
        checkFullRank(y.r);
        var dr = Matrix.upper(dy.r, 0);
        var r = Matrix.upper(y.r, 0);
        var inner = r.matmul(Matrix.transposed(dr)).minus(Matrix.transposed(dy.q).matmul(y.q));
        var mirrored = Matrix.lower(inner, 0).plus(Matrix.transposed(Matrix.lower(inner, -1)));
        var left = dy.q.plus(y.q.matmul(mirrored));
        return Matrix.transposed(Triangular.solve(r, Matrix.transposed(left), true));
    }

    private static void checkFullRank(Tensor r) {
        var diagonal = Matrix.numbers(Matrix.diagonal(r, 0));
        var n = (int) Matrix.rows(r);
        for (var i = 0; i < diagonal.length; i++) {
            var first = i / n * n;
            var largest = Arrays.stream(diagonal, first, first + n).map(Math::abs).max().orElse(0);
            if (Math.abs(diagonal[i]) <= 4 * n * Matrix.epsilon(r) * largest) {
                throw new ArithmeticException(
                        "qr: column %d depends on those before it, so that Q and R have no derivative; R is %s"
                                .formatted(i % n, Shapes.text(r.shape())));
            }
        }
    }
}
