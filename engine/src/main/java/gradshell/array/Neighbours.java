package gradshell.array;

import java.util.stream.IntStream;

/**
 * Several neighbouring stops of few filters as one stop of many: under a window that covers them all, each has its own copy of the
 * weight, shifted, with zeros where the others are. Products of matrices with few columns are so slow that the additional
 * multiplications with zeros cost less, and the neighbours' patches are nearly the same.
 */
final class Neighbours {
    /** From so many filters on a product is fast as it is. */
    private static final int ENOUGH = 16;
    private static final int MOST = 4;

    private final Grid one;
    private final Grid wide;
    private final int stops;
    private final int filters;
    private final int batch;

    Neighbours(Grid grid, long filters, long batch, int groups) {
        one = grid;
        this.filters = Math.toIntExact(filters);
        this.batch = Math.toIntExact(batch);
        boolean worth = batch > 1 && groups == 1 && filters < ENOUGH && !grid.isDilatedLast();
        stops = !worth
                ? 1
                : IntStream.rangeClosed(2, (int) Math.min(MOST, ENOUGH * 3 / 2 / Math.max(1, filters)))
                        .filter(n -> grid.lastStops() % n == 0).max().orElse(1);
        wide = stops == 1 ? grid : grid.covering(stops);
    }

    Grid grid() {
        return wide;
    }

    int filters() {
        return stops * filters;
    }

    /** {@code (taps, channels, filters)} for all neighbours. */
    Array weight(Array w) {
        if (stops == 1) return w.contiguous();
        long channels = w.shape[w.rank() - 2];
        Array all = Array.full(w.type(), 0, wide.taps() / wide.lastSize(), wide.lastSize(), channels, stops, filters);
        Array each = w.reshape(one.taps() / one.lastSize(), one.lastSize(), channels, filters);
        for (int stop = 0; stop < stops; stop++) Copying.copy(each, part(all, stop));
        return all.reshape(wide.tapShape(channels, (long) stops * filters));
    }

    /** The sum of what the neighbours have, the adjoint of {@link #weight}. */
    Array together(Array all) {
        if (stops == 1) return all;
        long channels = all.shape[all.rank() - 2];
        Array apart = all.reshape(wide.taps() / wide.lastSize(), wide.lastSize(), channels, stops, filters);
        Array sum = part(apart, 0);
        for (int stop = 1; stop < stops; stop++)
            sum = Kernels.binary(Kernels.Binary.ADD, sum, part(apart, stop));
        return sum.reshape(one.tapShape(channels, filters));
    }

    /** The bias as a stop of the output has it. */
    Array bias(Array bias) {
        return bias.reshape(1, filters, 1).broadcastTo(stops, filters, batch).copy();
    }

    private Array part(Array all, int stop) {
        long from = (long) stop * one.lastStride();
        return all.slice(1, from, from + one.lastSize()).select(3, stop);
    }
}
