package gradshell.compile.rule;

/**
 * The partial derivatives that are no formula because they have a kink. Plain Java on {@code double}s, called from
 * generated code. Internal.
 */
public final class Partials {
    private Partials() {}

    /** The slope of {@code max(x, y)} in {@code x}: a tie, and a NaN that comes from {@code x}, count for {@code x}. */
    public static double maxFirst(double x, double y) {
        return x >= y || Double.isNaN(x) ? 1 : 0;
    }

    /** The slope of {@code min(x, y)} in {@code x}: a tie, and a NaN that comes from {@code x}, count for {@code x}. */
    public static double minFirst(double x, double y) {
        return x <= y || Double.isNaN(x) ? 1 : 0;
    }

    /** The slope of {@code clamp(x, lo, hi)} in {@code x}: one from bound to bound, the bounds included. */
    public static double within(double x, double lo, double hi) {
        return x < lo || x > hi ? 0 : 1;
    }

    /** The slope of {@code log(x)}; not a number where the logarithm isn't one. */
    public static double logSlope(double x) {
        return x < 0 ? Double.NaN : 1 / Math.abs(x);
    }

    /** One where {@code x < y}, else zero. */
    public static double less(double x, double y) {
        return x < y ? 1 : 0;
    }

    /** The slope of {@code pow(x, y)} in {@code x}; zero for {@code y == 0}, where the power is constant even at 0. */
    public static double powBase(double x, double y) {
        return y == 0 ? 0 : y * Math.pow(x, y - 1);
    }

    /** The slope of {@code r = pow(x, y)} in {@code y}; zero at {@code x == 0, y >= 0}, the limit for positive y. */
    public static double powExponent(double x, double y, double r) {
        return x == 0 && y >= 0 ? 0 : r * Math.log(x);
    }

    /**
     * The partial derivative of {@code pow(x, y)}, {@code n} times in x and {@code m} times in y. The n-th one in x is
     * {@code y (y - 1) ... (y - n + 1) pow(x, y - n)}; by the product rule m slopes in y fall on the factors, which are a
     * polynomial in y, and on the power, which gives a logarithm. A factor that is zero wins, as does a power that is zero.
     */
    public static double powPartial(double x, double y, double n, double m) {
        double sum = 0;
        double choose = 1;
        for (int k = 0; k <= m; k++) {
            double factor = choose * fallingSlope(y, (int) n, k);
            if (factor != 0) sum += factor * powLog(x, y - n, (int) m - k);
            choose = choose * (m - k) / (k + 1);
        }
        return sum;
    }

    /** The {@code k}-th derivative of {@code y (y - 1) ... (y - n + 1)}. */
    private static double fallingSlope(double y, int n, int k) {
        double[] slopes = new double[k + 1];
        slopes[0] = 1;
        for (int i = 0; i < n; i++) {
            for (int j = k; j >= 0; j--) slopes[j] = slopes[j] * (y - i) + (j > 0 ? j * slopes[j - 1] : 0);
        }
        return slopes[k];
    }

    /** {@code pow(x, y) log(x)^m}; zero at {@code x == 0, y >= 0, m > 0}, the limit for positive y. */
    private static double powLog(double x, double y, int m) {
        double power = Math.pow(x, y);
        if (m == 0 || (x == 0 && y >= 0)) return m == 0 ? power : 0;
        return power * Math.pow(Math.log(x), m);
    }

    /** {@code 1 / x}; zero at zero, for the slopes of {@code share}. */
    public static double inverse(double x) {
        return x == 0 ? 0 : 1 / x;
    }

    /** {@code x / r} for the slope of a norm {@code r}; zero at the origin, as for {@code abs}. */
    public static double share(double x, double r) {
        return r == 0 ? 0 : x / r;
    }

    /** Two to the power {@code n}, an {@code int} handed over as a {@code double}. */
    public static double powerOfTwo(double n) {
        return Math.scalb(1.0, (int) n);
    }
}
