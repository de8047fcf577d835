package gradshell.nn;

import gradshell.DataType;
import gradshell.Shapes;
import gradshell.Tensor;
import gradshell.Tensors;
import java.util.Arrays;

/**
 * One vector for each bag of words: the mean, sum or largest of their vectors.
 *
 * <p>Shapes: weight {@code (size, vocabulary)}; indices {@code (words, bags)}, or {@code (words)} for one bag, give
 * {@code (size, bags)} or {@code (size)}. Bags of different sizes are given as one row with the place where each begins.
 */
public record EmbeddingBag(Tensor weight, Reduction reduction) implements Coded {
    /** What is made of the vectors of a bag. */
    public enum Reduction {
        /** Their mean; of an empty bag zeros. */
        MEAN,
        /** Their sum; of an empty bag zeros. */
        SUM,
        /** The largest of each element; an empty bag is refused. */
        MAX
    }

    @Override
    public Tensor apply(Tensor indices) {
        check(indices.shape());
        if (indices.size(0) == 0 && reduction == Reduction.MAX)
            throw new IllegalArgumentException(code() + ": an empty bag has no largest vector");
        Tensor words = indices.to(DataType.LONG);
        Embedding.check(words, weight.size(1), code());
        return reduced(new Embedding(weight, -1).apply(words));
    }

    @Override
    public long[] outputSize(long... shape) {
        check(shape);
        long[] out = shape.length == 1 ? new long[1] : new long[]{0, shape[1]};
        out[0] = weight.size(0);
        return out;
    }

    private void check(long... shape) {
        if (shape.length < 1 || shape.length > 2)
            throw new IllegalArgumentException(
                    code() + ": the indices must be (words, bags), but they have shape " + Shapes.text(shape));
    }

    /** Bag i are the indices from {@code offsets[i]} on, up to the next one's; the first offset is 0. */
    public Tensor apply(long[] indices, long... offsets) {
        if (offsets.length == 0 || offsets[0] != 0)
            throw new IllegalArgumentException(code() + ": the first bag must begin at 0");
        Tensor[] bags = new Tensor[offsets.length];
        for (int i = 0; i < bags.length; i++) {
            long end = i + 1 < offsets.length ? offsets[i + 1] : indices.length;
            if (end < offsets[i] || end > indices.length)
                throw new IllegalArgumentException("%s: offsets must rise up to %d, got %s".formatted(code(),
                        indices.length, Arrays.toString(offsets)));
            bags[i] = end == offsets[i] && reduction != Reduction.MAX
                    ? Tensors.zeros(weight.dataType(), weight.size(0))
                    : apply(Tensors.indices(Arrays.copyOfRange(indices, (int) offsets[i], (int) end)));
        }
        return Tensors.stack(1, bags);
    }

    private Tensor reduced(Tensor words) {
        if (words.size(1) == 0 && reduction == Reduction.MEAN) return words.sum(1);
        return switch (reduction) {
            case MEAN -> words.mean(1);
            case SUM -> words.sum(1);
            case MAX -> words.max(1);
        };
    }

    @Override
    public String code() {
        return "embeddingBag(" + weight.size(1) + ", " + weight.size(0) + ", " + reduction + ")";
    }

    @Override
    public String toString() {
        return ModelText.of(this);
    }
}
