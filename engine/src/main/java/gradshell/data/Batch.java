package gradshell.data;

import gradshell.Shapes;
import gradshell.Tensor;

/** Observations and their targets: {@code x} is {@code (features, n)}, {@code y} is {@code (outputs, n)} or {@code (n)}. */
public record Batch(Tensor x, Tensor y) {
    /** Checks that there are as many targets as observations. */
    public Batch {
        if (x.rank() == 0 || y.rank() == 0)
            throw new IllegalArgumentException(
                    "a batch needs tensors whose last dimension counts the observations, but a scalar was given");
        if (count(x) != count(y))
            throw new IllegalArgumentException(
                    "x has " + count(x) + " observations and y has " + count(y) + ": the last dimensions of the shapes "
                            + Shapes.text(x.shape()) + " and " + Shapes.text(y.shape()) + " must be equal");
    }

    /** The number of observations. */
    public long size() {
        return count(x);
    }

    private static long count(Tensor t) {
        return t.size(t.rank() - 1);
    }
}
