package gradshell.array;

import java.lang.foreign.MemorySegment;

/**
 * exp, log and what is made of them, for float: loops over blocks that the JIT turns into vector instructions, computed in
 * double, so that hardly a result is not the float nearest to the true value; all are within one unit in the last place.
 *
 * <p>
 * eˣ − 1 = 2ᵏ(eʳ − 1) + (2ᵏ − 1) with x = k·log 2 + r, eʳ − 1 by its series. log x = k·log 2 + 2·artanh((m − 1) / (m + 1))
 * with x = 2ᵏm, artanh by its series.
 */
final class Exponentials {
    private static final double LOG2_E = 1 / Math.log(2);
    private static final double LOG_2 = Math.log(2);
    /** Added and taken away again it leaves the nearest whole number. */
    private static final double ROUNDER = 0x1.8p52;
    /** e to this lies beyond the floats on either side, 2 to this / log 2 not beyond the doubles. */
    private static final double FAR = 120;
    private static final int MANTISSA = 52;
    private static final long BIAS = 1023;
    private static final long ROOT_HALF = Double.doubleToRawLongBits(Math.sqrt(0.5));

    /** Blocks of a thread: eʳ − 1, and 2ᵏ as bits and as the number; or the parts of a logarithm. */
    private static final class Parts {
        private final double[] x = new double[Runs.BLOCK];
        private final long[] bits = new long[Runs.BLOCK];
        private final double[] power = new double[Runs.BLOCK];
        private final MemorySegment bitsMemory = MemorySegment.ofArray(bits);
        private final MemorySegment powerMemory = MemorySegment.ofArray(power);
        private final MemorySegment xMemory = MemorySegment.ofArray(x);
    }

    private static final ThreadLocal<Parts> PARTS = ThreadLocal.withInitial(Parts::new);

    private Exponentials() {}

    static final Runs.Kernel EXP = (x, at, n) -> inBlocks(x, at, n, (parts, out, p, _, _, m) -> {
        for (int i = 0; i < m; i++) {
            out[p + i] = (float) (parts.power[i] * parts.x[i] + parts.power[i]);
        }
    }, 1);

    static final Runs.Kernel EXPM1 = (x, at, n) -> inBlocks(x, at, n, (parts, out, p, in, q, m) -> {
        for (int i = 0; i < m; i++) {
            out[p + i] = (float) (parts.power[i] * parts.x[i] + (parts.power[i] - 1));
        }
        keepZeros(out, p, in, q, m);
    }, 1);

    static final Runs.Kernel SIGMOID = (x, at, n) -> inBlocks(x, at, n, (parts, out, p, _, _, m) -> {
        for (int i = 0; i < m; i++) {
            out[p + i] = (float) (1 / (1 + (parts.power[i] * parts.x[i] + parts.power[i])));
        }
    }, -1);

    /** With y = e²ˣ − 1: y / (y + 2). */
    static final Runs.Kernel TANH = (x, at, n) -> inBlocks(x, at, n, (parts, out, p, in, q, m) -> {
        for (int i = 0; i < m; i++) {
            double y = parts.power[i] * parts.x[i] + (parts.power[i] - 1);
            out[p + i] = (float) (y / (y + 2));
        }
        keepZeros(out, p, in, q, m);
    }, 2);

    static final Runs.Kernel LOG = (x, at, n) -> {
        float[] out = (float[]) x[0];
        float[] in = (float[]) x[1];
        for (int from = 0; from < n; from += Runs.BLOCK) {
            log(out, at[0] + from, in, at[1] + from, Math.min(Runs.BLOCK, n - from));
        }
    };

    /** What a function makes of the parts of e to the power of its argument times a factor. */
    private interface End {
        void run(Parts parts, float[] out, int p, float[] in, int q, int n);
    }

    private static void inBlocks(Object[] x, int[] at, int n, End end, double factor) {
        Parts parts = PARTS.get();
        float[] out = (float[]) x[0];
        float[] in = (float[]) x[1];
        for (int from = 0; from < n; from += Runs.BLOCK) {
            int m = Math.min(Runs.BLOCK, n - from);
            split(in, at[1] + from, m, factor, parts);
            end.run(parts, out, at[0] + from, in, at[1] + from, m);
        }
    }

    private static void split(float[] in, int q, int n, double factor, Parts parts) {
        double[] rest = parts.x;
        long[] bits = parts.bits;
        for (int i = 0; i < n; i++) {
            double v = Math.max(Math.min(in[q + i] * factor, FAR), -FAR);
            double k = v * LOG2_E + ROUNDER - ROUNDER;
            double r = v - k * LOG_2;
            double series = 1.0 / 3628800;
            series = series * r + 1.0 / 362880;
            series = series * r + 1.0 / 40320;
            series = series * r + 1.0 / 5040;
            series = series * r + 1.0 / 720;
            series = series * r + 1.0 / 120;
            series = series * r + 1.0 / 24;
            series = series * r + 1.0 / 6;
            series = series * r + 0.5;
            rest[i] = series * r * r + r;
            bits[i] = ((int) k + BIAS) << MANTISSA;
        }
        // copied as bytes: a loop that turns bits into numbers one by one is not vectorised
        MemorySegment.copy(parts.bitsMemory, 0, parts.powerMemory, 0, (long) n * Double.BYTES);
    }

    /** −0 stays −0. */
    private static void keepZeros(float[] out, int p, float[] in, int q, int n) {
        for (int i = 0; i < n; i++) {
            if (in[q + i] == 0) out[p + i] = in[q + i];
        }
    }

    private static void log(float[] out, int p, float[] in, int q, int n) {
        Parts parts = PARTS.get();
        double[] x = parts.x;
        long[] bits = parts.bits;
        double[] mantissa = parts.power;
        for (int i = 0; i < n; i++) {
            x[i] = in[q + i];
        }
        MemorySegment.copy(parts.xMemory, 0, parts.bitsMemory, 0, (long) n * Double.BYTES);
        for (int i = 0; i < n; i++) {
            long k = (bits[i] - ROOT_HALF) >> MANTISSA;
            x[i] = (int) k * LOG_2;
            bits[i] -= k << MANTISSA;
        }
        MemorySegment.copy(parts.bitsMemory, 0, parts.powerMemory, 0, (long) n * Double.BYTES);
        for (int i = 0; i < n; i++) {
            double s = (mantissa[i] - 1) / (mantissa[i] + 1);
            double z = s * s;
            double series = 2.0 / 17;
            series = series * z + 2.0 / 15;
            series = series * z + 2.0 / 13;
            series = series * z + 2.0 / 11;
            series = series * z + 2.0 / 9;
            series = series * z + 2.0 / 7;
            series = series * z + 2.0 / 5;
            series = series * z + 2.0 / 3;
            out[p + i] = (float) (x[i] + (series * z * s + 2 * s));
        }
        for (int i = 0; i < n; i++) {
            float v = in[q + i];
            if (!(v > 0 && v <= Float.MAX_VALUE)) out[p + i] = (float) Math.log(v);
        }
    }
}
