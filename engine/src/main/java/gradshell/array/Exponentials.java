package gradshell.array;

import java.lang.foreign.MemorySegment;

/**
 * exp, log and what is made of them, for float: loops that the JIT turns into vector instructions, computed in double, so
 * that hardly a result is not the float nearest to the true value; all are within one unit in the last place.
 *
 * <p>
 * eˣ is the series of e to x / 2ᵏ, squared k times; eˣ − 1 likewise, for with u = eʸ − 1 it is e²ʸ − 1 = u (u + 2). Such loops
 * are single chains of multiplications and additions on purpose: others the JIT does not vectorise.
 * log x = k·log 2 + 2·artanh((m − 1) / (m + 1)) with x = 2ᵏm, artanh by its series.
 */
final class Exponentials {
    private static final double LOG_2 = Math.log(2);
    private static final int MANTISSA = 52;
    private static final long ROOT_HALF = Double.doubleToRawLongBits(Math.sqrt(0.5));

    /** What a thread works in: a block of arguments and results, as floats and as doubles, and the parts of a logarithm. */
    private static final class Parts {
        private final float[] floats = new float[Runs.BLOCK];
        private final double[] x = new double[Runs.BLOCK];
        private final long[] bits = new long[Runs.BLOCK];
        private final double[] mantissa = new double[Runs.BLOCK];
    }

    private static final ThreadLocal<Parts> PARTS = ThreadLocal.withInitial(Parts::new);

    private Exponentials() {}

    /** e to {@code x}, which lies within ±{@link #FAR}. */
    private static double exp(double x) {
        double r = x * 0x1p-10;
        double s = 1 + r
                * (1 + r * (1 / 2. + r * (1 / 6. + r * (1 / 24. + r * (1 / 120. + r * (1 / 720. + r * (1 / 5040.)))))));
        s *= s;
        s *= s;
        s *= s;
        s *= s;
        s *= s;
        s *= s;
        s *= s;
        s *= s;
        s *= s;
        return s * s;
    }

    /** The same minus 1, as exact near 0, and −0 for −0. */
    private static double expm1(double x) {
        double r = x * 0x1p-10;
        double u = r * (1 + r * (1 / 2. + r * (1 / 6. + r * (1 / 24. + r * (1 / 120. + r * (1 / 720.))))));
        u *= u + 2;
        u *= u + 2;
        u *= u + 2;
        u *= u + 2;
        u *= u + 2;
        u *= u + 2;
        u *= u + 2;
        u *= u + 2;
        u *= u + 2;
        return u * (u + 2);
    }

    /** Beyond this the exponentials have long left the floats, and not yet the doubles. */
    private static final float FAR = 120;
    /** Beyond this the hyperbolic tangent is ±1. */
    private static final float ONE = 10;

    /** e to the power of each, which are not above 0, as exact as float needs it. */
    static void expBelow0(double[] v, int n) {
        for (int i = 0; i < n; i++) v[i] = Math.max(v[i], -FAR);
        for (int i = 0; i < n; i++) v[i] = exp(v[i]);
    }

    static final Runs.Kernel EXP = (x, n) -> inBlocks(x, n, FAR, (v, _, m) -> {
        for (int i = 0; i < m; i++) v[i] = exp(v[i]);
    });

    static final Runs.Kernel EXPM1 = (x, n) -> inBlocks(x, n, FAR, (v, _, m) -> {
        for (int i = 0; i < m; i++) v[i] = expm1(v[i]);
    });

    static final Runs.Kernel SIGMOID = (x, n) -> inBlocks(x, n, FAR, (v, _, m) -> {
        for (int i = 0; i < m; i++) v[i] = 1 / (1 + exp(-v[i]));
    });

    /** With u = e²ˣ − 1: u / (u + 2). */
    static final Runs.Kernel TANH = (x, n) -> inBlocks(x, n, ONE, (v, _, m) -> {
        for (int i = 0; i < m; i++) {
            double u = expm1(2 * v[i]);
            v[i] = u / (u + 2);
        }
    });

    static final Runs.Kernel LOG = (x, n) -> inBlocks(x, n, Float.POSITIVE_INFINITY, Exponentials::log);

    /** A function of every number of a block, in its place. */
    private interface Function {
        void run(double[] v, Parts parts, int n);
    }

    /** Brings the arguments, none further from 0 than {@code bound}, to a function. */
    private static void inBlocks(Object[] x, int n, float bound, Function f) {
        Parts parts = PARTS.get();
        for (int from = 0; from < n; from += Runs.BLOCK) {
            int m = Math.min(Runs.BLOCK, n - from);
            System.arraycopy(x[1], from, parts.floats, 0, m);
            widenWithin(bound, parts.floats, parts.x, m);
            f.run(parts.x, parts, m);
            Copying.narrow(parts.x, parts.floats, m);
            System.arraycopy(parts.floats, 0, x[0], from, m);
        }
    }

    private static void widenWithin(float bound, float[] in, double[] v, int n) {
        for (int i = 0; i < n; i++) v[i] = Math.max(Math.min(in[i], bound), -bound);
    }

    private static void log(double[] x, Parts parts, int n) {
        long[] bits = parts.bits;
        double[] mantissa = parts.mantissa;
        // copied as bytes: a loop that turns bits into numbers one by one is not vectorised
        copyBits(x, bits, n);
        for (int i = 0; i < n; i++) {
            long k = (bits[i] - ROOT_HALF) >> MANTISSA;
            x[i] = (int) k * LOG_2;
            bits[i] -= k << MANTISSA;
        }
        copyBits(bits, mantissa, n);
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
            x[i] += series * z * s + 2 * s;
        }
        for (int i = 0; i < n; i++) {
            float v = parts.floats[i];
            if (!(v > 0 && v <= Float.MAX_VALUE)) x[i] = Math.log(v);
        }
    }

    private static void copyBits(Object from, Object to, int n) {
        MemorySegment.copy(bytes(from), 0, bytes(to), 0, (long) n * Double.BYTES);
    }

    private static MemorySegment bytes(Object x) {
        return x instanceof long[] longs ? MemorySegment.ofArray(longs) : MemorySegment.ofArray((double[]) x);
    }
}
