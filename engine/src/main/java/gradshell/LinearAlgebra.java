package gradshell;

import gradshell.array.Array;
import gradshell.array.ElementType;
import gradshell.array.Kernels;
import gradshell.array.Linalg;
import java.util.Arrays;
import java.util.function.UnaryOperator;

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
            var x = solve(a, right.unsqueeze(1));
            return x.squeeze(x.rank() - 1);
        }
        var b = Rules.floating(right);
        if (a.dataType() != b.dataType()) {
            return solve(a.to(DataType.DOUBLE), b.to(DataType.DOUBLE));
        }
        var n = a.size(a.rank() - 1);
        var batch = b.rank() < 2 ? null : Kernels.broadcast(batch(a), batch(b));
        if (batch == null || b.size(b.rank() - 2) != n) {
            throw new IllegalArgumentException("solve: the matrix is %s, so the right side must have %d rows, got %s"
                    .formatted(Shapes.text(a.shape()), n, Shapes.text(right.shape())));
        }
        return solveEach(stretched(a, batch), stretched(b, batch));
    }

    private static Tensor stretched(Tensor x, long... batch) {
        var shape = Arrays.copyOf(batch, batch.length + 2);
        System.arraycopy(x.shape(), x.rank() - 2, shape, batch.length, 2);
        return Arrays.equals(shape, x.shape()) ? x : x.broadcastTo(shape);
    }

    private static Tensor solveEach(Tensor a, Tensor b) {
        var shape = Arrays.copyOfRange(b.shape(), b.rank() - 2, b.rank());
        var solution = Linalg.each(m -> Linalg.solve(m[0], m[1]), b.array.type(), shape, a.array, b.array);
        var x = new Tensor[1];
        x[0] = Rules.record("solve", solution, true, (dy, i) -> {
            var db = solve(swapped(a), dy);
            return i == 0 ? db.matmul(swapped(x[0])).unaryMinus() : db;
        }, a, b);
        return x[0];
    }

    static Tensor inverse(Tensor x) {
        var a = square("inverse", x);
        return Rules.nonlinear("inverse", each(Linalg::inverse, a), a,
                (dy, _, y) -> swapped(y).matmul(dy).matmul(swapped(y)).unaryMinus());
    }

    private static Array each(UnaryOperator<Array> one, Tensor a) {
        var shape = Arrays.copyOfRange(a.shape(), a.rank() - 2, a.rank());
        return Linalg.each(m -> one.apply(m[0]), a.array.type(), shape, a.array);
    }

    /** The derivative needs the inverse, so it is refused where the matrix is singular. */
    static Tensor det(Tensor x) {
        var a = square("det", x);
        var parts = signLogDet(a);
        var last = parts.rank() - 1;
        var signs = parts.slice(last, 0, 1);
        var value = signs.times(parts.slice(last, 1, 2).exp()).reshape(batch(a)).to(a.dataType());
        return Rules.nonlinear("det", value.array, a, (dy, v, y) -> {
            if (Arrays.stream(signs.array.toDoubleArray()).anyMatch(sign -> sign == 0)) {
                throw new ArithmeticException("det: its derivative at a singular matrix is not available");
            }
            return swapped(v.inverse()).times(onMatrices(dy.times(y)));
        });
    }

    static Tensor logdet(Tensor x) {
        var a = square("logdet", x);
        var parts = signLogDet(a);
        var last = parts.rank() - 1;
        if (Arrays.stream(parts.slice(last, 0, 1).array.toDoubleArray()).anyMatch(sign -> sign < 0)) {
            throw new ArithmeticException("logdet: the determinant is negative, it has no logarithm");
        }
        return logDet("logdet", a, parts);
    }

    /** Of a matrix that is singular it is minus infinity. */
    static Tensor logAbsDet(Tensor x) {
        var a = square("logAbsDet", x);
        return logDet("logAbsDet", a, signLogDet(a));
    }

    private static Tensor logDet(String name, Tensor a, Tensor parts) {
        var value = parts.select(parts.rank() - 1, 1).to(a.dataType());
        return Rules.nonlinear(name, value.array, a, (dy, v, _) -> swapped(v.inverse()).times(onMatrices(dy)));
    }

    /** Sign and logarithm of each absolute determinant, along the last dimension; DOUBLE. */
    private static Tensor signLogDet(Tensor a) {
        return new Tensor(
                Linalg.each(m -> Array.of(Linalg.signLogDet(m[0]), 2), ElementType.DOUBLE, new long[]{2}, a.array));
    }

    /** A number for each matrix, so that it meets all elements of it. */
    private static Tensor onMatrices(Tensor x) {
        return x.unsqueeze(x.rank()).unsqueeze(x.rank() + 1);
    }

    /** The lower factor. Only the lower triangle of the matrix is read; its derivative is given in symmetric form. */
    static Tensor cholesky(Tensor x) {
        var a = square("cholesky", x);
        return Rules.nonlinear("cholesky", each(Linalg::cholesky, a), a, (dy, _, l) -> {
            var t = swapped(l);
            var middle = t.matmul(dy).times(lowerHalf(l));
            // L^-T M L^-1, by two solutions
            var left = solve(t, middle);
            var s = swapped(solve(t, swapped(left)));
            return s.plus(swapped(s)).times(0.5);
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
        if (x.rank() != 2 || x.size(0) != x.size(1)) {
            throw new IllegalArgumentException(
                    "trace: a square matrix is needed, got shape %s".formatted(Shapes.text(x.shape())));
        }
        return diagonal(x).sum();
    }

    /** 1 below the diagonal, 1/2 on it. */
    private static Tensor lowerHalf(Tensor like) {
        var n = (int) like.size(like.rank() - 1);
        var mask = new double[n * n];
        for (var i = 0; i < n; i++) {
            for (var j = 0; j <= i; j++) {
                mask[i * n + j] = i == j ? 0.5 : 1;
            }
        }
        return new Tensor(Array.of(mask, n, n).to(like.array.type()));
    }

    private static Tensor square(String op, Tensor x) {
        if (x.rank() < 2 || x.size(x.rank() - 1) != x.size(x.rank() - 2)) {
            throw new IllegalArgumentException(
                    "%s: a square matrix is needed, got shape %s".formatted(op, Shapes.text(x.shape())));
        }
        return Rules.floating(x);
    }
}
