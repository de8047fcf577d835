package gradshell.nn;

import gradshell.DataType;
import gradshell.Shapes;
import gradshell.Tensor;
import gradshell.Tensors;

/**
 * A vector for each of {@code vocabulary} words, given by its index from 0.
 *
 * <p>Shapes: weight {@code (size, vocabulary)}; indices (LONG or INT) {@code (..)} give {@code (size, ..)}. One-hot columns
 * {@code (vocabulary, ..)} of FLOAT or DOUBLE are taken as well.
 *
 * @param padding the index whose vector is zero and stays so, or -1 for none
 */
public record Embedding(Tensor weight, long padding) implements Coded {
    /** Checks that the padding is a word. */
    public Embedding {
        if (padding < -1 || padding >= weight.size(1))
            throw new IllegalArgumentException("embedding: padding %d is none of the indices 0 to %d".formatted(padding,
                    weight.size(1) - 1));
    }

    /** The same with a word that means nothing. */
    public Embedding padding(long index) {
        if (index < 0 || index >= weight.size(1))
            throw new IllegalArgumentException("embedding: padding %d is none of the indices 0 to %d".formatted(index,
                    weight.size(1) - 1));
        return new Embedding(
                Tensors.where(Tensors.arange((double) weight.size(1)).ne((double) index), weight, 0).copy(), index);
    }

    /** The vectors of these words as columns. */
    public Tensor apply(long... indices) {
        return apply(Tensors.indices(indices));
    }

    @Override
    public Tensor apply(Tensor x) {
        if (x.dataType() == DataType.FLOAT || x.dataType() == DataType.DOUBLE) return oneHot(x);
        long[] shape = x.shape();
        Tensor flat = x.to(DataType.LONG).flatten();
        check(flat, weight.size(1), code());
        Tensor columns = weight.gather(1, flat.unsqueeze(0).broadcastTo(weight.size(0), flat.size()));
        if (padding >= 0) columns = Tensors.where(flat.ne((double) padding), columns, 0);
        return columns.reshape(outputSize(shape));
    }

    /** Of indices of this shape. */
    @Override
    public long[] outputSize(long... shape) {
        long[] sizes = new long[shape.length + 1];
        sizes[0] = weight.size(0);
        System.arraycopy(shape, 0, sizes, 1, shape.length);
        return sizes;
    }

    private Tensor oneHot(Tensor x) {
        if (x.rank() == 0 || x.size(0) != weight.size(1))
            throw new IllegalArgumentException(
                    "%s: indices of LONG are needed, or one-hot columns (%d, ..), got %s of shape %s".formatted(code(),
                            weight.size(1), x.dataType(), Shapes.text(x.shape())));
        Tensor kept = padding < 0
                ? weight
                : Tensors.where(Tensors.arange((double) weight.size(1)).ne((double) padding), weight, 0);
        long[] shape = x.shape();
        shape[0] = weight.size(0);
        return kept.matmul(x.reshape(weight.size(1), x.size() / weight.size(1))).reshape(shape);
    }

    static void check(Tensor indices, long vocabulary, String code) {
        for (long index : indices.toLongArray())
            if (index < 0 || index >= vocabulary)
                throw new IndexOutOfBoundsException("%s: there is no word %d; indices go from 0 to %d".formatted(code,
                        index, vocabulary - 1));
    }

    @Override
    public String code() {
        return "embedding(" + weight.size(1) + ", " + weight.size(0) + ")"
                + (padding < 0 ? "" : ".padding(" + padding + ")");
    }

    @Override
    public String toString() {
        return ModelText.of(this);
    }
}
