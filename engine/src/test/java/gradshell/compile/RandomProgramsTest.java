package gradshell.compile;

import static gradshell.compile.Derivatives.DIFFERENTIATOR;
import static gradshell.compile.Derivatives.apply;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Serializable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the gradients of made-up programs with differences, away from their jumps and kinks. */
class RandomProgramsTest {
    private static final int METHODS = 25;

    @ParameterizedTest
    @ValueSource(longs = {1, 1000, 2000})
    void gradient_agreesWithDifferences(long seed) throws ReflectiveOperationException {
        String source = RandomProgram.source("Program" + seed, METHODS, seed);
        Class<?> type = SourceCode.load("Program" + seed, source);
        int compared = 0;
        for (int i = 0; i < METHODS; i++) {
            var field = type.getDeclaredField("f" + i);
            field.setAccessible(true);
            var f = (Serializable) field.get(null);
            compared += compare(f, "m" + i, source, 0.6213, 0.3137) + compare(f, "m" + i, source, -0.4291, 1.2709);
        }
        assertTrue(compared > METHODS, "only " + compared + " points were smooth enough to compare");
    }

    private static int compare(Serializable f, String name, String source, double... x) {
        var result = DIFFERENTIATOR.withGradient(f, x);
        var pullback = DIFFERENTIATOR.pullback(f, x);
        assertEquals(apply(f, x), result.value(), name);
        assertArrayEquals(result.gradient(), pullback.back(1.0), name);
        assertArrayEquals(result.gradient(), pullback.back(1.0), name);
        int compared = 0;
        for (int i = 0; i < x.length; i++) {
            double fine = difference(f, x, i, 1e-6);
            double coarse = difference(f, x, i, 4e-6);
            double scale = 1 + Math.abs(fine);
            double actual = result.gradient()[i];
            // where two step sizes disagree there is a jump, a kink or too steep a curve nearby
            if (!(Math.abs(fine - coarse) < 1e-6 * scale)) continue;
            assertTrue(Math.abs(fine - actual) < 1e-4 * scale,
                    () -> name + ": " + actual + ", by differences " + fine + "\n" + source);
            compared++;
        }
        return compared;
    }

    private static double difference(Serializable f, double[] x, int i, double h) {
        double[] up = x.clone();
        double[] down = x.clone();
        up[i] += h;
        down[i] -= h;
        return (apply(f, up) - apply(f, down)) / (2 * h);
    }
}
