package gradshell.math;

import gradshell.Rules;
import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.array.Array;
import gradshell.tape.Recorder;
import java.util.Arrays;

/**
 * The differences of eigenvalues or singular values, by which the derivatives of their vectors are divided. Where two are equal,
 * their vectors are any basis of a common space and have no derivative.
 */
final class Gaps {
    private final String op;
    private final Tensor values;
    private final double[] numbers;
    private final int n;
    private final double tolerance;
    /** For each pair, whether they are equal; so is each with itself. */
    private final boolean[] equal;

    Gaps(String op, Tensor values) {
        this.op = op;
        this.values = values;
        numbers = Matrix.numbers(values);
        n = (int) values.size(values.rank() - 1);
        tolerance = 4 * Matrix.epsilon(values) * Arrays.stream(numbers).map(Math::abs).max().orElse(0);
        equal = new boolean[numbers.length * n];
        for (var i = 0; i < equal.length; i++) {
            equal[i] = Math.abs(numbers[i / n] - numbers[i / n / n * n + i % n]) <= tolerance;
        }
    }

    /** For each pair 1 / (vⱼ - vᵢ), and 0 where they are equal. */
    Tensor inverse() {
        return inverse(row().minus(column()));
    }

    /** For each pair 1 / (vⱼ + vᵢ), and 0 where they are equal. */
    Tensor inverseOfSums() {
        return inverse(row().plus(column()));
    }

    private Tensor inverse(Tensor x) {
        var mask = equalPairs();
        return Tensors.where(mask, 0, Tensors.where(mask, 1, x).reciprocal());
    }

    private Tensor equalPairs() {
        return Rules.tensor(Array.of(equal, Matrix.append(values.shape(), n)));
    }

    private Tensor row() {
        return values.unsqueeze(values.rank() - 1);
    }

    private Tensor column() {
        return values.unsqueeze(values.rank());
    }

    /** The reciprocals, 0 for what is 0 compared with the largest; refused where a result depends on such vectors, or might. */
    Tensor reciprocals(Tensor... cotangents) {
        for (var dv : cotangents) {
            var used = used(dv);
            for (var i = 0; i < numbers.length; i++) {
                if (Math.abs(numbers[i]) <= tolerance && (used[i] || isFollowed(dv))) {
                    throw new ArithmeticException(
                            "%s: value %d of %d is %s, so that its vectors are not determined and have no derivative; the values alone (svdvals) have one"
                                    .formatted(op, i % n, n, numbers[i]));
                }
            }
        }
        var zero = values.abs().le(tolerance);
        return Tensors.where(zero, 0, Tensors.where(zero, 1, values).reciprocal());
    }

    /**
     * Refuses when the result depends on vectors of equal values; or might, in that a further derivative is taken, which the zeros
     * of {@link #inverse} would make wrong.
     *
     * @param cotangents of the vectors, columns of (.., m, n)
     */
    void checkVectors(Tensor... cotangents) {
        for (var dv : cotangents) {
            var used = used(dv);
            for (var at = 0; at < equal.length; at++) {
                var i = at / n;
                var j = i / n * n + at % n;
                if (i < j && equal[at] && (used[i] || used[j])) {
                    throw new ArithmeticException(
                            "%s: values %d and %d are equal (%s), so that their vectors are not determined and have no derivative; the values alone may have one, and so may a function of the whole matrix (symmetricFunction, pinv, expm)"
                                    .formatted(op, i % n, j % n, numbers[i]));
                }
                if (i < j && equal[at] && isFollowed(dv)) {
                    throw new ArithmeticException(
                            "%s: values %d and %d are equal (%s), where vectors have neither a second derivative nor a product with a tangent; the values alone may"
                                    .formatted(op, i % n, j % n, numbers[i]));
                }
            }
        }
    }

    /** Refuses when a result depends on values that are equal in another way than on their sum. */
    void checkTogether(Tensor dy) {
        var slopes = Matrix.numbers(dy);
        var largest = Arrays.stream(slopes).map(Math::abs).max().orElse(0);
        for (var at = 0; at < equal.length; at++) {
            var i = at / n;
            var j = i / n * n + at % n;
            var apart = Math.abs(slopes[i] - slopes[j]) > 16 * Matrix.epsilon(values) * largest;
            if (i < j && equal[at] && (apart || isFollowed(dy))) {
                throw new ArithmeticException(
                        "%s: values %d and %d are equal (%s), so that they have no derivatives, only their sum has one"
                                .formatted(op, i % n, j % n, numbers[i]));
            }
        }
    }

    private boolean isFollowed(Tensor dv) {
        return Recorder.follows(dv) || Recorder.follows(values);
    }

    /** For each column, counted over the batch, whether it has a number other than 0. */
    private static boolean[] used(Tensor dv) {
        var columns = Matrix.transposed(dv);
        var length = (int) Matrix.columns(columns);
        var all = Matrix.numbers(columns);
        var used = new boolean[length == 0 ? 0 : all.length / length];
        for (var i = 0; i < all.length; i++) {
            used[i / length] |= all[i] != 0;
        }
        return used;
    }
}
