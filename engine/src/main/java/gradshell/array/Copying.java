package gradshell.array;

import java.lang.foreign.MemorySegment;

/** Moves elements between arrays, converting them where the types differ. */
final class Copying {
    private Copying() {}

    /** Writes {@code from}, broadcast, into {@code to}; their memory must not overlap. */
    static void copy(Array from, Array to) {
        if (from.type() != to.type()) {
            Runs.over(to.shape, conversion(from.type(), to.type()), to, from);
        } else if (from.size() == to.size() && from.isContiguous() && to.isContiguous()) {
            int bytes = to.type().bytes();
            Loop.over(to.shape, (n, at, step) -> MemorySegment.copy(from.memory(), at[1] * bytes, to.memory(),
                    at[0] * bytes, n * bytes), to, from);
        } else {
            Runs.over(to.shape, (x, n) -> System.arraycopy(x[1], 0, x[0], 0, n), to, from);
        }
    }

    /** {@code a} where the BOOL {@code condition} holds, else {@code b}, both of {@code to}'s type; all broadcast. */
    static void select(Array condition, Array a, Array b, Array to) {
        Runs.over(to.shape, selection(to.type()), to, condition, a, b);
    }

    private static Runs.Kernel conversion(ElementType from, ElementType to) {
        if (from == ElementType.FLOAT && to == ElementType.DOUBLE) {
            return (x, n) -> widen((float[]) x[1], (double[]) x[0], n);
        }
        if (from == ElementType.DOUBLE && to == ElementType.FLOAT) {
            return (x, n) -> narrow((double[]) x[1], (float[]) x[0], n);
        }
        return from.isFloating()
                ? (x, n) -> {
                    for (int i = 0; i < n; i++) write(x[0], i, real(x[1], i));
                }
                : (x, n) -> {
                    for (int i = 0; i < n; i++) write(x[0], i, whole(x[1], i));
                };
    }

    static void widen(float[] in, double[] out, int n) {
        for (int i = 0; i < n; i++) out[i] = in[i];
    }

    static void narrow(double[] in, float[] out, int n) {
        for (int i = 0; i < n; i++) out[i] = (float) in[i];
    }

    private static double real(Object x, int i) {
        return x instanceof float[] floats ? floats[i] : ((double[]) x)[i];
    }

    private static long whole(Object x, int i) {
        return switch (x) {
            case int[] ints -> ints[i];
            case long[] longs -> longs[i];
            default -> ((byte[]) x)[i];
        };
    }

    private static void write(Object x, int i, double value) {
        switch (x) {
            case int[] ints -> ints[i] = (int) value;
            case long[] longs -> longs[i] = (long) value;
            default -> ((byte[]) x)[i] = (byte) (value != 0 ? 1 : 0);
        }
    }

    private static void write(Object x, int i, long value) {
        switch (x) {
            case float[] floats -> floats[i] = (float) value;
            case double[] doubles -> doubles[i] = (double) value;
            case int[] ints -> ints[i] = (int) value;
            case long[] longs -> longs[i] = value;
            default -> ((byte[]) x)[i] = (byte) (value != 0 ? 1 : 0);
        }
    }

    private static Runs.Kernel selection(ElementType type) {
        return switch (type) {
            case FLOAT -> (x, n) -> {
                float[] out = (float[]) x[0];
                byte[] holds = (byte[]) x[1];
                float[] a = (float[]) x[2];
                float[] b = (float[]) x[3];
                for (int i = 0; i < n; i++) out[i] = holds[i] != 0 ? a[i] : b[i];
            };
            case DOUBLE -> (x, n) -> {
                double[] out = (double[]) x[0];
                byte[] holds = (byte[]) x[1];
                double[] a = (double[]) x[2];
                double[] b = (double[]) x[3];
                for (int i = 0; i < n; i++) out[i] = holds[i] != 0 ? a[i] : b[i];
            };
            case INT -> (x, n) -> {
                int[] out = (int[]) x[0];
                byte[] holds = (byte[]) x[1];
                int[] a = (int[]) x[2];
                int[] b = (int[]) x[3];
                for (int i = 0; i < n; i++) out[i] = holds[i] != 0 ? a[i] : b[i];
            };
            case LONG -> (x, n) -> {
                long[] out = (long[]) x[0];
                byte[] holds = (byte[]) x[1];
                long[] a = (long[]) x[2];
                long[] b = (long[]) x[3];
                for (int i = 0; i < n; i++) out[i] = holds[i] != 0 ? a[i] : b[i];
            };
            case BOOL -> (x, n) -> {
                byte[] out = (byte[]) x[0];
                byte[] holds = (byte[]) x[1];
                byte[] a = (byte[]) x[2];
                byte[] b = (byte[]) x[3];
                for (int i = 0; i < n; i++) out[i] = holds[i] != 0 ? a[i] : b[i];
            };
        };
    }
}
