package gradshell.math;

import gradshell.Pair;
import gradshell.Shapes;
import gradshell.Tensor;
import java.util.List;
import java.util.stream.LongStream;

/** Choosing, ordering and combining elements, each with its rule. */
public final class Elements {
    private Elements() {}

    /** The running products along {@code dim}; the derivative holds where elements are 0, too. */
    public static Tensor cumprod(Tensor x, int dim) {
        return Scans.scan("cumprod", x, dim, Tensor::times);
    }

    /** The largest element so far along {@code dim}; the first such element has the derivative. */
    public static Tensor cummax(Tensor x, int dim) {
        return Scans.scan("cummax", x, dim, Tensor::maximum);
    }

    /** The smallest element so far along {@code dim}; the first such element has the derivative. */
    public static Tensor cummin(Tensor x, int dim) {
        return Scans.scan("cummin", x, dim, Tensor::minimum);
    }

    /** Shifted by {@code shift} along {@code dim}; what leaves at the end comes back at the start. */
    public static Tensor roll(Tensor x, int dim, long shift) {
        return Scans.roll(x, dim, shift);
    }

    /** The {@code k} smallest elements along {@code dim}, rising. */
    public static Tensor partialSort(Tensor x, long k, int dim) {
        Scans.checkDim("partialSort", x, dim);
        if (k < 0 || k > x.size(dim)) {
            throw new IllegalArgumentException(
                    "partialSort: %d elements asked for, dimension %d of %s has %d".formatted(k, dim,
                            Shapes.text(x.shape()), x.size(dim)));
        }
        return x.gather(dim, x.argsort(dim).slice(dim, 0, k));
    }

    /** The elements along {@code dim}, falling; NaN first. */
    public static Tensor sortDescending(Tensor x, int dim) {
        return x.sort(dim).flip(dim);
    }

    /** The different elements, in the order in which they come first. */
    public static Unique unique(Tensor x) {
        return Unique.of(x);
    }

    /** The parts that {@code dim} counts, without that dimension: what {@code stack(dim, ..)} puts together. */
    public static List<Tensor> unstack(Tensor x, int dim) {
        Scans.checkDim("unstack", x, dim);
        return LongStream.range(0, x.size(dim)).mapToObj(i -> x.select(dim, i)).toList();
    }

    /**
     * {@code count} parts along {@code dim}, of equal sizes but for the last, which may be smaller; fewer parts where there is not
     * enough for all, as in Flux: what {@code cat(dim, ..)} puts together.
     */
    public static List<Tensor> chunk(Tensor x, int count, int dim) {
        Scans.checkDim("chunk", x, dim);
        if (count < 1) throw new IllegalArgumentException("chunk: the count must be at least 1, but it is " + count);
        long size = x.size(dim);
        long each = Math.max(1, (size + count - 1) / count);
        return LongStream.range(0, (size + each - 1) / each)
                .mapToObj(i -> x.slice(dim, i * each, Math.min(size, (i + 1) * each))).toList();
    }

    /** The smallest and the largest element over {@code dims}, over all when none are given. */
    public static Pair<Tensor, Tensor> extrema(Tensor x, int... dims) {
        return new Pair<>(x.min(dims), x.max(dims));
    }

    /** The largest element along {@code dim}, which is taken out, and its index (LONG). */
    public static Pair<Tensor, Tensor> findMax(Tensor x, int dim) {
        return new Pair<>(x.max(dim), x.argmax(dim));
    }

    /** The smallest element along {@code dim}, which is taken out, and its index (LONG). */
    public static Pair<Tensor, Tensor> findMin(Tensor x, int dim) {
        return new Pair<>(x.min(dim), x.argmin(dim));
    }

    /**
     * Parts of the last dimension by index (LONG), as an embedding does: (.., n), indices (k..) → (.., k..). Several tensors of
     * indices, of one shape, are for as many of the last dimensions: {@code pick(x, i, j)} is x[.., i, j].
     */
    public static Tensor pick(Tensor x, Tensor... indices) {
        return Places.pick(x, indices);
    }

    /**
     * The way back of {@link #pick}: parts along the last dimensions, which are those of {@code indices} (LONG), put together by
     * the index they have: (.., k..) → (.., size).
     */
    public static Tensor scatter(Scatter how, Tensor x, Tensor indices, long size) {
        return scatter(how, x, new long[]{size}, indices);
    }

    /** The same by indices for several dimensions: (.., k..) → (.., sizes..). */
    public static Tensor scatter(Scatter how, Tensor x, long[] sizes, Tensor... indices) {
        return new Scattering(x, sizes, indices).to(how);
    }
}
