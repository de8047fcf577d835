package gradshell.nn.attention;

import static gradshell.Tensors.where;

import gradshell.Shapes;
import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.nn.Coded;
import gradshell.nn.Dense;
import gradshell.nn.ModelText;
import gradshell.nn.norm.Dropout;

/**
 * Attention of several heads: Vaswani et al. 2017. Each head compares its part of the queries with its part of the keys, scaled by
 * the root of the part's size, and mixes the values by the softmax over the keys.
 *
 * <p>Queries {@code (size, length, batch)}, keys and values {@code (size, other length, batch)}, or without batch; the output has the
 * queries' length.
 */
public record MultiHeadAttention(int heads, Dense query, Dense key, Dense value, Dense out, Dropout dropout)
        implements
            Coded {
    /**
     * What attention gives.
     *
     * @param output {@code (size, length, batch)}
     * @param scores {@code (keys, queries, heads, batch)}, the sum over the keys being 1
     */
    public record Result(Tensor output, Tensor scores) {}

    /** Checks that the heads divide the sizes. */
    public MultiHeadAttention {
        if (heads < 1 || query.out() % heads != 0 || value.out() % heads != 0 || query.out() != key.out())
            throw new IllegalArgumentException(
                    "multiHeadAttention: %d heads must divide the sizes of queries and keys, %d and %d, which must be equal, and of the values, %d"
                            .formatted(heads, query.out(), key.out(), value.out()));
    }

    @Override
    public Tensor apply(Tensor x) {
        return attend(x, x, x, null, null).output();
    }

    /** The sequence's attention to itself, where {@code mask} allows; see {@link #attend}. */
    public Tensor apply(Tensor x, Tensor mask) {
        return attend(x, x, x, null, mask).output();
    }

    /**
     * Output and scores.
     *
     * @param bias is added to the comparisons, {@code (keys, queries)} or {@code (keys, queries, heads, batch)} with sizes of 1 for
     *            all; null for none
     * @param mask BOOL of such a shape, false where a query mustn't see a key; null for all
     */
    public Result attend(Tensor queries, Tensor keys, Tensor values, Tensor bias, Tensor mask) {
        if (queries.rank() == 2) {
            var one = attend(queries.unsqueeze(2), keys.unsqueeze(2), values.unsqueeze(2), bias, mask);
            return new Result(one.output().squeeze(2), one.scores());
        }
        if (queries.rank() != 3 || keys.rank() != 3 || values.rank() != 3 || keys.size(1) != values.size(1)
                || keys.size(2) != queries.size(2) || values.size(2) != queries.size(2))
            throw new IllegalArgumentException(
                    "%s: queries, keys and values must be (size, length, batch), the last two of one length, but they have the shapes %s, %s and %s"
                            .formatted(code(), Shapes.text(queries.shape()), Shapes.text(keys.shape()),
                                    Shapes.text(values.shape())));
        check("queries", query, queries);
        check("keys", key, keys);
        check("values", value, values);
        check("bias", bias, queries, keys);
        check("mask", mask, queries, keys);
        Tensor q = split(query.apply(queries));
        Tensor k = split(key.apply(keys));
        Tensor v = split(value.apply(values));
        Tensor compared = k.permute(0, 1, 3, 2).matmul(q.div(Math.sqrt((double) q.size(2))));
        if (bias != null) compared = compared.plus(lined(bias));
        if (mask != null) compared = where(lined(mask), compared, Double.NEGATIVE_INFINITY);
        Tensor scores = compared.softmax(2);
        Tensor mixed = v.matmul(dropout.apply(scores));
        Tensor joined = mixed.permute(1, 2, 3, 0).reshape(value.out(), queries.size(1), queries.size(2));
        return new Result(out.apply(joined), scores.permute(2, 3, 1, 0));
    }

    private void check(String what, Dense layer, Tensor x) {
        if (x.size(0) != layer.in())
            throw new IllegalArgumentException("%s: the %s must be (%d, length, batch), but they have shape %s"
                    .formatted(code(), what, layer.in(), Shapes.text(x.shape())));
    }

    /** Of bias and mask: each size is that of the comparisons, or 1 for all. */
    private void check(String what, Tensor given, Tensor queries, Tensor keys) {
        if (given == null) return;
        long[] sizes = {keys.size(1), queries.size(1), heads, queries.size(2)};
        boolean fits = given.rank() == 2 || given.rank() == 4;
        for (int d = 0; fits && d < given.rank(); d++) fits = given.size(d) == sizes[d] || given.size(d) == 1;
        if (!fits)
            throw new IllegalArgumentException(
                    "%s: the %s must be (%d, %d), keys and queries, or with heads and batch %s, but it has shape %s"
                            .formatted(code(), what, sizes[0], sizes[1], Shapes.text(sizes),
                                    Shapes.text(given.shape())));
    }

    @Override
    public long[] outputSize(long... shape) {
        if (shape.length != 2 && shape.length != 3)
            throw new IllegalArgumentException("%s: the input must be (%d, length, batch), but it has shape %s"
                    .formatted(code(), query.in(), Shapes.text(shape)));
        query.outputSize(shape);
        key.outputSize(shape);
        return out.outputSize(value.outputSize(shape));
    }

    /** {@code (size, length, batch)} as {@code (batch, heads, size / heads, length)}. */
    private Tensor split(Tensor x) {
        return x.reshape(heads, x.size(0) / heads, x.size(1), x.size(2)).permute(3, 0, 1, 2);
    }

    /** Of shape {@code (keys, queries[, heads, batch])} with batch and heads in front. */
    private static Tensor lined(Tensor x) {
        return x.rank() == 4 ? x.permute(3, 2, 0, 1) : x;
    }

    /** Lets a query see the keys up to its own place: BOOL {@code (length, length)}. */
    public static Tensor causalMask(long length) {
        Tensor places = Tensors.arange((double) length);
        return places.unsqueeze(1).le(places.unsqueeze(0));
    }

    @Override
    public String code() {
        return "multiHeadAttention(" + query.in() + ", " + heads + ")";
    }

    @Override
    public String toString() {
        return ModelText.of(this);
    }
}
