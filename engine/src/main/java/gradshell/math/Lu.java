package gradshell.math;

import gradshell.Rules;
import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.array.Array;
import gradshell.array.Factorizations;

/**
 * The factorization x = P · L · U of matrices (.., m, n) by elimination with row exchanges, k = min(m, n).
 *
 * @param p (.., m, m), a permutation: it has no derivative
 * @param l (.., m, k), lower triangular with ones in its diagonal
 * @param u (.., k, n), upper triangular
 */
public record Lu(Tensor p, Tensor l, Tensor u) {
    static Lu of(Tensor x) {
        var a = Matrix.any("lu", x);
        var m = Matrix.rows(a);
        var n = Matrix.columns(a);
        var k = Math.min(m, n);
        var found = Factorizations.lu(Rules.array(a));
        var order = Rules.tensor(found[0]);
        var factors = Rules.tensor(found[1]);
        var down = a.rank() - 2;
        var right = a.rank() - 1;
        var rows = a.gather(down, order.unsqueeze(right).broadcastTo(a.shape()).copy());
        var corner = corner(rows.slice(down, 0, k).slice(right, 0, k), factors.slice(down, 0, k).slice(right, 0, k));
        var l = Matrix.lower(corner, -1).plus(Matrix.identity(a, k));
        var u = Matrix.upper(corner, 0);
        if (m > k) {
            l = Tensors.cat(down, l, below(rows.slice(down, k, m), u, factors.slice(down, k, m)));
        }
        if (n > k) {
            u = Tensors.cat(right, u, Triangular.solve(l, rows.slice(right, k, n), false));
        }
        var p = Matrix.places(m, true).eq(order.unsqueeze(down)).to(a.dataType());
        return new Lu(p, l, u);
    }

    /** The square factors in one matrix; M. Seeger et al. give L̄ and Ū the same place (2017). */
    private static Tensor corner(Tensor a, Tensor factors) {
        return Rules.nonlinear("lu", Rules.array(factors.copy()), a, (dy, _, y) -> {
            var l = Matrix.lower(y, -1).plus(Matrix.identity(y, Matrix.rows(y)));
            var u = Matrix.upper(y, 0);
            var inner = Matrix.lower(Matrix.transposed(l).matmul(Matrix.lower(dy, -1)), -1)
                    .plus(Matrix.upper(Matrix.upper(dy, 0).matmul(Matrix.transposed(u)), 0));
            var left = Triangular.solve(Matrix.transposed(l), inner, true);
            return Matrix.transposed(Triangular.solve(u, Matrix.transposed(left), true));
        });
    }

    /** What of L lies below the square: the solution of l · u = rows, which is known already. */
    private static Tensor below(Tensor rows, Tensor u, Tensor solution) {
        var l = new Tensor[1];
        Array values = Rules.array(solution.copy());
        l[0] = Rules.record("lu", values, true, (dy, i) -> {
            var drows = Matrix.transposed(Triangular.solve(u, Matrix.transposed(dy), true));
            return i == 0 ? drows : Matrix.upper(Matrix.transposed(l[0]).matmul(drows).unaryMinus(), 0);
        }, rows, u);
        return l[0];
    }
}
