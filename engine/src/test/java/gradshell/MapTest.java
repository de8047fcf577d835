package gradshell;

import static gradshell.DifferentiationTest.assertRefused;
import static gradshell.DifferentiationTest.assertValues;
import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.gradientCheck;
import static gradshell.Gradshell.hessian;
import static gradshell.Gradshell.hvp;
import static gradshell.Gradshell.withGradient;
import static gradshell.Tensors.arange;
import static gradshell.Tensors.rand;
import static gradshell.Tensors.tensor;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A plain function of each element. */
class MapTest {
    private static final List<Double> SEEN = new ArrayList<>();
    private final Tensor t = tensor(1, 2, 3);

    private static double sqrtByNewton(double x) {
        double y = x;
        while (Math.abs(y * y - x) > 1e-12 * x) {
            y = (y + x / y) / 2;
        }
        return y;
    }

    private static double noted(double x) {
        SEEN.add(x);
        return x * x;
    }

    @Test
    void map_usesTheCodeOfTheFunction() {
        assertValues(t.map(v -> v + 1), 2, 3, 4);
        assertValues(gradient(x -> x.map(v -> v * v * v).sum(), t), 3, 12, 27);
        assertValues(gradient(x -> x.map(Math::exp).log().sum(), t), 1, 1, 1);
    }

    @ParameterizedTest
    @EnumSource(value = DataType.class, names = {"FLOAT", "DOUBLE"})
    void map_inBothTypes_passesTheChecker(DataType type) {
        var x = rand(3, 700).plus(.5).to(type);
        assertEquals(type, x.map(v -> v * Math.tanh(v)).dataType());
        assertEquals(type, gradient(z -> z.map(v -> v * Math.tanh(v)).sum(), x).dataType());
        var part = x.slice(1, 0, 4).t();
        assertTrue(gradientCheck(z -> z.map(v -> v * Math.tanh(v)), part).passed());
        assertTrue(gradientCheck(z -> z.t().map(MapTest::sqrtByNewton).square(), part).passed());
        assertTrue(gradientCheck(z -> z.map(v -> v > 1 ? v * v : 2 * v - 1), part).passed());
    }

    @Test
    void map_manyElements_eachHasItsSlope() {
        var x = arange(5000).to(DataType.DOUBLE).reshape(50, 100);
        var slopes = gradient(z -> z.map(v -> v * v).sum(), x);
        assertArrayEquals(Arrays.stream(x.toDoubleArray()).map(v -> 2 * v).toArray(), slopes.toDoubleArray());
        assertArrayEquals(new long[]{50, 100}, slopes.shape());
    }

    @Test
    void map_capturedNumber_isAConstantOfEachCall() {
        for (var scale : new double[]{2, -3}) {
            assertValues(t.map(v -> scale * v), scale, 2 * scale, 3 * scale);
            assertValues(gradient(x -> x.map(v -> scale * v).sum(), t), scale, scale, scale);
        }
    }

    @Test
    void map_memoryOfTheFunction_isOfOneElement() {
        assertValues(gradient(x -> x.map(v -> {
            double[] powers = {1, v, 0};
            powers[2] = powers[1] * v;
            return powers[0] + powers[1] + powers[2];
        }).sum(), t), 3, 5, 7);
        double[] last = {0};
        assertRefused(UnsupportedOperationException.class, () -> gradient(x -> x.map(v -> {
            double before = last[0];
            last[0] = v;
            return v * before;
        }).sum(), t), "map", "next");
    }

    @Test
    void map_effects_happenOnceAnElementInOrder() {
        SEEN.clear();
        assertEquals(14, withGradient(x -> x.map(v -> {
            SEEN.add(0.0);
            return v * v;
        }).sum(), t).value().item());
        assertEquals(3, SEEN.size());
    }

    @Test
    void map_ofIntegers_isFloat() {
        assertEquals(DataType.FLOAT, arange(3).map(v -> v / 2).dataType());
        assertValues(arange(3).to(DataType.LONG).map(v -> v / 2), 0, .5, 1);
    }

    @Test
    void map_ofNothing_isNothing() {
        assertEquals(0, t.slice(0, 1, 1).map(v -> v).size());
        assertValues(gradient(x -> x.slice(0, 1, 1).map(v -> v).sum(), t), 0, 0, 0);
    }

    @Test
    void map_codeThatCannotBeDifferentiated_stillHasValues() {
        SEEN.clear();
        assertValues(t.map(MapTest::noted), 1, 4, 9);
        assertEquals(List.of(1.0, 2.0, 3.0), SEEN);
        assertRefused(UnsupportedOperationException.class,
                () -> gradient(x -> x.map(v -> Double.parseDouble("" + v)).sum(), t),
                "MapTest", "parseDouble");
    }

    @Test
    void map_exceptionOfTheFunction_isNotWrapped() {
        DoubleFn failing = v -> {
            if (v > 2) {
                throw new IllegalStateException("above 2");
            }
            return v;
        };
        assertThrows(IllegalStateException.class, () -> t.map(failing));
        assertThrows(IllegalStateException.class, () -> gradient(x -> x.map(failing).sum(), t));
        assertValues(gradient(x -> x.slice(0, 0, 2).map(failing).sum(), t), 1, 1, 0);
    }

    @Test
    void map_secondDerivative() {
        assertValues(hessian(x -> x.map(v -> v * v * v).sum(), t), 6, 0, 0, 0, 12, 0, 0, 0, 18);
        assertValues(hvp(x -> x.map(v -> v * v).times(x).sum(), t, tensor(1, 1, 0)), 6, 12, 0);
        assertTrue(gradientCheck(x -> gradient(z -> z.map(v -> v * Math.tanh(v)).sum(), x), t.to(DataType.DOUBLE))
                .passed());
    }

    @Test
    void map_thirdDerivative_isRefused() {
        assertRefused(UnsupportedOperationException.class,
                () -> gradient(x -> hessian(z -> z.map(v -> v * v * v).sum(), x).sum(), t), "map", "third derivative");
    }
}
