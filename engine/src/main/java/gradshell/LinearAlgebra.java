package gradshell;

import gradshell.array.Array;
import gradshell.array.Linalg;
import java.util.Arrays;

/**
 * The rules of linear algebra, after M. Giles, "Collected matrix derivative results for forward and reverse mode
 * algorithmic differentiation" (2008).
 */
final class LinearAlgebra {
    private LinearAlgebra() {}

    /** As NumPy: a vector on the left is a row, on the right a column; leading dimensions are a batch and broadcast. */
    static Tensor matmul(Tensor a, Tensor b) {
        if (a.rank() == 0 || b.rank() == 0) {
            throw new IllegalArgumentException("matmul: %s × %s: a scalar is no matrix; use times"
                    .formatted(Shapes.text(a.shape()), Shapes.text(b.shape())));
        }
        var inner = b.size(b.rank() == 1 ? 0 : b.rank() - 2);
        if (a.size(a.rank() - 1) != inner) {
            throw new IllegalArgumentException(
                    "matmul: %s × %s: the inner dimensions %d and %d differ; t() transposes a matrix"
                            .formatted(Shapes.text(a.shape()), Shapes.text(b.shape()), a.size(a.rank() - 1), inner));
        }
        if (a.rank() == 1) {
            var product = matmul(a.unsqueeze(0), b);
            return product.squeeze(b.rank() == 1 ? 0 : product.rank() - 2);
        }
        if (b.rank() == 1) {
            var product = matmul(a, b.unsqueeze(1));
            return product.squeeze(product.rank() - 1);
        }
        return product(a, b);
    }

    private static Tensor product(Tensor first, Tensor second) {
        var a = Rules.floating(first);
        var b = Rules.floating(second);
        if (a.dataType() != b.dataType()) {
            return product(a.to(DataType.DOUBLE), b.to(DataType.DOUBLE));
        }
        Shapes.broadcast("matmul", batch(a), batch(b));
        return Rules.record("matmul", Linalg.matmul(a.array, b.array), true, (dy, i) -> i == 0
                ? Rules.fit(product(dy, swapped(b)), a)
                : Rules.fit(product(swapped(a), dy), b), a, b);
    }

    private static long[] batch(Tensor x) {
        return Arrays.copyOf(x.shape(), x.rank() - 2);
    }

    /** The last two dimensions exchanged. */
    static Tensor swapped(Tensor x) {
        var dims = Shapes.all(x.rank());
        dims[x.rank() - 1] = x.rank() - 2;
        dims[x.rank() - 2] = x.rank() - 1;
        return x.permute(dims);
    }

    static Tensor transposed(Tensor x) {
        return switch (x.rank()) {
            case 0, 1 -> x;
            case 2 -> swapped(x);
            default -> throw new IllegalArgumentException("t: %s has more than two dimensions; use permute"
                    .formatted(Shapes.text(x.shape())));
        };
    }

    static Tensor solve(Tensor matrix, Tensor right) {
        var a = square("solve", matrix);
        if (right.rank() == 1) {
            return solve(a, right.unsqueeze(1)).squeeze(1);
        }
        if (right.rank() != 2 || right.size(0) != a.size(0)) {
            throw new IllegalArgumentException("solve: the matrix is %s, so the right side must have %d rows, got %s"
                    .formatted(Shapes.text(a.shape()), a.size(0), Shapes.text(right.shape())));
        }
        var b = Rules.floating(right);
        if (a.dataType() != b.dataType()) {
            return solve(a.to(DataType.DOUBLE), b.to(DataType.DOUBLE));
        }
        var x = new Tensor[1];
        x[0] = Rules.record("solve", Linalg.solve(a.array, b.array), true, (dy, i) -> {
            var db = solve(a.t(), dy);
            return i == 0 ? db.matmul(x[0].t()).unaryMinus() : db;
        }, a, b);
        return x[0];
    }

    static Tensor inverse(Tensor x) {
        var a = square("inverse", x);
        return Rules.nonlinear("inverse", Linalg.inverse(a.array), a,
                (dy, _, y) -> y.t().matmul(dy).matmul(y.t()).unaryMinus());
    }

    /** The derivative needs the inverse, so it is refused where the matrix is singular. */
    static Tensor det(Tensor x) {
        var a = square("det", x);
        var parts = Linalg.signLogDet(a.array);
        return Rules.nonlinear("det", Array.full(a.array.type(), parts[0] * Math.exp(parts[1])), a, (dy, v, y) -> {
            if (parts[0] == 0) {
                throw new ArithmeticException("det: its derivative at a singular matrix is not available");
            }
            return v.inverse().t().times(dy.times(y));
        });
    }

    static Tensor logdet(Tensor x) {
        var a = square("logdet", x);
        var parts = Linalg.signLogDet(a.array);
        if (parts[0] < 0) {
            throw new ArithmeticException("logdet: the determinant is negative, it has no logarithm");
        }
        var value = parts[0] == 0 ? Double.NEGATIVE_INFINITY : parts[1];
        return Rules.nonlinear("logdet", Array.full(a.array.type(), value), a, (dy, v, _) -> v.inverse().t().times(dy));
    }

    /** The lower factor. Only the lower triangle of the matrix is read; its derivative is given in symmetric form. */
    static Tensor cholesky(Tensor x) {
        var a = square("cholesky", x);
        return Rules.nonlinear("cholesky", Linalg.cholesky(a.array), a, (dy, _, l) -> {
            var middle = l.t().matmul(dy).times(lowerHalf(l));
            // L^-T M L^-1, by two solutions
            var left = solve(l.t(), middle);
            var s = solve(l.t(), left.t()).t();
            return s.plus(s.t()).times(0.5);
        });
    }

    static Tensor diagonal(Tensor x) {
        if (x.rank() != 2) {
            throw new IllegalArgumentException(
                    "diagonal: a matrix is needed, got shape %s".formatted(Shapes.text(x.shape())));
        }
        var n = Math.min(x.size(0), x.size(1));
        var index = new long[(int) n];
        Arrays.setAll(index, i -> i);
        return x.slice(0, 0, n).gather(1, new Tensor(Array.of(index, n, 1))).squeeze(1);
    }

    static Tensor trace(Tensor x) {
        return diagonal(square("trace", x)).sum();
    }

    /** 1 below the diagonal, 1/2 on it. */
    private static Tensor lowerHalf(Tensor like) {
        var n = (int) like.size(0);
        var mask = new double[n * n];
        for (var i = 0; i < n; i++) {
            for (var j = 0; j <= i; j++) {
                mask[i * n + j] = i == j ? 0.5 : 1;
            }
        }
        return new Tensor(Array.of(mask, n, n).to(like.array.type()));
    }

    private static Tensor square(String op, Tensor x) {
        if (x.rank() != 2 || x.size(0) != x.size(1)) {
            throw new IllegalArgumentException(
                    "%s: a square matrix is needed, got shape %s".formatted(op, Shapes.text(x.shape())));
        }
        return Rules.floating(x);
    }
}
