package gradshell.array;

/** Functions of numbers that java.lang.Math lacks or defines otherwise. */
final class Functions {
    private Functions() {}

    /** 1 / (1 + e⁻ˣ), with full precision for large negative x too. */
    static double sigmoid(double x) {
        if (x >= 0) return 1 / (1 + Math.exp(-x));
        double e = Math.exp(x);
        return e / (1 + e);
    }

    /** log(1 + eˣ) without overflow. */
    static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    /** As C and NumPy have it: 1 to any power, and -1 to an infinite one, is 1. */
    static double pow(double base, double exponent) {
        if (base == 1 || (base == -1 && Double.isInfinite(exponent))) return 1;
        return Math.pow(base, exponent);
    }

    /** By repeated squaring; wraps around. IllegalArgumentException for negative exponents. */
    static long pow(long base, long exponent) {
        if (exponent < 0) {
            throw new IllegalArgumentException("an integer to the power of " + exponent
                    + " is no integer; convert to FLOAT or DOUBLE first");
        }
        long result = 1;
        for (long square = base, rest = exponent; rest != 0; rest >>= 1, square *= square) {
            if ((rest & 1) == 1) result *= square;
        }
        return result;
    }
}
