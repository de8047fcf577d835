package gradshell;

import java.util.Locale;

/**
 * How far derivatives are from central differences.
 *
 * @param absolute the largest absolute difference of an element
 * @param relative the largest relative difference, after taking off what rounding explains
 * @param forward the relative difference between the product with a tangent computed forwards and backwards; 0 for plain code
 * @param tolerance what {@code relative} and {@code forward} may be at most
 * @param where the element with the largest relative difference and its two values; empty when all are equal
 */
public record GradientCheck(double absolute, double relative, double forward, double tolerance, String where) {
    /** Whether all differences are within the tolerance. */
    public boolean passed() {
        return relative <= tolerance && forward <= tolerance;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT,
                "GradientCheck %s: largest difference %.2e absolute, %.2e relative (allowed %.0e)%s, forward and backward differ by %.2e",
                passed() ? "passed" : "FAILED", absolute, relative, tolerance, where.isEmpty() ? "" : " at " + where,
                forward);
    }
}
