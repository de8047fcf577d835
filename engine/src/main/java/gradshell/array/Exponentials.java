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

    /** What a thread works in: arguments as doubles, and the parts of a logarithm. */
    private static final class Parts {
        private final double[] x;
        private final long[] bits;
        private final double[] mantissa;

        Parts(int n) {
            x = new double[n];
            bits = new long[n];
            mantissa = new double[n];
        }
    }

    private static final ThreadLocal<Parts> PARTS = ThreadLocal.withInitial(() -> new Parts(Runs.BLOCK));

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

    static final Runs.Kernel EXP = (x, n) -> {
        double[] v = within(FAR, x, n).x;
        for (int i = 0; i < n; i++) v[i] = exp(v[i]);
        Copying.narrow(v, (float[]) x[0], n);
    };

    static final Runs.Kernel EXPM1 = (x, n) -> {
        double[] v = within(FAR, x, n).x;
        for (int i = 0; i < n; i++) v[i] = expm1(v[i]);
        Copying.narrow(v, (float[]) x[0], n);
    };

    static final Runs.Kernel SIGMOID = (x, n) -> {
        double[] v = within(FAR, x, n).x;
        for (int i = 0; i < n; i++) v[i] = 1 / (1 + exp(-v[i]));
        Copying.narrow(v, (float[]) x[0], n);
    };

    /** With u = e²ˣ − 1: u / (u + 2). */
    static final Runs.Kernel TANH = (x, n) -> {
        double[] v = within(ONE, x, n).x;
        for (int i = 0; i < n; i++) {
            double u = expm1(2 * v[i]);
            v[i] = u / (u + 2);
        }
        Copying.narrow(v, (float[]) x[0], n);
    };

    static final Runs.Kernel LOG = (x, n) -> log(within(Float.POSITIVE_INFINITY, x, n), (float[]) x[0], n);

    /** The arguments, which are operand 1, none further from 0 than {@code bound}. */
    private static Parts within(float bound, Object[] x, int n) {
        Parts parts = PARTS.get();
        if (parts.x.length < n) {
            parts = new Parts(n);
            PARTS.set(parts);
        }
        float[] in = (float[]) x[1];
        double[] v = parts.x;
        for (int i = 0; i < n; i++) v[i] = Math.max(Math.min(in[i], bound), -bound);
        return parts;
    }

    private static void log(Parts parts, float[] out, int n) {
        double[] x = parts.x;
        long[] bits = parts.bits;
        double[] mantissa = parts.mantissa;
        // copied as bytes: a loop that turns bits into numbers one by one is not vectorised
        copyBits(x, bits, n);
        for (int i = 0; i < n; i++) bits[i] -= (bits[i] - ROOT_HALF) >> MANTISSA << MANTISSA;
        copyBits(bits, mantissa, n);
        copyBits(x, bits, n);
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
            mantissa[i] = series * z * s + 2 * s;
        }
        for (int i = 0; i < n; i++) mantissa[i] += (int) ((bits[i] - ROOT_HALF) >> MANTISSA) * LOG_2;
        Copying.narrow(mantissa, out, n);
        for (int i = 0; i < n; i++) {
            if (!(x[i] > 0 && x[i] <= Float.MAX_VALUE)) out[i] = (float) Math.log(x[i]);
        }
    }

    private static void copyBits(Object from, Object to, int n) {
        MemorySegment.copy(bytes(from), 0, bytes(to), 0, (long) n * Double.BYTES);
    }

    private static MemorySegment bytes(Object x) {
        return x instanceof long[] longs ? MemorySegment.ofArray(longs) : MemorySegment.ofArray((double[]) x);
    }
}
