package gradshell;

import gradshell.array.Grid;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A window that moves over an input {@code (spatial dimensions.., channels, batch)}: its size, its stride, the padding of the input
 * with zeros, the dilation (distance of its taps), and into how many groups the channels are divided. Unchangeable; each method
 * gives another window: {@code window(3, 3).stride(2).same()}. Where one number is given for several dimensions it holds for each.
 */
public final class Window implements Serializable {
    private static final long[] NONE = {};

    private final long[] size;
    /** Empty for what is usual: 1 for a convolution, the size for pooling. */
    private final long[] stride;
    /** Before and after, dimension by dimension; null for {@link #same}. */
    private final long[] pad;
    private final long[] dilation;
    private final long[] outPad;
    private final int groups;

    private Window(long[] size, long[] stride, long[] pad, long[] dilation, long[] outPad, int groups) {
        this.size = size;
        this.stride = stride;
        this.pad = pad;
        this.dilation = dilation;
        this.outPad = outPad;
        this.groups = groups;
    }

    /** A window of this size, one number a dimension. */
    public static Window of(long... size) {
        if (size.length == 0) throw new IllegalArgumentException("window: it needs the size of a dimension at least");
        atLeast(1, "size", size);
        return new Window(size.clone(), NONE, new long[2 * size.length], filled(size.length, 1),
                new long[size.length], 1);
    }

    /** By how much the window moves from stop to stop. */
    public Window stride(long... stride) {
        atLeast(1, "stride", stride);
        return new Window(size, each("stride", stride), pad, dilation, outPad, groups);
    }

    /** Zeros around the input: one number, one a dimension, or two a dimension, those before and after. */
    public Window pad(long... pad) {
        atLeast(0, "pad", pad);
        long[] both = pad.length == 2 * rank()
                ? pad.clone()
                : Arrays.stream(each("pad", pad)).flatMap(p -> LongStream.of(p, p)).toArray();
        return new Window(size, stride, both, dilation, outPad, groups);
    }

    /**
     * So much padding that with stride 1 the output is as large as the input, and 1 / stride of it, rounded up, else. An odd number
     * has the larger half before.
     */
    public Window same() {
        return new Window(size, stride, null, dilation, outPad, groups);
    }

    /** The distance between neighbouring taps; 1 for none left out. */
    public Window dilation(long... dilation) {
        atLeast(1, "dilation", dilation);
        return new Window(size, stride, pad, each("dilation", dilation), outPad, groups);
    }

    /** By how much the output of a transposed convolution is larger: sizes that a stride makes equal on the way there differ on the way back. */
    public Window outPad(long... outPad) {
        atLeast(0, "outPad", outPad);
        return new Window(size, stride, pad, dilation, each("outPad", outPad), groups);
    }

    /** Into how many groups channels and filters are divided; a filter sees the channels of its group. */
    public Window groups(int groups) {
        if (groups < 1) throw new IllegalArgumentException("window: groups must be at least 1, but it is " + groups);
        return new Window(size, stride, pad, dilation, outPad, groups);
    }

    /** The number of spatial dimensions. */
    public int rank() {
        return size.length;
    }

    /** The sizes of the dimensions. */
    public long[] size() {
        return size.clone();
    }

    /** The number of groups. */
    public int groups() {
        return groups;
    }

    /**
     * The convolution of {@code x (spatial.., in, batch)} with {@code weight (size.., in / groups, out)}, which is turned round in
     * space, as the mathematics has it.
     */
    public Tensor conv(Tensor x, Tensor weight) {
        return conv(x, weight, null, false);
    }

    /** {@link #conv(Tensor, Tensor)}, plus {@code bias (out)} unless that is null, and {@code relu} of it, in one step. */
    public Tensor conv(Tensor x, Tensor weight, Tensor bias, boolean relu) {
        return Windows.correlate(this, x, Windows.turned(weight, rank()), bias, relu);
    }

    /** {@link #conv(Tensor, Tensor)} without turning the weight, as most libraries have it. */
    public Tensor crossCor(Tensor x, Tensor weight) {
        return crossCor(x, weight, null, false);
    }

    /** {@link #crossCor(Tensor, Tensor)}, plus {@code bias (out)} unless that is null, and {@code relu} of it, in one step. */
    public Tensor crossCor(Tensor x, Tensor weight, Tensor bias, boolean relu) {
        return Windows.correlate(this, x, weight, bias, relu);
    }

    /** The adjoint of {@link #conv(Tensor, Tensor)}: {@code y (spatial.., in, batch)} with {@code weight (size.., out / groups, in)}. */
    public Tensor convTranspose(Tensor y, Tensor weight) {
        return Windows.transposed(this, y, Windows.turned(weight, rank()));
    }

    /** The largest element under the window, for each channel and sample; padding doesn't count. */
    public Tensor maxPool(Tensor x) {
        return Windows.max(this, x);
    }

    /** The mean under the window, for each channel and sample; padding counts as zeros. */
    public Tensor meanPool(Tensor x) {
        return Windows.sum(this, x).div((double) Arrays.stream(size).reduce(1, (a, b) -> a * b));
    }

    /** {@code (spatial.., ..)} with the spatial dimensions as {@link #conv} leaves them. */
    public long[] convSize(long... shape) {
        return over("conv", shape, false).outShape(rest(shape));
    }

    /** {@code (spatial.., ..)} with the spatial dimensions as {@link #convTranspose} leaves them. */
    public long[] convTransposeSize(long... shape) {
        return backOver("convTranspose", shape).inShape(rest(shape));
    }

    /** {@code (spatial.., ..)} with the spatial dimensions as pooling leaves them. */
    public long[] poolSize(long... shape) {
        return over("pool", shape, true).outShape(rest(shape));
    }

    private long[] rest(long... shape) {
        return Arrays.copyOfRange(shape, rank(), shape.length);
    }

    /** How this window moves over the spatial dimensions of {@code shape}. */
    Grid over(String op, long[] shape, boolean pooling) {
        long[] steps = strides(pooling);
        long[] in = Arrays.copyOf(shape, rank());
        long[] out = new long[rank()];
        long[] before = new long[rank()];
        for (int d = 0; d < rank(); d++) {
            long all = dilation[d] * (size[d] - 1);
            before[d] = pad == null ? (all + 1) / 2 : pad[2 * d];
            long room = in[d] + before[d] + (pad == null ? all / 2 : pad[2 * d + 1]) - all - 1;
            if (room < 0)
                throw new IllegalArgumentException("%s: a window of %s%s doesn't fit into the input's %s%s"
                        .formatted(op, Shapes.text(size), all > size[d] - 1 ? " with dilation" : "", Shapes.text(in),
                                pad == null || before[d] > 0 ? ", padding included" : ""));
            out[d] = room / steps[d] + 1;
        }
        return new Grid(in, out, size, steps, before, dilation);
    }

    /** How it moves over an output whose convolution has the spatial dimensions of {@code shape}. */
    Grid backOver(String op, long[] shape) {
        long[] steps = strides(false);
        long[] out = Arrays.copyOf(shape, rank());
        long[] in = new long[rank()];
        long[] before = new long[rank()];
        for (int d = 0; d < rank(); d++) {
            long all = dilation[d] * (size[d] - 1);
            long same = Math.max(0, all - dilation[d] * (steps[d] - 1));
            before[d] = pad == null ? (same + 1) / 2 : pad[2 * d];
            long after = pad == null ? same / 2 : pad[2 * d + 1];
            in[d] = (out[d] - 1) * steps[d] + all + 1 - before[d] - after + outPad[d];
            if (outPad[d] >= Math.max(steps[d], dilation[d]) || in[d] < 1)
                throw new IllegalArgumentException(in[d] < 1
                        ? "%s: padding of %s leaves nothing of the output".formatted(op, this)
                        : "%s: outPad %d must be less than the stride %d or the dilation".formatted(op, outPad[d],
                                steps[d]));
        }
        return new Grid(in, out, size, steps, before, dilation);
    }

    private long[] strides(boolean pooling) {
        return stride.length > 0 ? stride : pooling ? size : filled(rank(), 1);
    }

    /** Whether nothing is said but the size. */
    public boolean isPlain() {
        return stride.length == 0 && pad != null && isAll(0, pad) && isAll(1, dilation) && isAll(0, outPad)
                && groups == 1;
    }

    private long[] each(String what, long... given) {
        if (given.length == 1) return filled(rank(), given[0]);
        if (given.length == rank()) return given.clone();
        throw new IllegalArgumentException("window: %s has %d numbers for %d dimensions; give one, or one a dimension"
                .formatted(what, given.length, rank()));
    }

    private static void atLeast(long least, String what, long... given) {
        if (given.length == 0 || Arrays.stream(given).anyMatch(n -> n < least))
            throw new IllegalArgumentException(
                    "window: %s must be at least %d, but it is %s".formatted(what, least, Shapes.text(given)));
    }

    private static boolean isAll(long value, long... of) {
        return Arrays.stream(of).allMatch(n -> n == value);
    }

    private static long[] filled(int n, long value) {
        long[] all = new long[n];
        Arrays.fill(all, value);
        return all;
    }

    /** The code that makes it: {@code window(3, 3).stride(2).same()}. */
    @Override
    public String toString() {
        return "window(" + numbers(size) + ")" + (stride.length > 0 ? ".stride(" + shortest(stride) + ")" : "")
                + (pad == null ? ".same()" : isAll(0, pad) ? "" : ".pad(" + shortest(pad) + ")")
                + (isAll(1, dilation) ? "" : ".dilation(" + shortest(dilation) + ")")
                + (isAll(0, outPad) ? "" : ".outPad(" + shortest(outPad) + ")")
                + (groups == 1 ? "" : ".groups(" + groups + ")");
    }

    private static String shortest(long... values) {
        return isAll(values[0], values) ? Long.toString(values[0]) : numbers(values);
    }

    private static String numbers(long... values) {
        return Arrays.stream(values).mapToObj(Long::toString).collect(Collectors.joining(", "));
    }
}
