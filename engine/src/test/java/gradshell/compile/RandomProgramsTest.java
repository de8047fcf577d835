package gradshell.compile;

import static gradshell.compile.Derivatives.DIFFERENTIATOR;
import static gradshell.compile.Derivatives.apply;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Serializable;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the gradients of made-up programs with differences, away from their jumps and kinks. */
class RandomProgramsTest {
    private static final int METHODS = 12;

    @ParameterizedTest
    @ValueSource(longs = {1, 1000, 2000, 3000, 4000})
    void gradient_agreesWithDifferences(long seed) throws ReflectiveOperationException {
        String source = RandomProgram.source("Program" + seed, METHODS, seed);
        Class<?> type = SourceCode.load("Program" + seed, source);
        int compared = 0;
        int second = 0;
        for (int i = 0; i < METHODS; i++) {
            var field = type.getDeclaredField("f" + i);
            field.setAccessible(true);
            var f = (Serializable) field.get(null);
            compared += compare(f, "m" + i, source, 0.6213, 0.3137) + compare(f, "m" + i, source, -0.4291, 1.2709);
            if (i % 4 == 0) second += compareSecond(f, "m" + i, source, 0.6213, 0.3137);
        }
        assertTrue(compared > METHODS && second > METHODS / 4,
                "only " + compared + " and " + second + " points were smooth enough to compare");
    }

    private static int compare(Serializable f, String name, String source, double... x) {
        var result = DIFFERENTIATOR.withGradient(f, x);
        var pullback = DIFFERENTIATOR.pullback(f, x);
        assertEquals(apply(f, x), result.value(), name);
        assertArrayEquals(result.gradient(), pullback.back(1.0), name);
        assertArrayEquals(result.gradient(), pullback.back(1.0), name);
        Derivatives.checkForward(f, result.gradient(), x);
        int compared = 0;
        for (int i = 0; i < x.length; i++) {
            compared += compare(y -> apply(f, y), x, i, result.gradient()[i], name, source);
        }
        return compared;
    }

    /** Compares a row of the Hessian with differences of the gradient. */
    private static int compareSecond(Serializable f, String name, String source, double... x) {
        double[] row = DIFFERENTIATOR.hvp(f, x, Derivatives.unit(x.length, 0));
        int compared = 0;
        for (int i = 0; i < x.length; i++) {
            compared += compare(y -> DIFFERENTIATOR.gradient(f, y)[0], x, i, row[i], name + ", second", source);
        }
        return compared;
    }

    private static int compare(ToDoubleFunction<double[]> f, double[] x, int i, double actual, String name,
            String source) {
        double fine = difference(f, x, i, 1e-6);
        double coarse = difference(f, x, i, 4e-6);
        double scale = 1 + Math.abs(fine);
        // where two step sizes disagree there is a jump, a kink or too steep a curve nearby
        if (!(Math.abs(fine - coarse) < 1e-6 * scale)) return 0;
        assertTrue(Math.abs(fine - actual) < 1e-4 * scale,
                () -> name + ": " + actual + ", by differences " + fine + "\n" + source);
        return 1;
    }

    private static double difference(ToDoubleFunction<double[]> f, double[] x, int i, double h) {
        double[] up = x.clone();
        double[] down = x.clone();
        up[i] += h;
        down[i] -= h;
        return (f.applyAsDouble(up) - f.applyAsDouble(down)) / (2 * h);
    }
}
