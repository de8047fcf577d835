package gradshell.array;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Lines of FLOAT or DOUBLE elements on the way through Java arrays, where the JIT turns loops into vector instructions. What is
 * only picked or left out goes as bits: there is no vector instruction for a choice between floats that the JIT knows of, but
 * there is a mask of bits.
 */
final class Rows {
    private final ElementType type;
    private final int n;

    /** Lines of {@code n} elements. */
    Rows(ElementType type, int n) {
        this.type = type;
        this.n = n;
    }

    /** A line to compute with. */
    Object numbers() {
        return type == ElementType.FLOAT ? new float[n] : new double[n];
    }

    /** A line to pick from. */
    Object bits() {
        return type == ElementType.FLOAT ? new int[n] : new long[n];
    }

    /** Brings the elements from {@code first} on into a line. */
    void load(MemorySegment from, long first, Object line) {
        MemorySegment.copy(from, layout(line), first * type.bytes(), line, 0, n);
    }

    /** Brings a line back. */
    void store(Object line, MemorySegment to, long first) {
        MemorySegment.copy(line, 0, to, layout(line), first * type.bytes(), n);
    }

    private static ValueLayout layout(Object line) {
        return switch (line) {
            case float[] _ -> Storage.FLOAT;
            case double[] _ -> Storage.DOUBLE;
            case int[] _ -> Storage.INT;
            default -> Storage.LONG;
        };
    }

    /** {@code sum += x}. */
    void add(Object sum, Object x) {
        if (type == ElementType.FLOAT) add((float[]) sum, (float[]) x, n);
        else
            add((double[]) sum, (double[]) x, n);
    }

    private static void add(float[] sum, float[] x, int n) {
        for (int i = 0; i < n; i++) sum[i] += x[i];
    }

    private static void add(double[] sum, double[] x, int n) {
        for (int i = 0; i < n; i++) sum[i] += x[i];
    }

    /** {@code largest = max(largest, x)}. */
    void max(Object largest, Object x) {
        if (type == ElementType.FLOAT) max((float[]) largest, (float[]) x, n);
        else
            max((double[]) largest, (double[]) x, n);
    }

    private static void max(float[] largest, float[] x, int n) {
        for (int i = 0; i < n; i++) largest[i] = Math.max(largest[i], x[i]);
    }

    private static void max(double[] largest, double[] x, int n) {
        for (int i = 0; i < n; i++) largest[i] = Math.max(largest[i], x[i]);
    }

    /** {@code x = max(x, 0)}. */
    void relu(Object x) {
        if (type == ElementType.FLOAT) relu((float[]) x, n);
        else
            relu((double[]) x, n);
    }

    private static void relu(float[] x, int n) {
        for (int i = 0; i < n; i++) x[i] = Math.max(x[i], 0);
    }

    private static void relu(double[] x, int n) {
        for (int i = 0; i < n; i++) x[i] = Math.max(x[i], 0);
    }

    /** Of bits: where {@code x} equals {@code y}, moves {@code rest} to {@code here}, leaving zero; elsewhere zero is here. */
    void move(Object x, Object y, Object rest, Object here) {
        if (type == ElementType.FLOAT) move((int[]) x, (int[]) y, (int[]) rest, (int[]) here, n);
        else
            move((long[]) x, (long[]) y, (long[]) rest, (long[]) here, n);
    }

    private static void move(int[] x, int[] y, int[] rest, int[] here, int n) {
        for (int i = 0; i < n; i++) {
            int apart = x[i] ^ y[i];
            here[i] = ~((apart | -apart) >> 31) & rest[i];
        }
        for (int i = 0; i < n; i++) rest[i] ^= here[i];
    }

    private static void move(long[] x, long[] y, long[] rest, long[] here, int n) {
        for (int i = 0; i < n; i++) {
            long apart = x[i] ^ y[i];
            here[i] = ~((apart | -apart) >> 63) & rest[i];
        }
        for (int i = 0; i < n; i++) rest[i] ^= here[i];
    }

    /** Of bits: {@code to = to | from & mask}. */
    void merge(Object to, Object from, Object mask) {
        if (type == ElementType.FLOAT) merge((int[]) to, (int[]) from, (int[]) mask, n);
        else
            merge((long[]) to, (long[]) from, (long[]) mask, n);
    }

    private static void merge(int[] to, int[] from, int[] mask, int n) {
        for (int i = 0; i < n; i++) to[i] |= from[i] & mask[i];
    }

    private static void merge(long[] to, long[] from, long[] mask, int n) {
        for (int i = 0; i < n; i++) to[i] |= from[i] & mask[i];
    }
}
