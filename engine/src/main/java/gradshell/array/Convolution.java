package gradshell.array;

import java.lang.foreign.MemorySegment;

/**
 * Cross-correlation and its two adjoints, of which each is the adjoint of the others. Shapes, with the dimensions of the grid as
 * one: input {@code x (points, channels, batch)}, weight {@code w (taps, channels / groups, filters)}, output
 * {@code y (stops, filters, batch)}. Internal.
 *
 * <p>At each stop the patch of the input under the window is brought together, and what remains is a product of matrices. Of a
 * single sample the patches of many stops are one matrix.
 */
public final class Convolution {
    private final Grid grid;
    private final ElementType type;
    private final Patches.Shape shape;
    private final int groups;
    private final int filters;
    private final int batch;
    /** Filters of a group. */
    private final int m;
    /** Elements of a patch for one sample. */
    private final int k;

    private Convolution(Grid grid, ElementType type, long channels, long filters, long batch, int groups) {
        this.grid = grid;
        this.type = type;
        this.groups = groups;
        this.filters = Math.toIntExact(filters);
        this.batch = Math.toIntExact(batch);
        shape = new Patches.Shape(grid, Math.toIntExact(channels), groups, this.batch);
        m = this.filters / groups;
        k = shape.size();
    }

    /** {@code y} of {@code x} and {@code w}, with a number for each filter added unless {@code bias} is null, and {@code relu} of it. */
    public static Array output(Grid grid, Array x, Array w, Array bias, boolean relu, int groups) {
        var wide = new Neighbours(grid, last(w, 1), last(x, 1), groups);
        return new Convolution(wide.grid(), w.type(), last(x, 2), wide.filters(), last(x, 1), groups)
                .output(x.contiguous(), wide.weight(w), bias == null ? null : wide.bias(bias), relu)
                .reshape(grid.outShape(last(w, 1), last(x, 1)));
    }

    /** What comes back to {@code x} when {@code y} does: the transposed convolution. */
    public static Array input(Grid grid, Array y, Array w, int groups) {
        var wide = new Neighbours(grid, last(w, 1), last(y, 1), groups);
        return new Convolution(wide.grid(), w.type(), last(w, 2) * groups, wide.filters(), last(y, 1), groups)
                .input(y.contiguous(), wide.weight(w));
    }

    /** What comes back to {@code w} when {@code y} does. */
    public static Array weight(Grid grid, Array x, Array y, int groups) {
        var wide = new Neighbours(grid, last(y, 2), last(x, 1), groups);
        return wide.together(new Convolution(wide.grid(), x.type(), last(x, 2), wide.filters(), last(x, 1), groups)
                .weight(x.contiguous(), y.contiguous()));
    }

    private static long last(Array x, int fromEnd) {
        return x.shape[x.rank() - fromEnd];
    }

    private Array output(Array x, Array w, Array bias, boolean relu) {
        Array y = k == 0 && bias == null
                ? Array.full(type, 0, grid.outShape(filters, batch))
                : Array.allocate(type, grid.outShape(filters, batch));
        if (y.size() == 0 || (k == 0 && bias == null)) return y;
        int beta = bias == null ? 0 : 1;
        long line = (long) filters * batch * type.bytes();
        Parallel.run(grid.stops(), work(), (from, to) -> {
            var rows = new Rows(type, filters * batch);
            Object row = rows.numbers();
            products(from, to, (patches, stop, count, g, n, width) -> {
                if (bias != null && g == 0 && n == 0)
                    for (int i = 0; i < count; i++)
                        MemorySegment.copy(bias.memory(), 0, y.memory(), (stop + i) * line, line);
                patches.read(x, stop, count, g, n, width);
                if (batch == 1)
                    Blas.gemm(type, false, false, count, m, k, patches.memory(), k, at(w, filter(g)), filters, beta,
                            at(y, place(stop, g)), filters);
                else
                    Blas.gemm(type, true, false, m, width, k, at(w, filter(g)), filters, patches.memory(), width, beta,
                            at(y, place(stop, g) + n), batch);
                boolean last = g == groups - 1 && n + width == batch;
                for (int i = 0; relu && last && i < count; i++) {
                    rows.load(y.memory(), place(stop + i, 0), row);
                    rows.relu(row);
                    rows.store(row, y.memory(), place(stop + i, 0));
                }
            });
        }, x, w, y, bias);
        return y;
    }

    /** Each part has a sum of its own, because patches of neighbouring stops overlap. */
    private Array input(Array y, Array w) {
        return total(Parallel.map(grid.stops(), work(), (from, to) -> {
            Array x = Array.full(type, 0, grid.inShape(shape.channels(), batch));
            if (y.size() == 0 || x.size() == 0) return x;
            products(from, to, (patches, stop, count, g, n, width) -> {
                if (batch == 1)
                    Blas.gemm(type, false, true, count, k, m, at(y, place(stop, g)), filters, at(w, filter(g)), filters,
                            0, patches.memory(), k);
                else
                    Blas.gemm(type, false, false, k, width, m, at(w, filter(g)), filters, at(y, place(stop, g) + n),
                            batch, 0, patches.memory(), width);
                patches.add(x, stop, count, g, n, width);
            });
            return x;
        }, y, w));
    }

    /** Each part has a sum of its own. */
    private Array weight(Array x, Array y) {
        return total(Parallel.map(grid.stops(), work(), (from, to) -> {
            Array sum = Array.full(type, 0, grid.tapShape(k / grid.taps(), filters));
            if (sum.size() == 0 || batch == 0) return sum;
            products(from, to, (patches, stop, count, g, n, width) -> {
                patches.read(x, stop, count, g, n, width);
                if (batch == 1)
                    Blas.gemm(type, true, false, k, m, count, patches.memory(), k, at(y, place(stop, g)), filters, 1,
                            at(sum, filter(g)), filters);
                else
                    Blas.gemm(type, false, true, k, m, width, patches.memory(), width, at(y, place(stop, g) + n), batch,
                            1, at(sum, filter(g)), filters);
            });
            return sum;
        }, x, y));
    }

    /** The patches of {@code count} stops and {@code width} samples, as many as are taken at once. */
    private interface Product {
        void at(Patches patches, int stop, int count, int group, int sample, int width);
    }

    private void products(int from, int to, Product product) {
        int together = shape.stops(type);
        int wide = shape.width(type);
        Patches.with(shape, type, patches -> {
            for (int stop = from; stop < to; stop += together)
                for (int g = 0; g < groups; g++)
                    for (int n = 0; n < batch; n += wide)
                        product.at(patches, stop, Math.min(together, to - stop), g, n, Math.min(wide, batch - n));
        });
    }

    /** All added to the first, in the order of the stops. */
    private static Array total(Array... sums) {
        for (int i = 1; i < sums.length; i++) Elementwise.addInPlace(sums[0], sums[i]);
        return sums[0];
    }

    /** The multiplications to be done. */
    private double work() {
        return (double) grid.stops() * filters * batch * k;
    }

    private long filter(int group) {
        return (long) group * m;
    }

    /** Where a group's filters begin at a stop of the output. */
    private long place(int stop, int group) {
        return ((long) stop * filters + (long) group * m) * batch;
    }

    private static MemorySegment at(Array x, long element) {
        return x.memory().asSlice((x.offset + element) * x.type().bytes());
    }
}
