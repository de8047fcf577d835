package gradshell;

import static gradshell.DifferentiationTest.assertRefused;
import static gradshell.DifferentiationTest.assertValues;
import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.params;
import static gradshell.Tensors.ones;
import static gradshell.Tensors.tensor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class GradsTest {
    private final Tensor w = tensor(3, 4);
    private final Tensor unused = ones(2, 2);
    private final Params ps = params(w, unused);

    private Grads times(double factor) {
        return gradient(() -> w.square().sum().times(factor), ps);
    }

    @Test
    void get_usedUnusedAndUnknown() {
        var g = times(0.5);
        assertValues(g.get(w), 3, 4);
        assertValues(g.get("0"), 3, 4);
        assertTrue(g.has(w));
        assertFalse(g.has(unused));
        assertRefused(NoSuchElementException.class, () -> g.get(unused), "\"1\"", "(2, 2)", "not used");
        assertRefused(NoSuchElementException.class, () -> g.get("1"), "\"1\"", "not used");
        assertRefused(NoSuchElementException.class, () -> g.get(ones(2)), "none of the 2 parameters");
        assertRefused(NoSuchElementException.class, () -> g.get("2"), "\"2\"");
    }

    @Test
    void arithmetic_missingEntriesAreZero() {
        var g = times(0.5);
        var other = gradient(() -> unused.sum(), ps);
        assertValues(g.plus(other).get(w), 3, 4);
        assertValues(g.plus(other).get(unused), 1, 1, 1, 1);
        assertValues(g.minus(other).get(unused), -1, -1, -1, -1);
        assertValues(g.minus(g.times(2)).get(w), -3, -4);
        assertValues(Tensors.times(2, g).div(4).unaryMinus().get(w), -1.5, -2);
        assertValues(g.map(x -> x.square()).get(w), 9, 16);
        assertRefused(IllegalArgumentException.class, () -> g.plus(gradient(() -> w.sum(), params(w))), "different");
        assertRefused(IllegalArgumentException.class, () -> g.map(x -> x.sum()), "(2)", "()");
    }

    @Test
    void normsAndClipping() {
        var g = times(0.5);
        assertEquals(5, g.norm());
        assertEquals(5, g.norm(w));
        assertValues(g.clipNorm(1).get(w), 0.6, 0.8);
        assertValues(g.clipNorm(10).get(w), 3, 4);
        assertValues(g.clipValue(3.5).get(w), 3, 3.5);
        assertEquals(5e30, times(0.5e30).norm(), 1e25);
        assertRefused(IllegalArgumentException.class, () -> g.clipNorm(0), "positive");
    }

    @Test
    void rows_sayWhatIsWrong() {
        assertEquals(List.of("", "unused"), remarks(times(1)));
        assertEquals("NaN", remarks(times(Double.NaN)).getFirst());
        assertEquals("Inf", remarks(times(Double.POSITIVE_INFINITY)).getFirst());
        assertEquals("exploding", remarks(times(1e6)).getFirst());
        assertEquals("vanishing", remarks(times(1e-12)).getFirst());
        assertTrue(times(1).isFinite());
        assertFalse(times(Double.NaN).isFinite());
        assertFalse(times(Double.POSITIVE_INFINITY).isFinite());
    }

    private static List<String> remarks(Grads grads) {
        return grads.rows().stream().map(GradientRow::remark).toList();
    }

    @Test
    void table_isAligned() {
        assertEquals("""
                parameter  shape     norm    mean     min     max  zeros
                0          (2)     5.0000  3.5000  3.0000  4.0000     0%
                1          (2, 2)       -       -       -       -      -  unused""", times(0.5).toString());
    }

    @Test
    void clipNorm_notFiniteOrFollowed_isRefused() {
        assertRefused(ArithmeticException.class, () -> times(Double.POSITIVE_INFINITY).clipNorm(1), "Infinity");
        assertRefused(ArithmeticException.class, () -> times(Double.NaN).clipNorm(1), "NaN");
        assertRefused(UnsupportedOperationException.class,
                () -> gradient(() -> times(1).clipNorm(1).get(w).sum(), ps), "clipNorm", "map");
    }

    @Test
    void functionsThatGiveNull_areRefused() {
        assertRefused(IllegalArgumentException.class, () -> times(1).map(_ -> null), "map", "null", "(2)");
        assertRefused(IllegalArgumentException.class,
                () -> gradient(() -> Gradshell.hook(_ -> null, w).sum(), ps), "hook", "null", "(2)");
    }
}
