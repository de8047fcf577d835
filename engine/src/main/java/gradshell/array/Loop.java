package gradshell.array;

import java.lang.ref.Reference;

/**
 * Walks over a shape in row-major order with any number of operands at once. Neighbouring dimensions that lie behind
 * each other in all operands are first merged, so arrays without gaps are one single run.
 */
final class Loop {
    /** Works on {@code n} elements; operand k's i-th is at {@code at[k] + i * step[k]}. Must not keep the arrays. */
    interface Body {
        void run(long n, long[] at, long[] step);
    }

    /** Works on {@code rows} rows of {@code n}; operand k's element (i, j) is at {@code at[k] + i * down[k] + j * step[k]}. */
    interface Tile {
        void run(long rows, long n, long[] at, long[] down, long[] step);
    }

    private Loop() {}

    /** Over {@code shape}, to which the operands are broadcast. */
    static void over(long[] shape, Body body, Array... operands) {
        tiles(shape, (rows, n, at, down, step) -> each(rows, n, at, down, step, body), operands);
    }

    /** The same, by the last two dimensions at once. */
    static void tiles(long[] shape, Tile body, Array... operands) {
        long[] at = new long[operands.length];
        long[][] strides = new long[operands.length][];
        for (int k = 0; k < operands.length; k++) {
            at[k] = operands[k].offset;
            strides[k] = operands[k].stridesFor(shape);
        }
        try {
            run(shape, at, strides, body);
        } finally {
            Reference.reachabilityFence(operands);
        }
    }

    private static void each(long rows, long n, long[] at, long[] down, long[] step, Body body) {
        long[] first = at.clone();
        for (long i = 0; i < rows; i++) {
            body.run(n, first, step);
            move(first, down, 1);
        }
    }

    /** Over {@code x}, operand 1, and accumulators on the heap, operand 0, with these strides. */
    static void over(Array x, long[] strides, Body body) {
        try {
            run(x.shape, new long[]{0, x.offset}, new long[][]{strides, x.strides},
                    (rows, n, at, down, step) -> each(rows, n, at, down, step, body));
        } finally {
            Reference.reachabilityFence(x);
        }
    }

    private static void run(long[] shape, long[] at, long[][] strides, Tile body) {
        int operands = at.length;
        long[] sizes = new long[shape.length];
        long[][] steps = new long[shape.length][];
        int rank = 0;
        for (int d = 0; d < shape.length; d++) {
            long n = shape[d];
            if (n == 0) return;
            if (n == 1) continue;
            long[] step = new long[operands];
            for (int k = 0; k < operands; k++) {
                step[k] = strides[k][d];
            }
            if (rank > 0 && follows(steps[rank - 1], step, n)) {
                sizes[rank - 1] *= n;
                steps[rank - 1] = step;
            } else {
                sizes[rank] = n;
                steps[rank++] = step;
            }
        }
        if (rank == 0) {
            body.run(1, 1, at, new long[operands], new long[operands]);
        } else if (rank == 1) {
            body.run(1, sizes[0], at, new long[operands], steps[0]);
        } else {
            outer(rank, sizes, at, steps, body);
        }
    }

    private static boolean follows(long[] outer, long[] inner, long n) {
        for (int k = 0; k < outer.length; k++) {
            if (outer[k] != inner[k] * n) return false;
        }
        return true;
    }

    private static void outer(int rank, long[] sizes, long[] at, long[][] steps, Tile body) {
        long[] index = new long[rank - 2];
        while (true) {
            body.run(sizes[rank - 2], sizes[rank - 1], at, steps[rank - 2], steps[rank - 1]);
            int d = rank - 3;
            while (d >= 0 && ++index[d] == sizes[d]) {
                move(at, steps[d], 1 - sizes[d]);
                index[d--] = 0;
            }
            if (d < 0) return;
            move(at, steps[d], 1);
        }
    }

    private static void move(long[] at, long[] step, long times) {
        for (int k = 0; k < at.length; k++) {
            at[k] += step[k] * times;
        }
    }
}
