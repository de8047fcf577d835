package gradshell.array;

/**
 * The error function by the rational approximations of W. J. Cody, "Rational Chebyshev Approximations for the Error
 * Function", Mathematics of Computation 23 (1969), pages 631–637: one near 0, one for erfc in the middle, one for the
 * tail in 1/x². Coefficients from the highest power down.
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // the digits are the paper's
final class Erf {
    private static final double[] NEAR = {1.85777706184603153e-1, 3.16112374387056560, 1.13864154151050156e2,
            3.77485237685302021e2, 3.20937758913846947e3};
    private static final double[] NEAR_BELOW = {1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3,
            2.84423683343917062e3};
    private static final double[] MIDDLE = {2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594,
            6.61191906371416295e1, 2.98635138197400131e2, 8.81952221241769090e2, 1.71204761263407058e3,
            2.05107837782607147e3, 1.23033935479799725e3};
    private static final double[] MIDDLE_BELOW = {1, 1.57449261107098347e1, 1.17693950891312499e2,
            5.37181101862009858e2, 1.62138957456669019e3, 3.29079923573345963e3, 4.36261909014324716e3,
            3.43936767414372164e3, 1.23033935480374942e3};
    private static final double[] TAIL = {1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1,
            1.25781726111229246e-1, 1.60837851487422766e-2, 6.58749161529837803e-4};
    private static final double[] TAIL_BELOW = {1, 2.56852019228982242, 1.87295284992346725, 5.27905102951428412e-1,
            6.05183413124413191e-2, 2.33520497626869185e-3};

    private Erf() {}

    static double erf(double x) {
        double y = Math.abs(x);
        if (y <= 0.46875) return x * ratio(NEAR, NEAR_BELOW, x * x);
        if (y > 6) return Math.signum(x);
        return Double.isNaN(x) ? x : Math.copySign(1 - erfc(y), x);
    }

    private static double erfc(double y) {
        double e = Math.exp(-y * y);
        if (y <= 4) return e * ratio(MIDDLE, MIDDLE_BELOW, y);
        double z = 1 / (y * y);
        return e / y * (1 / Math.sqrt(Math.PI) - z * ratio(TAIL, TAIL_BELOW, z));
    }

    private static double ratio(double[] above, double[] below, double x) {
        return horner(above, x) / horner(below, x);
    }

    private static double horner(double[] coefficients, double x) {
        double value = 0;
        for (double c : coefficients) {
            value = value * x + c;
        }
        return value;
    }
}
