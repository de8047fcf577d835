package gradshell.array;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The sum and the largest element under a window, and their adjoints. Shapes, with the dimensions of the grid as one: input
 * {@code (points, ..)}, output {@code (stops, ..)}. What follows the point lies together and is worked on as a line. Internal.
 */
public final class Pooling {
    /** A line of this many elements and its companions stay in the first-level cache. */
    private static final int LONGEST = 1024;

    private Pooling() {}

    /** What is done with the lines of one thread. */
    private interface Worker {
        /** At a stop whose line is {@code stop}; those of the points under the window are the first {@code count} of {@code points}. */
        void at(long stop, long[] points, int count);
    }

    private interface Workers {
        Worker make(Rows rows);
    }

    /** The sum under the window at each stop; outside of the input are zeros. */
    public static Array sum(Grid grid, Array x) {
        Array in = x.contiguous();
        Array y = Array.allocate(x.type(), grid.outShape(rest(grid, x)));
        walk(grid, y, false, rows -> {
            Object line = rows.numbers();
            Object sum = rows.numbers();
            Object zero = rows.numbers();
            return (stop, points, count) -> {
                if (count > 0) rows.load(memory(in), points[0], sum);
                for (int i = 1; i < count; i++) {
                    rows.load(memory(in), points[i], line);
                    rows.add(sum, line);
                }
                rows.store(count == 0 ? zero : sum, memory(y), stop);
            };
        }, in);
        return y;
    }

    /** The adjoint of {@link #sum}: each point gets what its stops have. */
    public static Array spread(Grid grid, Array y) {
        Array in = y.contiguous();
        Array x = Array.full(y.type(), 0, grid.inShape(rest(grid, y)));
        walk(grid, in, true, rows -> {
            Object line = rows.numbers();
            Object sum = rows.numbers();
            return (stop, points, count) -> {
                rows.load(memory(in), stop, line);
                for (int i = 0; i < count; i++) addTo(rows, x, points[i], line, sum);
            };
        }, x);
        return x;
    }

    /** The largest element under the window at each stop; what is outside of the input doesn't count. */
    public static Array max(Grid grid, Array x) {
        Array in = x.contiguous();
        Array y = Array.allocate(x.type(), grid.outShape(rest(grid, x)));
        walk(grid, y, false, rows -> {
            Object line = rows.numbers();
            Object largest = rows.numbers();
            return (stop, points, count) -> {
                rows.load(memory(in), points[0], largest);
                for (int i = 1; i < count; i++) {
                    rows.load(memory(in), points[i], line);
                    rows.max(largest, line);
                }
                rows.store(largest, memory(y), stop);
            };
        }, in);
        return y;
    }

    /** The adjoint of {@link #max} at {@code x}, where it was {@code largest}: the first largest under a window gets all. */
    public static Array give(Grid grid, Array y, Array x, Array largest) {
        Array dy = y.contiguous();
        Array in = x.contiguous();
        Array top = largest.contiguous();
        Array dx = Array.full(x.type(), 0, x.shape);
        walk(grid, dy, true, rows -> {
            Object at = rows.bits();
            Object most = rows.bits();
            Object rest = rows.bits();
            Object here = rows.bits();
            Object line = rows.numbers();
            Object sum = rows.numbers();
            return (stop, points, count) -> {
                rows.load(memory(top), stop, most);
                rows.load(memory(dy), stop, rest);
                for (int i = 0; i < count; i++) {
                    rows.load(memory(in), points[i], at);
                    rows.move(at, most, rest, here);
                    if (grid.overlaps()) {
                        rows.store(here, segment(line), 0);
                        addTo(rows, dx, points[i], line, sum);
                    } else {
                        rows.store(here, memory(dx), points[i]);
                    }
                }
            };
        }, dx, in, top);
        return dx;
    }

    /** The adjoint of {@link #give}: at each stop what {@code from} has where {@code x} has its first largest element. */
    public static Array take(Grid grid, Array from, Array x, Array largest) {
        Array source = from.contiguous();
        Array in = x.contiguous();
        Array top = largest.contiguous();
        Array y = Array.allocate(x.type(), top.shape);
        walk(grid, y, false, rows -> {
            Object at = rows.bits();
            Object most = rows.bits();
            Object here = rows.bits();
            Object line = rows.bits();
            return (stop, points, count) -> {
                Object sum = rows.bits();
                Object open = rows.bits();
                fill(open);
                rows.load(memory(top), stop, most);
                for (int i = 0; i < count; i++) {
                    rows.load(memory(in), points[i], at);
                    rows.move(at, most, open, here);
                    rows.load(memory(source), points[i], line);
                    rows.merge(sum, line, here);
                }
                rows.store(sum, memory(y), stop);
            };
        }, source, in, top);
        return y;
    }

    private static void fill(Object bits) {
        if (bits instanceof int[] x) Arrays.fill(x, -1);
        else
            Arrays.fill((long[]) bits, -1);
    }

    private static MemorySegment segment(Object line) {
        return line instanceof float[] x ? MemorySegment.ofArray(x) : MemorySegment.ofArray((double[]) line);
    }

    private static void addTo(Rows rows, Array x, long point, Object line, Object sum) {
        rows.load(memory(x), point, sum);
        rows.add(sum, line);
        rows.store(sum, memory(x), point);
    }

    private static MemorySegment memory(Array x) {
        return x.offset == 0 ? x.memory() : x.memory().asSlice(x.offset * x.type().bytes());
    }

    private static long[] rest(Grid grid, Array x) {
        return Arrays.copyOfRange(x.shape, grid.rank(), x.rank());
    }

    /**
     * Visits the stops, of which {@code y} has the lines. Threads share the stops, or the lines' elements where {@code writing} to the
     * points, of which neighbouring stops may have the same.
     */
    private static void walk(Grid grid, Array y, boolean writing, Workers workers, Array... used) {
        int length = Math.toIntExact(Shapes.size(rest(grid, y)));
        Array[] all = Arrays.copyOf(used, used.length + 1);
        all[used.length] = y;
        double work = (double) grid.stops() * grid.taps() * length;
        if (writing && grid.overlaps())
            Parallel.run(length, work, (from, to) -> visit(grid, y, 0, grid.stops(), from, to, workers), all);
        else
            Parallel.run(grid.stops(), work, (from, to) -> visit(grid, y, from, to, 0, length, workers), all);
    }

    private static void visit(Grid grid, Array y, int firstStop, int lastStop, int from, int to, Workers workers) {
        int length = Math.toIntExact(Shapes.size(rest(grid, y)));
        int[] points = new int[Math.max(1, grid.taps())];
        long[] lines = new long[points.length];
        for (int start = from; start < to; start += LONGEST) {
            var worker = workers.make(new Rows(y.type(), Math.min(LONGEST, to - start)));
            for (int stop = firstStop; stop < lastStop; stop++) {
                grid.points(stop, points);
                int count = 0;
                for (int tap = 0; tap < grid.taps(); tap++)
                    if (points[tap] >= 0) lines[count++] = (long) points[tap] * length + start;
                worker.at((long) stop * length + start, lines, count);
            }
        }
    }
}
