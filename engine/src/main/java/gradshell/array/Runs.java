package gradshell.array;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Brings arrays, whatever their layout, to loops over Java arrays, which the JIT turns into vector instructions. What lies
 * on the heap without gaps is used where it is; everything else passes through blocks that stay in the first-level cache.
 */
final class Runs {
    /** Works on {@code n} elements; those of operand k are {@code x[k][at[k]]} and the following. Writes operand 0. */
    interface Kernel {
        void run(Object[] x, int[] at, int n);
    }

    /** A few blocks fit into the first-level cache together. */
    static final int BLOCK = 1024;
    /** Below so many elements a second thread costs more than it does. */
    private static final long PARALLEL = 1 << 17;

    private static final int MOST_OPERANDS = 4;
    private static final ThreadLocal<Map<ElementType, Object[]>> SCRATCH = ThreadLocal
            .withInitial(() -> new EnumMap<>(ElementType.class));

    private Runs() {}

    /** Over {@code shape}, to which the operands are broadcast. Operand 0 overlaps no other. */
    static void over(long[] shape, Kernel kernel, Array... operands) {
        long n = operands[0].size();
        if (n <= BLOCK && runDirectly((int) n, kernel, operands)) return;
        Loop.over(shape, (count, at, step) -> {
            if (count < PARALLEL) {
                run(kernel, operands, 0, count, at, step);
                return;
            }
            int parts = (int) Math.min(4L * Runtime.getRuntime().availableProcessors(), count / (PARALLEL / 4));
            IntStream.range(0, parts).parallel().forEach(
                    part -> run(kernel, operands, count * part / parts, count * (part + 1) / parts, at, step));
        }, operands);
    }

    /** Of few elements in plain order on the heap, with numbers among them: without the machinery of {@link Loop}. */
    private static boolean runDirectly(int n, Kernel kernel, Array... operands) {
        Object[] x = new Object[operands.length];
        int[] at = new int[operands.length];
        for (int k = 0; k < x.length; k++) {
            Array operand = operands[k];
            Object values = operand.storage.values();
            if (values == null) return false;
            if (operand.size() == n && operand.isContiguous()) {
                x[k] = values;
                at[k] = (int) operand.offset;
            } else if (operand.size() == 1 && k > 0) {
                x[k] = scratch(operand.type(), k);
                fill(x[k], values, (int) operand.offset, n);
            } else {
                return false;
            }
        }
        if (n > 0) kernel.run(x, at, n);
        return true;
    }

    private static void run(Kernel kernel, Array[] operands, long from, long to, long[] at, long[] step) {
        Object[] x = new Object[operands.length];
        int[] first = new int[operands.length];
        for (long i = from; i < to; i += BLOCK) {
            int n = (int) Math.min(BLOCK, to - i);
            for (int k = 0; k < x.length; k++) {
                Object values = step[k] == 1 ? operands[k].storage.values() : null;
                if (values != null) {
                    x[k] = values;
                    first[k] = (int) (at[k] + i);
                } else {
                    x[k] = scratch(operands[k].type(), k);
                    first[k] = 0;
                    // one element again and again is there since the first block
                    boolean isThere = k == 0 || (step[k] == 0 && i > from);
                    if (!isThere) load(operands[k], at[k] + i * step[k], step[k], n, x[k]);
                }
            }
            kernel.run(x, first, n);
            if (step[0] != 1 || operands[0].storage.values() == null) {
                store(operands[0], at[0] + i * step[0], step[0], n, x[0]);
            }
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

    /** The first n of {@code to} become element {@code from} of {@code values}. */
    private static void fill(Object to, Object values, int from, int n) {
        switch (to) {
            case float[] x -> Arrays.fill(x, 0, n, ((float[]) values)[from]);
            case double[] x -> Arrays.fill(x, 0, n, ((double[]) values)[from]);
            case int[] x -> Arrays.fill(x, 0, n, ((int[]) values)[from]);
            case long[] x -> Arrays.fill(x, 0, n, ((long[]) values)[from]);
            default -> Arrays.fill((byte[]) to, 0, n, ((byte[]) values)[from]);
        }
    }

    /** Brings {@code n} elements of an array, {@code step} apart, into a block. */
    static void load(Array from, long at, long step, int n, Object to) {
        Object values = from.storage.values();
        if (values != null) {
            if (step == 0) fill(to, values, (int) at, n);
            else
                gather(values, (int) at, (int) step, n, to);
            return;
        }
        try {
            gather(from.memory(), at, step, n, to);
        } finally {
            Reference.reachabilityFence(from);
        }
    }

    /** The same of a FLOAT or DOUBLE array, as doubles. */
    static void loadDoubles(Array from, long at, long step, int n, double[] to) {
        if (from.type() == ElementType.DOUBLE) {
            load(from, at, step, n, to);
            return;
        }
        float[] floats = (float[]) scratch(ElementType.FLOAT, 0);
        load(from, at, step, n, floats);
        Copying.widen(floats, 0, to, 0, n);
    }

    /** Brings the first {@code n} of a block of doubles into a FLOAT or DOUBLE array without gaps. */
    static void storeDoubles(Array to, long at, int n, double[] from) {
        if (to.type() == ElementType.DOUBLE) {
            store(to, at, 1, n, from);
            return;
        }
        float[] floats = (float[]) scratch(ElementType.FLOAT, 0);
        Copying.narrow(from, 0, floats, 0, n);
        store(to, at, 1, n, floats);
    }

    private static void gather(Object values, int at, int step, int n, Object to) {
        switch (to) {
            case float[] x -> {
                float[] v = (float[]) values;
                for (int i = 0; i < n; i++) x[i] = v[at + i * step];
            }
            case double[] x -> {
                double[] v = (double[]) values;
                for (int i = 0; i < n; i++) x[i] = v[at + i * step];
            }
            case int[] x -> {
                int[] v = (int[]) values;
                for (int i = 0; i < n; i++) x[i] = v[at + i * step];
            }
            case long[] x -> {
                long[] v = (long[]) values;
                for (int i = 0; i < n; i++) x[i] = v[at + i * step];
            }
            default -> {
                byte[] x = (byte[]) to;
                byte[] v = (byte[]) values;
                for (int i = 0; i < n; i++) x[i] = v[at + i * step];
            }
        }
    }

    private static void gather(MemorySegment memory, long at, long step, int n, Object to) {
        switch (to) {
            case float[] x -> {
                if (step == 1) MemorySegment.copy(memory, Storage.FLOAT, at * Float.BYTES, x, 0, n);
                else
                    for (int i = 0; i < n; i++) x[i] = memory.getAtIndex(Storage.FLOAT, at + i * step);
            }
            case double[] x -> {
                if (step == 1) MemorySegment.copy(memory, Storage.DOUBLE, at * Double.BYTES, x, 0, n);
                else
                    for (int i = 0; i < n; i++) x[i] = memory.getAtIndex(Storage.DOUBLE, at + i * step);
            }
            case int[] x -> {
                for (int i = 0; i < n; i++) x[i] = memory.getAtIndex(Storage.INT, at + i * step);
            }
            case long[] x -> {
                for (int i = 0; i < n; i++) x[i] = memory.getAtIndex(Storage.LONG, at + i * step);
            }
            default -> {
                byte[] x = (byte[]) to;
                // ND4J writes any number for true
                for (int i = 0; i < n; i++) x[i] = (byte) (memory.get(Storage.BOOL, at + i * step) != 0 ? 1 : 0);
            }
        }
    }

    /** Brings the first {@code n} of a block into an array, {@code step} apart. */
    private static void store(Array to, long at, long step, int n, Object from) {
        Object values = to.storage.values();
        if (values != null) {
            scatter(from, n, values, (int) at, (int) step);
            return;
        }
        try {
            scatter(from, n, to.memory(), at, step);
        } finally {
            Reference.reachabilityFence(to);
        }
    }

    private static void scatter(Object from, int n, Object values, int at, int step) {
        switch (from) {
            case float[] x -> {
                float[] v = (float[]) values;
                for (int i = 0; i < n; i++) v[at + i * step] = x[i];
            }
            case double[] x -> {
                double[] v = (double[]) values;
                for (int i = 0; i < n; i++) v[at + i * step] = x[i];
            }
            case int[] x -> {
                int[] v = (int[]) values;
                for (int i = 0; i < n; i++) v[at + i * step] = x[i];
            }
            case long[] x -> {
                long[] v = (long[]) values;
                for (int i = 0; i < n; i++) v[at + i * step] = x[i];
            }
            default -> {
                byte[] x = (byte[]) from;
                byte[] v = (byte[]) values;
                for (int i = 0; i < n; i++) v[at + i * step] = x[i];
            }
        }
    }

    private static void scatter(Object from, int n, MemorySegment memory, long at, long step) {
        switch (from) {
            case float[] x -> {
                if (step == 1) MemorySegment.copy(x, 0, memory, Storage.FLOAT, at * Float.BYTES, n);
                else
                    for (int i = 0; i < n; i++) memory.setAtIndex(Storage.FLOAT, at + i * step, x[i]);
            }
            case double[] x -> {
                if (step == 1) MemorySegment.copy(x, 0, memory, Storage.DOUBLE, at * Double.BYTES, n);
                else
                    for (int i = 0; i < n; i++) memory.setAtIndex(Storage.DOUBLE, at + i * step, x[i]);
            }
            case int[] x -> {
                for (int i = 0; i < n; i++) memory.setAtIndex(Storage.INT, at + i * step, x[i]);
            }
            case long[] x -> {
                for (int i = 0; i < n; i++) memory.setAtIndex(Storage.LONG, at + i * step, x[i]);
            }
            default -> {
                byte[] x = (byte[]) from;
                for (int i = 0; i < n; i++) memory.set(Storage.BOOL, at + i * step, x[i]);
            }
        }
    }
}
