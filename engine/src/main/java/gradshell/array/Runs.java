package gradshell.array;

import java.util.EnumMap;
import java.util.Map;

/**
 * Brings arrays, whatever their layout, to loops over Java arrays, which the JIT turns into vector instructions. What lies
 * on the heap without gaps is used where it is; everything else passes through blocks that stay in the first-level cache.
 */
final class Runs {
    /**
     * Works on {@code n} elements; those of operand k are the first of {@code x[k]}, and the results go to operand 0. All
     * begin at index 0, for where indices differ the JIT can't see that what is written is not read, and uses no vectors.
     */
    interface Kernel {
        void run(Object[] x, int n);
    }

    /** A few blocks fit into the first-level cache together. */
    static final int BLOCK = 1024;
    /** Below so many elements a second thread costs more than it does. */
    private static final long PARALLEL = 1 << 17;

    private static final int MOST_OPERANDS = 5;
    private static final ThreadLocal<Map<ElementType, Object[]>> SCRATCH = ThreadLocal
            .withInitial(() -> new EnumMap<>(ElementType.class));

    private Runs() {}

    /** Over {@code shape}, to which the operands are broadcast. Operand 0 overlaps no other. */
    static void over(long[] shape, Kernel kernel, Array... operands) {
        if (operands[0].size() <= Integer.MAX_VALUE && runDirectly((int) operands[0].size(), kernel, operands)) return;
        tiles(shape, kernel, 1, false, PARALLEL, operands);
    }

    /** Over operands of one shape, the first {@code changed} of which the kernel reads and writes; they overlap no other. */
    static void update(Kernel kernel, int changed, Array... operands) {
        tiles(operands[0].shape, kernel, changed, true, PARALLEL / 4, operands);
    }

    private static void tiles(long[] shape, Kernel kernel, int written, boolean inPlace, long parallel,
            Array... operands) {
        Loop.tiles(shape, (rows, n, at, down, step) -> {
            Tiles tiles = new Tiles(kernel, operands, written, inPlace, n, at, down, step);
            int parts = (int) Math.min(4L * Runtime.getRuntime().availableProcessors(), rows * n / (parallel / 4));
            if (rows * n < parallel) {
                tiles.run(rows, 0, 1);
            } else {
                Team.OF_MACHINE.run(parts, part -> tiles.run(rows, part, parts));
            }
        }, operands);
    }

    /** What lies on the heap in plain order, and numbers with few of it, without the machinery of {@link Loop}. */
    private static boolean runDirectly(int n, Kernel kernel, Array... operands) {
        Object[] x = new Object[operands.length];
        for (int k = 0; k < x.length; k++) {
            Array operand = operands[k];
            Object values = operand.storage.values();
            if (values == null) return false;
            if (operand.size() == n && operand.offset == 0 && operand.isContiguous()) {
                x[k] = values;
            } else if (operand.size() == 1 && k > 0 && n <= BLOCK) {
                x[k] = scratch(operand.type(), k);
                Transfer.load(operand, operand.offset, 0, n, x[k], 0);
            } else {
                return false;
            }
        }
        if (n > 0) kernel.run(x, n);
        return true;
    }

    /** Rows of {@code n} elements; operand k's are {@code step[k]} apart and its rows {@code down[k]}. */
    private static final class Tiles {
        private final Kernel kernel;
        private final Array[] operands;
        /** So many operands are written, */
        private final int written;
        /** and read before if this holds. */
        private final boolean inPlace;
        private final long n;
        private final long[] at;
        private final long[] down;
        private final long[] step;

        Tiles(Kernel kernel, Array[] operands, int written, boolean inPlace, long n, long[] at, long[] down,
                long[] step) {
            this.kernel = kernel;
            this.operands = operands;
            this.written = written;
            this.inPlace = inPlace;
            this.n = n;
            this.at = at;
            this.down = down;
            this.step = step;
        }

        /** One of {@code parts} equal parts of the rows, or of the one row. */
        void run(long rows, int part, int parts) {
            if (rows == 1) {
                row(0, n * part / parts, n * (part + 1) / parts);
                return;
            }
            long end = rows * (part + 1) / parts;
            long together = Math.max(1, BLOCK / n);
            for (long i = rows * part / parts; i < end; i += together) {
                if (n > BLOCK) row(i, 0, n);
                else
                    block(i, (int) Math.min(together, end - i), 0, (int) n);
            }
        }

        private void row(long i, long from, long to) {
            for (long j = from; j < to; j += BLOCK) block(i, 1, j, (int) Math.min(BLOCK, to - j));
        }

        /** From row {@code i}, element {@code j} on. */
        private void block(long i, int rows, long j, int length) {
            Object[] x = new Object[operands.length];
            for (int k = 0; k < x.length; k++) {
                x[k] = whole(k, rows * length);
                if (x[k] != null) continue;
                x[k] = scratch(operands[k].type(), k);
                if (inPlace || k >= written)
                    Transfer.load(operands[k], first(k, i, j), down[k], step[k], rows, length, x[k]);
            }
            kernel.run(x, rows * length);
            for (int k = 0; k < written; k++) {
                if (x[k] == operands[k].storage.values()) continue;
                Transfer.store(operands[k], first(k, i, j), down[k], step[k], rows, length, x[k]);
            }
        }

        /** The elements of operand k where they lie, if they are all there is of it, {@code size} in plain order; else null. */
        private Object whole(int k, int size) {
            Array operand = operands[k];
            boolean fits = operands[0].size() == size && operand.size() == size && operand.offset == 0
                    && operand.isContiguous();
            return fits ? operand.storage.values() : null;
        }

        private long first(int k, long i, long j) {
            return at[k] + i * down[k] + j * step[k];
        }
    }

    /** A block of this thread for operand k. */
    static Object scratch(ElementType type, int k) {
        Object[] blocks = SCRATCH.get().computeIfAbsent(type, _ -> new Object[MOST_OPERANDS]);
        if (blocks[k] == null) {
            blocks[k] = switch (type) {
                case FLOAT -> new float[BLOCK];
                case DOUBLE -> new double[BLOCK];
                case INT -> new int[BLOCK];
                case LONG -> new long[BLOCK];
                case BOOL -> new byte[BLOCK];
            };
        }
        return blocks[k];
    }
}
