package gradshell.array;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/** Brings an array block by block, as {@code double[]}, to a function that is a loop of its own. */
final class Blocks {
    /** A few blocks fit into the first-level cache together. */
    private static final int LENGTH = 1024;

    private Blocks() {}

    static Array[] map(Pointwise f, int results, Array x) {
        Array in = x.contiguous();
        Array[] mapped = new Array[results];
        for (int k = 0; k < results; k++) mapped[k] = Array.allocate(x.type(), x.shape);
        int length = (int) Math.min(x.size(), LENGTH);
        double[] from = new double[length];
        double[][] to = new double[results][length];
        for (long at = 0; at < x.size(); at += length) {
            int n = (int) Math.min(length, x.size() - at);
            read(in, at, from, n);
            f.apply(from, to, n);
            for (int k = 0; k < results; k++) write(mapped[k], at, to[k], n);
        }
        return mapped;
    }

    private static void read(Array x, long at, double[] values, int n) {
        MemorySegment memory = x.memory();
        long first = x.offset + at;
        try {
            if (x.type() == ElementType.FLOAT) {
                for (int i = 0; i < n; i++) values[i] = memory.getAtIndex(Storage.FLOAT, first + i);
            } else {
                for (int i = 0; i < n; i++) values[i] = memory.getAtIndex(Storage.DOUBLE, first + i);
            }
        } finally {
            Reference.reachabilityFence(x);
        }
    }

    private static void write(Array x, long at, double[] values, int n) {
        MemorySegment memory = x.memory();
        long first = x.offset + at;
        try {
            if (x.type() == ElementType.FLOAT) {
                for (int i = 0; i < n; i++) memory.setAtIndex(Storage.FLOAT, first + i, (float) values[i]);
            } else {
                for (int i = 0; i < n; i++) memory.setAtIndex(Storage.DOUBLE, first + i, values[i]);
            }
        } finally {
            Reference.reachabilityFence(x);
        }
    }
}
