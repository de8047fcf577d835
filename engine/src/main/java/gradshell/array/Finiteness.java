package gradshell.array;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/** Whether numbers are finite, by their bits: an exponent of ones, raised by one, runs over into the sign. */
final class Finiteness {
    private static final int FLOAT_SIGN = 1 << 31;
    private static final int FLOAT_STEP = 1 << 23;
    private static final long DOUBLE_SIGN = 1L << 63;
    private static final long DOUBLE_STEP = 1L << 52;

    private Finiteness() {}

    static boolean holds(Array x) {
        if (!x.type().isFloating() || x.size() == 0) return true;
        Array in = x.contiguous();
        boolean floats = x.type() == ElementType.FLOAT;
        try {
            for (long at = 0; at < in.size(); at += Runs.BLOCK) {
                int n = (int) Math.min(Runs.BLOCK, in.size() - at);
                if (!(floats ? floats(in.memory(), in.offset + at, n) : doubles(in.memory(), in.offset + at, n)))
                    return false;
            }
        } finally {
            Reference.reachabilityFence(in);
        }
        return true;
    }

    private static boolean floats(MemorySegment memory, long at, int n) {
        int[] bits = (int[]) Runs.scratch(ElementType.INT, 0);
        MemorySegment.copy(memory, Storage.INT, at * Float.BYTES, bits, 0, n);
        int over = 0;
        for (int i = 0; i < n; i++) over |= (bits[i] & ~FLOAT_SIGN) + FLOAT_STEP;
        return (over & FLOAT_SIGN) == 0;
    }

    private static boolean doubles(MemorySegment memory, long at, int n) {
        long[] bits = (long[]) Runs.scratch(ElementType.LONG, 0);
        MemorySegment.copy(memory, Storage.LONG, at * Double.BYTES, bits, 0, n);
        long over = 0;
        for (int i = 0; i < n; i++) over |= (bits[i] & ~DOUBLE_SIGN) + DOUBLE_STEP;
        return (over & DOUBLE_SIGN) == 0;
    }
}
