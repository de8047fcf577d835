package gradshell.array;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

class ErfTest {
    private static final MathContext DIGITS = new MathContext(60);

    /** 2/√π Σ (-1)ⁿ x²ⁿ⁺¹ / (n! (2n+1)), in 60 digits because the terms cancel. */
    static double series(double x) {
        if (Double.isNaN(x)) return x;
        BigDecimal square = new BigDecimal(x).pow(2, DIGITS).negate();
        BigDecimal power = new BigDecimal(x);
        BigDecimal sum = power;
        for (int n = 1; n < 300; n++) {
            power = power.multiply(square, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
            sum = sum.add(power.divide(BigDecimal.valueOf(2L * n + 1), DIGITS), DIGITS);
        }
        return sum.doubleValue() * 2 / Math.sqrt(Math.PI);
    }

    @Test
    void erf_wholeRange_asTheSeries() {
        for (double x = -6.5; x <= 6.5; x += 0.0437) {
            assertEquals(series(x), Erf.erf(x), 1e-15);
        }
    }

    @Test
    void erf_tiny_keepsItsRelativePrecision() {
        assertEquals(1e-200 * 2 / Math.sqrt(Math.PI), Erf.erf(1e-200), 1e-215);
    }

    @Test
    void erf_limits() {
        assertEquals(1, Erf.erf(Double.POSITIVE_INFINITY));
        assertEquals(-1, Erf.erf(-30));
        assertEquals(Double.NEGATIVE_INFINITY, 1 / Erf.erf(-0.0));
    }
}
