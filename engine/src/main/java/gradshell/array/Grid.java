package gradshell.array;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How a window moves over the points of a grid: which point of the input each of its taps reads at each stop. Points and taps are
 * numbered in row-major order. Internal.
 */
public final class Grid {
    private final long[] in;
    private final long[] out;
    private final long[] stride;
    private final long[] before;
    private final long[] dilation;
    private final int taps;
    /** For each dimension, stop and tap: what the point adds to the number, or -1 where it is outside of the input. */
    private final int[][] parts;
    private final int[] sizes;
    private final boolean overlaps;

    /**
     * A window of {@code size} that makes {@code out} stops in an input of size {@code in}; one array element a dimension.
     *
     * @param before how far outside of the input the first stop begins
     * @param dilation the distance between the taps
     */
    public Grid(long[] in, long[] out, long[] size, long[] stride, long[] before, long[] dilation) {
        this.in = in.clone();
        this.out = out.clone();
        this.stride = stride.clone();
        this.before = before.clone();
        this.dilation = dilation.clone();
        taps = Math.toIntExact(Shapes.size(size));
        Math.toIntExact(Math.max(Shapes.size(in), Shapes.size(out)));
        sizes = Arrays.stream(size).mapToInt(Math::toIntExact).toArray();
        overlaps = IntStream.range(0, in.length).anyMatch(d -> (size[d] - 1) * dilation[d] >= stride[d]);
        parts = new int[in.length][];
        int step = 1;
        for (int d = in.length - 1; d >= 0; d--) {
            parts[d] = new int[(int) out[d] * sizes[d]];
            for (int i = 0; i < parts[d].length; i++) {
                long at = i / sizes[d] * stride[d] - before[d] + i % sizes[d] * dilation[d];
                parts[d][i] = at < 0 || at >= in[d] ? -1 : (int) at * step;
            }
            step *= (int) in[d];
        }
    }

    /** The number of dimensions. */
    int rank() {
        return in.length;
    }

    /** The number of stops. */
    int stops() {
        return (int) Shapes.size(out);
    }

    int taps() {
        return taps;
    }

    /** The number of stops along the last dimension. */
    int lastStops() {
        return (int) out[out.length - 1];
    }

    /** The number of taps along the last dimension. */
    int lastSize() {
        return sizes[sizes.length - 1];
    }

    int lastStride() {
        return (int) stride[stride.length - 1];
    }

    boolean isDilatedLast() {
        return dilation[dilation.length - 1] > 1;
    }

    /** The grid whose window is so large that it covers {@code stops} neighbours along the last dimension, which must divide theirs. */
    Grid covering(int stops) {
        int last = sizes.length - 1;
        long[] size = tapShape();
        return new Grid(in, Shapes.with(out, last, out[last] / stops),
                Shapes.with(size, last, size[last] + (stops - 1) * stride[last]),
                Shapes.with(stride, last, stops * stride[last]), before, dilation);
    }

    /** Whether two stops may read the same point. */
    boolean overlaps() {
        return overlaps;
    }

    /** The sizes of the stops, followed by these. */
    public long[] outShape(long... rest) {
        return joined(out, rest);
    }

    /** The sizes of the window, followed by these. */
    long[] tapShape(long... rest) {
        return joined(Arrays.stream(sizes).asLongStream().toArray(), rest);
    }

    /** The sizes of the input, followed by these. */
    public long[] inShape(long... rest) {
        return joined(in, rest);
    }

    private static long[] joined(long[] a, long... b) {
        long[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }

    /** Writes the points that the taps read at a stop, -1 for one outside. */
    void points(int stop, int[] points) {
        points[0] = 0;
        int count = 1;
        int rest = stop;
        int stops = stops();
        for (int d = 0; d < sizes.length; d++) {
            int size = sizes[d];
            stops /= (int) out[d];
            int[] part = parts[d];
            int first = rest / stops * size;
            rest %= stops;
            for (int i = count - 1; i >= 0; i--) {
                int base = points[i];
                for (int k = size - 1; k >= 0; k--) {
                    int more = part[first + k];
                    points[i * size + k] = base < 0 || more < 0 ? -1 : base + more;
                }
            }
            count *= size;
        }
    }
}
