package gradshell.array;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.Arrays;

/** Moves elements between arrays of any layout and blocks, which are Java arrays. */
final class Transfer {
    private Transfer() {}

    /** Brings rows of elements, {@code step} apart, the rows {@code down} apart, one behind the other into a block. */
    static void load(Array from, long at, long down, long step, int rows, int n, Object to) {
        if (rows == 1 || down == n * step) {
            load(from, at, step, rows * n, to, 0);
            return;
        }
        if (down == 0) {
            load(from, at, step, n, to, 0);
            for (int r = 1; r < rows; r++) System.arraycopy(to, 0, to, r * n, n);
            return;
        }
        for (int r = 0; r < rows; r++) load(from, at + r * down, step, n, to, r * n);
    }

    /** Brings {@code n} elements of an array, {@code step} apart, into a block, from {@code p} on. */
    static void load(Array from, long at, long step, int n, Object to, int p) {
        Object values = from.storage.values();
        if (values != null) {
            if (step == 1) System.arraycopy(values, (int) at, to, p, n);
            else if (step == 0) fill(to, p, n, values, (int) at);
            else
                gather(values, (int) at, (int) step, n, to, p);
            return;
        }
        try {
            gather(from.memory(), at, step, n, to, p);
        } finally {
            Reference.reachabilityFence(from);
        }
    }

    /** Brings the first {@code n} elements of a FLOAT or DOUBLE array from {@code at} on into a block of doubles. */
    static void loadDoubles(Array from, long at, long step, int n, double[] to) {
        if (from.type() == ElementType.DOUBLE) {
            load(from, at, step, n, to, 0);
            return;
        }
        float[] floats = (float[]) Runs.scratch(ElementType.FLOAT, 0);
        load(from, at, step, n, floats, 0);
        Copying.widen(floats, to, n);
    }

    /** Brings the first {@code n} of a block of doubles into a FLOAT or DOUBLE array, {@code step} apart. */
    static void storeDoubles(Array to, long at, long step, int n, double[] from) {
        if (to.type() == ElementType.DOUBLE) {
            store(to, at, step, n, from, 0);
            return;
        }
        float[] floats = (float[]) Runs.scratch(ElementType.FLOAT, 0);
        Copying.narrow(from, floats, n);
        store(to, at, step, n, floats, 0);
    }

    /** Brings a block into rows of an array, as {@link #load} brings them out. */
    static void store(Array to, long at, long down, long step, int rows, int n, Object from) {
        if (rows == 1 || down == n * step) {
            store(to, at, step, rows * n, from, 0);
            return;
        }
        for (int r = 0; r < rows; r++) store(to, at + r * down, step, n, from, r * n);
    }

    /** Brings {@code n} of a block, from {@code p} on, into an array, {@code step} apart. */
    private static void store(Array to, long at, long step, int n, Object from, int p) {
        Object values = to.storage.values();
        if (values != null) {
            if (step == 1) System.arraycopy(from, p, values, (int) at, n);
            else
                scatter(from, p, n, values, (int) at, (int) step);
            return;
        }
        try {
            scatter(from, p, n, to.memory(), at, step);
        } finally {
            Reference.reachabilityFence(to);
        }
    }

    /** {@code n} elements of {@code to}, from {@code p} on, become element {@code from} of {@code values}. */
    private static void fill(Object to, int p, int n, Object values, int from) {
        switch (to) {
            case float[] x -> Arrays.fill(x, p, p + n, ((float[]) values)[from]);
            case double[] x -> Arrays.fill(x, p, p + n, ((double[]) values)[from]);
            case int[] x -> Arrays.fill(x, p, p + n, ((int[]) values)[from]);
            case long[] x -> Arrays.fill(x, p, p + n, ((long[]) values)[from]);
            default -> Arrays.fill((byte[]) to, p, p + n, ((byte[]) values)[from]);
        }
    }

    private static void gather(Object values, int at, int step, int n, Object to, int p) {
        switch (to) {
            case float[] x -> {
                float[] v = (float[]) values;
                for (int i = 0; i < n; i++) x[p + i] = v[at + i * step];
            }
            case double[] x -> {
                double[] v = (double[]) values;
                for (int i = 0; i < n; i++) x[p + i] = v[at + i * step];
            }
            case int[] x -> {
                int[] v = (int[]) values;
                for (int i = 0; i < n; i++) x[p + i] = v[at + i * step];
            }
            case long[] x -> {
                long[] v = (long[]) values;
                for (int i = 0; i < n; i++) x[p + i] = v[at + i * step];
            }
            default -> {
                byte[] x = (byte[]) to;
                byte[] v = (byte[]) values;
                for (int i = 0; i < n; i++) x[p + i] = v[at + i * step];
            }
        }
    }

    private static void gather(MemorySegment memory, long at, long step, int n, Object to, int p) {
        switch (to) {
            case float[] x -> {
                if (step == 1) MemorySegment.copy(memory, Storage.FLOAT, at * Float.BYTES, x, p, n);
                else
                    for (int i = 0; i < n; i++) x[p + i] = memory.getAtIndex(Storage.FLOAT, at + i * step);
            }
            case double[] x -> {
                if (step == 1) MemorySegment.copy(memory, Storage.DOUBLE, at * Double.BYTES, x, p, n);
                else
                    for (int i = 0; i < n; i++) x[p + i] = memory.getAtIndex(Storage.DOUBLE, at + i * step);
            }
            case int[] x -> {
                for (int i = 0; i < n; i++) x[p + i] = memory.getAtIndex(Storage.INT, at + i * step);
            }
            case long[] x -> {
                for (int i = 0; i < n; i++) x[p + i] = memory.getAtIndex(Storage.LONG, at + i * step);
            }
            default -> {
                byte[] x = (byte[]) to;
                // ND4J writes any number for true
                for (int i = 0; i < n; i++) x[p + i] = (byte) (memory.get(Storage.BOOL, at + i * step) != 0 ? 1 : 0);
            }
        }
    }

    private static void scatter(Object from, int p, int n, Object values, int at, int step) {
        switch (from) {
            case float[] x -> {
                float[] v = (float[]) values;
                for (int i = 0; i < n; i++) v[at + i * step] = x[p + i];
            }
            case double[] x -> {
                double[] v = (double[]) values;
                for (int i = 0; i < n; i++) v[at + i * step] = x[p + i];
            }
            case int[] x -> {
                int[] v = (int[]) values;
                for (int i = 0; i < n; i++) v[at + i * step] = x[p + i];
            }
            case long[] x -> {
                long[] v = (long[]) values;
                for (int i = 0; i < n; i++) v[at + i * step] = x[p + i];
            }
            default -> {
                byte[] x = (byte[]) from;
                byte[] v = (byte[]) values;
                for (int i = 0; i < n; i++) v[at + i * step] = x[p + i];
            }
        }
    }

    private static void scatter(Object from, int p, int n, MemorySegment memory, long at, long step) {
        switch (from) {
            case float[] x -> {
                if (step == 1) MemorySegment.copy(x, p, memory, Storage.FLOAT, at * Float.BYTES, n);
                else
                    for (int i = 0; i < n; i++) memory.setAtIndex(Storage.FLOAT, at + i * step, x[p + i]);
            }
            case double[] x -> {
                if (step == 1) MemorySegment.copy(x, p, memory, Storage.DOUBLE, at * Double.BYTES, n);
                else
                    for (int i = 0; i < n; i++) memory.setAtIndex(Storage.DOUBLE, at + i * step, x[p + i]);
            }
            case int[] x -> {
                for (int i = 0; i < n; i++) memory.setAtIndex(Storage.INT, at + i * step, x[p + i]);
            }
            case long[] x -> {
                for (int i = 0; i < n; i++) memory.setAtIndex(Storage.LONG, at + i * step, x[p + i]);
            }
            default -> {
                byte[] x = (byte[]) from;
                for (int i = 0; i < n; i++) memory.set(Storage.BOOL, at + i * step, x[p + i]);
            }
        }
    }
}
