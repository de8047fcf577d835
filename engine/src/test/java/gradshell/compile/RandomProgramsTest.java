package gradshell.compile;

import static gradshell.compile.Derivatives.DIFFERENTIATOR;
import static gradshell.compile.Derivatives.apply;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.Fn;
import gradshell.Gradshell;
import java.io.Serializable;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the gradients of made-up programs with differences, away from their jumps and kinks. */
class RandomProgramsTest {
    private static final int METHODS = 250;

    @ParameterizedTest
    @ValueSource(longs = {1, 1000, 2000, 3000})
    void gradient_agreesWithDifferences(long seed) throws ReflectiveOperationException {
        String source = RandomProgram.source("Program" + seed, METHODS, seed);
        Class<?> type = SourceCode.load("Program" + seed, source);
        int compared = 0;
        int second = 0;
        for (int i = 0; i < METHODS; i++) {
            var f = (Serializable) field(type, "f" + i);
            compared += compare(f, "m" + i, source, 0.6213, 0.3137) + compare(f, "m" + i, source, -0.4291, 1.2709);
            if (i % 4 == 0) second += compareSecond(f, "m" + i, source, 0.6213, 0.3137);
        }
        assertTrue(compared > METHODS && second > METHODS / 4,
                "only " + compared + " and " + second + " points were smooth enough to compare");
    }

    @ParameterizedTest
    @ValueSource(longs = {10_000, 11_000, 12_000, 13_000})
    void gradientThroughMemory_agreesWithDifferences(long seed) throws ReflectiveOperationException {
        String source = RandomProgram.withMemory("Program" + seed, METHODS, seed);
        Class<?> type = SourceCode.load("Program" + seed, source);
        int compared = 0;
        for (int i = 0; i < METHODS; i++) {
            @SuppressWarnings("unchecked")
            var f = (Fn<double[], Double>) field(type, "f" + i);
            compared += compareWithMemory(f, "m" + i, source, 0.6213, 0.3137, -0.8119);
        }
        assertTrue(compared > METHODS, "only " + compared + " points were smooth enough to compare");
    }

    private static Object field(Class<?> type, String name) throws ReflectiveOperationException {
        var field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(null);
    }

    private static int compare(Serializable f, String name, String source, double... x) {
        var result = DIFFERENTIATOR.withGradient(f, x);
        var pullback = DIFFERENTIATOR.pullback(f, x);
        assertEquals(apply(f, x), result.value(), name);
        assertArrayEquals(result.gradient(), pullback.back(1.0), name);
        assertArrayEquals(result.gradient(), pullback.back(1.0), name);
        Derivatives.checkForward(f, result.gradient(), x);
        return compare(y -> apply(f, y), x, result.gradient(), name, source);
    }

    /** Compares a row of the Hessian with differences of the gradient. */
    private static int compareSecond(Serializable f, String name, String source, double... x) {
        double[] row = DIFFERENTIATOR.hvp(f, x, Derivatives.unit(x.length, 0));
        return compare(y -> DIFFERENTIATOR.gradient(f, y)[0], x, row, name + ", second", source);
    }

    private static int compareWithMemory(Fn<double[], Double> f, String name, String source, double... x) {
        double[] plain = x.clone();
        double[] given = x.clone();
        double value = f.apply(plain);
        var result = Gradshell.withGradient(f, given);
        assertEquals(value, result.value(), () -> name + "\n" + source);
        assertArrayEquals(plain, given, () -> name + " leaves its argument otherwise\n" + source);
        var pullback = Gradshell.pullback(f, x.clone());
        assertArrayEquals(result.gradient(), pullback.back(1.0), () -> name + "\n" + source);
        assertArrayEquals(result.gradient(), pullback.back(1.0), () -> name + "\n" + source);
        return compare(y -> f.apply(y.clone()), x, result.gradient(), name, source);
    }

    private static int compare(ToDoubleFunction<double[]> f, double[] x, double[] actual, String name, String source) {
        double[] fine = Leaves.differences(f, x, 2e-6);
        double[] coarse = Leaves.differences(f, x, 1e-5);
        int compared = 0;
        for (int i = 0; i < x.length; i++) {
            double expected = coarse[i];
            double slope = actual[i];
            double scale = 1 + Math.abs(expected);
            // where two step sizes disagree there is a jump, a kink or too steep a curve nearby
            if (!(Math.abs(fine[i] - expected) < 1e-6 * scale)) continue;
            assertTrue(Math.abs(expected - slope) < 1e-4 * scale,
                    () -> name + ": " + slope + ", by differences " + expected + "\n" + source);
            compared++;
        }
        return compared;
    }
}
