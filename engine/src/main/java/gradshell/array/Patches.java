package gradshell.array;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.function.Consumer;

/**
 * Room for what lies under a window: of a batch at one stop, rows {@code (tap, channel)} and columns of samples; of a single
 * sample at several stops, a row a stop. The channels and samples of a point lie together, so a patch is made of few large
 * pieces, and of fewer still where neighbouring taps read neighbouring points.
 */
final class Patches {
    /** What stays in a core's own cache beside the rest. */
    private static final int BYTES = 512 << 10;
    /** Fewer columns than this make a product slow. */
    private static final int NARROW = 16;

    /** The sizes of the input {@code (points, channels, batch)} and the window that moves over it. */
    record Shape(Grid grid, int channels, int groups, int batch) {
        /** Channels of a group. */
        int depth() {
            return channels / groups;
        }

        /** Elements of a patch for one sample. */
        int size() {
            return grid.taps() * depth();
        }

        /** How many stops are read at once. */
        int stops(ElementType type) {
            return batch == 1 ? Math.clamp(BYTES / Math.max(1L, (long) size() * type.bytes()), 1, grid.stops()) : 1;
        }

        /** How many samples are read at once. */
        int width(ElementType type) {
            long fits = BYTES / Math.max(1L, (long) size() * type.bytes()) / NARROW * NARROW;
            return Math.clamp(fits, Math.min(NARROW, Math.max(1, batch)), Math.max(1, batch));
        }
    }

    private final Shape shape;
    private final ElementType type;
    private final Array room;
    private final int[] points;

    /** Lets {@code work} use such room. */
    static void with(Shape shape, ElementType type, Consumer<Patches> work) {
        var patches = new Patches(shape, type);
        try {
            work.accept(patches);
        } finally {
            Reference.reachabilityFence(patches.room);
        }
    }

    private Patches(Shape shape, ElementType type) {
        this.shape = shape;
        this.type = type;
        room = Array.allocate(type, (long) shape.size() * shape.stops(type) * shape.width(type));
        points = new int[Math.max(1, shape.grid.taps())];
    }

    MemorySegment memory() {
        return room.memory();
    }

    /** Brings in samples {@code n} and the following of a group's channels. */
    void read(Array x, int stop, int stops, int group, int n, int width) {
        MemorySegment from = x.memory();
        MemorySegment to = room.memory();
        int bytes = type.bytes();
        each(stop, stops, group, n, width, (at, place, length) -> {
            if (at < 0) to.asSlice(place * bytes, (long) length * bytes).fill((byte) 0);
            else
                MemorySegment.copy(from, (x.offset + at) * bytes, to, place * bytes, (long) length * bytes);
        });
    }

    /** Adds what is here to where {@link #read} would have read it. */
    void add(Array x, int stop, int stops, int group, int n, int width) {
        MemorySegment from = room.memory();
        MemorySegment to = x.memory();
        each(stop, stops, group, n, width, (at, place, length) -> {
            if (at >= 0) Blas.add(type, length, from, place, to, x.offset + at);
        });
    }

    private interface Piece {
        /** Elements {@code at} of the input, -1 for zeros, are {@code place} here. */
        void at(long at, long place, int length);
    }

    private void each(int stop, int stops, int group, int n, int width, Piece piece) {
        int depth = shape.depth();
        boolean whole = width == shape.batch;
        for (int s = 0; s < stops; s++) {
            shape.grid.points(stop + s, points);
            long place = (long) s * shape.size();
            for (int tap = 0; tap < shape.grid.taps();) {
                int point = points[tap];
                int run = 1;
                if (whole && (point < 0 || depth == shape.channels))
                    while (tap + run < shape.grid.taps() && points[tap + run] == (point < 0 ? -1 : point + run)) run++;
                long at = ((long) point * shape.channels + (long) group * depth) * shape.batch + n;
                if (whole || point < 0) {
                    int length = run * depth * width;
                    piece.at(point < 0 ? -1 : at, place, length);
                    place += length;
                } else {
                    for (int channel = 0; channel < depth; channel++) {
                        piece.at(at + (long) channel * shape.batch, place, width);
                        place += width;
                    }
                }
                tap += run;
            }
        }
    }
}
