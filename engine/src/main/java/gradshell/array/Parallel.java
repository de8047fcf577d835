package gradshell.array;

import java.lang.ref.Reference;

/** Divides work among the cores; calls of BLAS meanwhile stay on the thread they are made on. */
final class Parallel {
    /** Fewer multiplications than this are done before a second thread has begun. */
    private static final double LEAST = 5e5;

    /** Does the units {@code from} until before {@code to}. */
    interface Part {
        void run(int from, int to);
    }

    /** The same with a result. */
    interface Mapped {
        Array run(int from, int to);
    }

    private Parallel() {}

    /** Whether so many multiplications are divided at all. */
    static boolean isWorth(double work) {
        return work >= LEAST && Team.OF_MACHINE.size() > 1;
    }

    /** Does {@code units}, which are {@code work} multiplications altogether, on the memory of {@code used}. */
    static void run(int units, double work, Part part, Array... used) {
        map(units, work, (from, to) -> {
            part.run(from, to);
            return null;
        }, used);
    }

    /** The same with the results in the order of the units; one at least. */
    static Array[] map(int units, double work, Mapped part, Array... used) {
        try {
            return map(units, work, part);
        } finally {
            Reference.reachabilityFence(used);
        }
    }

    private static Array[] map(int units, double work, Mapped part) {
        int parts = !isWorth(work) ? 1 : Math.clamp(units, 1, Team.OF_MACHINE.size());
        if (parts == 1) return new Array[]{part.run(0, units)};
        Array[] results = new Array[parts];
        Blas.alone(() -> Team.OF_MACHINE.run(parts,
                i -> results[i] = part.run((int) ((long) units * i / parts), (int) ((long) units * (i + 1) / parts))));
        return results;
    }
}
