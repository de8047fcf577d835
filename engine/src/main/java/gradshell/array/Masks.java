package gradshell.array;

import java.lang.foreign.MemorySegment;

/** Choices between floats by their bits: the JIT turns such loops into vector instructions, and branches not. */
final class Masks {
    private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

    private Masks() {}

    /** The first where the second is above 0, else 0. */
    static final Runs.Kernel KEEP_WHERE_POSITIVE = (x, n) -> {
        MemorySegment out = MemorySegment.ofArray((float[]) x[0]);
        MemorySegment a = MemorySegment.ofArray((float[]) x[1]);
        MemorySegment b = MemorySegment.ofArray((float[]) x[2]);
        int[] kept = (int[]) Runs.scratch(ElementType.INT, 0);
        int[] bits = (int[]) Runs.scratch(ElementType.INT, 1);
        for (int from = 0; from < n; from += Runs.BLOCK) {
            int m = Math.min(Runs.BLOCK, n - from);
            long at = (long) from * Float.BYTES;
            MemorySegment.copy(a, Storage.INT, at, kept, 0, m);
            MemorySegment.copy(b, Storage.INT, at, bits, 0, m);
            keepWherePositive(kept, bits, m);
            MemorySegment.copy(kept, 0, out, Storage.INT, at, m);
        }
    };

    /** Bits of a positive number are from 1 up to those of infinity, as integers. */
    private static void keepWherePositive(int[] kept, int[] bits, int n) {
        for (int i = 0; i < n; i++) {
            kept[i] &= (-bits[i] & ~bits[i] & (bits[i] - INFINITY - 1)) >> 31;
        }
    }
}
