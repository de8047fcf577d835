package gradshell.math;

import gradshell.DataType;
import gradshell.Rules;
import gradshell.Shapes;
import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.array.Array;
import java.util.Arrays;
import java.util.stream.LongStream;

/** What the rules of matrices share; all take batches (.., m, n). */
final class Matrix {
    private Matrix() {}

    static Tensor any(String op, Tensor x) {
        if (x.rank() < 2) {
            throw new IllegalArgumentException("%s: a matrix, or a batch (.., m, n) of them, is needed, got shape %s"
                    .formatted(op, Shapes.text(x.shape())));
        }
        return Rules.floating(x);
    }

    static Tensor square(String op, Tensor x) {
        if (x.rank() < 2 || rows(x) != columns(x)) {
            throw new IllegalArgumentException(
                    "%s: a square matrix is needed, got shape %s".formatted(op, Shapes.text(x.shape())));
        }
        return Rules.floating(x);
    }

    /** The same, and no batch. */
    static Tensor oneSquare(String op, Tensor x) {
        if (x.rank() != 2) {
            throw new IllegalArgumentException(
                    "%s: one square matrix is needed, got shape %s".formatted(op, Shapes.text(x.shape())));
        }
        return square(op, x);
    }

    static long rows(Tensor x) {
        return x.size(x.rank() - 2);
    }

    static long columns(Tensor x) {
        return x.size(x.rank() - 1);
    }

    static long[] batch(Tensor x) {
        return Arrays.copyOf(x.shape(), x.rank() - 2);
    }

    static long[] append(long[] batch, long... sizes) {
        return LongStream.concat(Arrays.stream(batch), Arrays.stream(sizes)).toArray();
    }

    static Tensor transposed(Tensor x) {
        var dims = new int[x.rank()];
        Arrays.setAll(dims, i -> i);
        dims[x.rank() - 1] = x.rank() - 2;
        dims[x.rank() - 2] = x.rank() - 1;
        return x.permute(dims);
    }

    /** A column of each row's number where {@code asRows}, else a row of each column's, so that comparing them gives masks. */
    static Tensor places(long count, boolean asRows) {
        var numbers = LongStream.range(0, count).toArray();
        return Rules.tensor(asRows ? Array.of(numbers, count, 1) : Array.of(numbers, 1, count));
    }

    static Tensor identity(Tensor like, long n) {
        return Tensors.eye(n).to(like.dataType());
    }

    static Tensor lower(Tensor x, long k) {
        var mask = places(rows(x), true).plus((double) k).ge(places(columns(x), false));
        return Tensors.where(mask, x, 0);
    }

    static Tensor upper(Tensor x, long k) {
        var mask = places(rows(x), true).plus((double) k).le(places(columns(x), false));
        return Tensors.where(mask, x, 0);
    }

    /** Matrices with these vectors (.., n) as their diagonals, {@code k} above the main one. */
    static Tensor withDiagonal(Tensor x, long k) {
        if (x.rank() == 0) {
            throw new IllegalArgumentException("diagm: a vector is needed, got a scalar");
        }
        var last = x.rank() - 1;
        var n = x.size(last) + Math.abs(k);
        var padded = x.pad(last, 0, Math.abs(k));
        var mask = places(n, true).plus((double) k).eq(places(n, false));
        return Tensors.where(mask, k >= 0 ? padded.unsqueeze(last + 1) : padded.unsqueeze(last), 0);
    }

    static Tensor diagonal(Tensor x, long k) {
        var rows = rows(x);
        var columns = columns(x);
        var first = k < 0 ? -k * columns : k;
        var count = Math.max(0, Math.min(rows + Math.min(k, 0), columns - Math.max(k, 0)));
        var places = LongStream.range(0, count).map(i -> first + i * (columns + 1)).toArray();
        return x.reshape(append(batch(x), rows * columns)).take(x.rank() - 2, places);
    }

    /** One part of several that lie behind each other in the last dimension, from {@code from}, as matrices or vectors. */
    static Tensor part(Tensor packed, long from, long... shape) {
        var last = packed.rank() - 1;
        var size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        return packed.slice(last, from, from + size).reshape(append(Arrays.copyOf(packed.shape(), last), shape));
    }

    static boolean isZero(Tensor x) {
        return Arrays.stream(numbers(x)).allMatch(v -> v == 0);
    }

    /** The numbers, of which nothing is computed. */
    static double[] numbers(Tensor x) {
        return Rules.array(x).toDoubleArray();
    }

    /** The distance of one from the next larger number. */
    static double epsilon(Tensor x) {
        return x.dataType() == DataType.FLOAT ? Math.ulp(1f) : Math.ulp(1.0);
    }
}
