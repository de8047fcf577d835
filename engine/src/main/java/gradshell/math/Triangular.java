package gradshell.math;

import gradshell.DataType;
import gradshell.Rules;
import gradshell.Shapes;
import gradshell.Tensor;
import gradshell.array.Factorizations;
import gradshell.array.Kernels;
import java.util.Arrays;

/** Solving with triangular matrices. */
final class Triangular {
    private Triangular() {}

    static Tensor solve(Tensor matrix, Tensor right, boolean upper) {
        var a = Matrix.square("triangularSolve", matrix);
        var b = Rules.floating(right);
        if (a.dataType() != b.dataType()) {
            return solve(a.to(DataType.DOUBLE), b.to(DataType.DOUBLE), upper);
        }
        if (b.rank() == 1 && a.rank() == 2) {
            return solve(a, b.unsqueeze(1), upper).squeeze(1);
        }
        var batch = b.rank() < 2 ? null : Kernels.broadcast(Matrix.batch(a), Matrix.batch(b));
        if (batch == null || Matrix.rows(b) != Matrix.rows(a)) {
            throw new IllegalArgumentException(
                    "triangularSolve: the matrix is %s, so the right side must have %d rows and the same batch, got %s"
                            .formatted(Shapes.text(a.shape()), Matrix.rows(a), Shapes.text(b.shape())));
        }
        var n = Matrix.rows(a);
        return solveEach(stretched(a, Matrix.append(batch, n, n)),
                stretched(b, Matrix.append(batch, n, Matrix.columns(b))),
                upper);
    }

    private static Tensor stretched(Tensor x, long... shape) {
        return Arrays.equals(x.shape(), shape) ? x : x.broadcastTo(shape);
    }

    /** M. Giles (2008), 2.3.1, of which the triangle is kept. */
    private static Tensor solveEach(Tensor a, Tensor b, boolean upper) {
        var solution = Factorizations.triangularSolve(Rules.array(a), Rules.array(b), upper);
        var x = new Tensor[1];
        x[0] = Rules.record("triangularSolve", solution, true, (dy, i) -> {
            var db = solveEach(Matrix.transposed(a), dy, !upper);
            if (i == 1) {
                return db;
            }
            var da = db.matmul(Matrix.transposed(x[0])).unaryMinus();
            return upper ? Matrix.upper(da, 0) : Matrix.lower(da, 0);
        }, a, b);
        return x[0];
    }
}
