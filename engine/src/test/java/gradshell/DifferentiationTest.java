package gradshell;

import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.params;
import static gradshell.Gradshell.pullback;
import static gradshell.Gradshell.withGradient;
import static gradshell.Tensors.buffer;
import static gradshell.Tensors.full;
import static gradshell.Tensors.indices;
import static gradshell.Tensors.ones;
import static gradshell.Tensors.scalar;
import static gradshell.Tensors.tensor;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.tape.Recorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class DifferentiationTest {
    private final Tensor t = tensor(1, 2, 3);

    static void assertValues(Tensor actual, double... expected) {
        assertArrayEquals(expected, actual.toDoubleArray(), 1e-5);
    }

    static void assertRefused(Class<? extends Throwable> type, Executable code, String... words) {
        var message = assertThrows(type, code).getMessage();
        for (var word : words) {
            assertTrue(message.contains(word), () -> "\"" + word + "\" in: " + message);
        }
    }

    @Test
    void gradient_polynomial() {
        assertEquals(32, gradient(x -> x.square().times(3).plus(x.times(2)).plus(1), scalar(5)).item());
    }

    @Test
    void gradient_loopsAndBranches() {
        var g = gradient(x -> {
            var y = x;
            for (var i = 0; i < 3; i++) {
                y = y.sum().item() > 0 ? y.times(x) : y.minus(x);
            }
            return y.sum();
        }, t);
        assertValues(g, 4, 32, 108);
    }

    @Test
    void gradient_sameTensorTwice_isTwoVariables() {
        var pair = gradient((x, y) -> x.times(x).times(y).sum(), t, t);
        assertValues(pair.first(), 2, 8, 18);
        assertValues(pair.second(), 1, 4, 9);
    }

    @Test
    void gradient_capturedArgument_isConstant() {
        assertValues(gradient(x -> x.times(t).sum(), t), 1, 2, 3);
    }

    @Test
    void gradient_unusedArgument_isZero() {
        var pair = gradient((x, y) -> x.sum(), t, ones(2, 2));
        assertValues(pair.second(), 0, 0, 0, 0);
        assertValues(gradient(x -> scalar(1), t), 0, 0, 0);
    }

    @Test
    void gradient_identity() {
        assertEquals(1, gradient(x -> x, scalar(3)).item());
    }

    @Test
    void gradient_ofGradient() {
        assertValues(gradient(x -> gradient(z -> z.pow(3).sum(), x).sum(), t), 6, 12, 18);
        assertValues(gradient(x -> gradient(y -> gradient(z -> z.pow(4).sum(), y).sum(), x).sum(), t), 24, 48, 72);
    }

    @Test
    void gradient_ofGradient_keepsVariablesApart() {
        // d/dx (x d/dy (x + y)) = 1, although x and y are the same tensor at the call
        var g = gradient(x -> x.times(gradient(y -> x.plus(y).sum(), x)).sum(), t);
        assertValues(g, 1, 1, 1);
        assertValues(gradient(x -> gradient(y -> x.times(y).sum(), x).sum(), t), 1, 1, 1);
    }

    @Test
    void gradient_penaltyOnParameters_nested() {
        var w = tensor(1, 2, 3);
        var ps = params(w);
        var g = gradient(() -> gradient(() -> w.pow(3).sum(), ps).get(w).square().sum(), ps);
        assertValues(g.get(w), 36, 288, 972);
    }

    @Test
    void pullback_manyTimes_givesTheSame() {
        var pb = pullback(x -> x.exp().times(x), t);
        var first = pb.back(ones(3)).toDoubleArray();
        assertValues(pb.back(full(2, 3)).div(2), first);
        assertArrayEquals(first, pb.back(ones(3)).toDoubleArray());
    }

    @Test
    void pullback_structuredResult() {
        var pb = pullback(x -> List.of(x.square(), x.sum()), t);
        assertValues(pb.back(List.of(ones(3), scalar(10))), 12, 14, 16);
    }

    /** A loss with whatever is wanted beside it. */
    record Scored(Tensor loss, Tensor yHat, int count, List<Tensor> more) {}

    @Test
    void withGradient_recordWithTheLossFirst_isTheGradientOfTheLoss() {
        Tensor x = tensor(1, 2);
        var both = withGradient(a -> {
            Tensor yHat = a.times(3);
            return new Scored(yHat.square().sum(), yHat, 7, List.of(a));
        }, x);
        assertValues(both.gradient(), 18, 36);
        assertEquals(45, both.loss());
        assertValues(both.value().yHat(), 3, 6);
        assertEquals(7, both.value().count());
    }

    @Test
    void withGradient_pairOfParameters() {
        Tensor w = tensor(2.0);
        var both = withGradient(() -> new Pair<>(w.square().sum(), w.times(5)), params(List.of(w)));
        assertValues(both.gradient().get(w), 4);
        assertValues(both.value().second(), 10);
        assertRefused(UnsupportedOperationException.class,
                () -> withGradient(() -> new Pair<>(w.times(w.item()).sum(), w), params(List.of(w))),
                "numbers are read");
    }

    @Test
    void withGradient_recordThatDoesNotBeginWithAScalar_isRefused() {
        Tensor x = tensor(1, 2);
        assertRefused(IllegalArgumentException.class, () -> withGradient(a -> new Pair<>(a, a.sum()), x), "shape (2)");
        assertRefused(IllegalArgumentException.class, () -> withGradient(a -> new Pair<>("loss", a.sum()), x),
                "first component");
        assertRefused(IllegalArgumentException.class, () -> gradient(a -> new Pair<>(a.sum(), a), x),
                "withGradient takes a record");
    }

    @Test
    void pullback_cotangentThatDoesntFit() {
        var pb = pullback(x -> x.square(), t);
        assertRefused(IllegalArgumentException.class, () -> pb.back(ones(2)), "back", "(3)", "(2)");
        var many = pullback(x -> List.of(x, x), t);
        assertRefused(IllegalArgumentException.class, () -> many.back(List.of(t)), "of 2 parts", "of 1");
    }

    @Test
    void pullback_afterAssign_isRefused() {
        var w = tensor(1, 2, 3);
        var ps = params(w);
        var pb = pullback(() -> w.square().sum(), ps);
        w.assign(t.times(2));
        assertRefused(IllegalStateException.class, () -> pb.back(scalar(1)), "square", "(3)", "assign");
        var linear = pullback(() -> w.plus(1).sum(), ps);
        w.assign(t);
        assertValues(linear.back(scalar(1)).get(w), 1, 1, 1);
    }

    @Test
    void pullback_viewOfAssignedTensor_isRefused() {
        var w = tensor(new double[][]{{1, 2}, {3, 4}});
        var ps = params(w);
        var pb = pullback(() -> w.t().matmul(tensor(1, 1)).sum(), ps);
        w.assign(w.times(2));
        assertRefused(IllegalStateException.class, () -> pb.back(scalar(1)), "matmul", "(2, 2)");
    }

    @Test
    void pullback_ofOuterParameters_isRefused() {
        var w = tensor(1, 2, 3);
        var ps = params(w);
        var pb = pullback(() -> w.pow(3).sum(), ps);
        assertRefused(IllegalStateException.class, () -> gradient(() -> pb.back(scalar(1)).get(w).sum(), ps),
                "take the pullback inside");
    }

    @Test
    void gradient_resultThatIsNoScalar() {
        assertRefused(IllegalArgumentException.class, () -> gradient(x -> x.square(), t), "(3)", "pullback",
                "jacobian");
        assertRefused(IllegalArgumentException.class, () -> gradient(x -> List.of(x), t), "scalar Tensor");
        assertRefused(IllegalArgumentException.class, () -> gradient(x -> null, t), "null");
        assertRefused(IllegalArgumentException.class, () -> gradient(x -> "text", t), "String");
        assertRefused(IllegalArgumentException.class, () -> gradient(x -> x.argmax(0), t), "LONG");
        assertRefused(IllegalArgumentException.class, () -> gradient(x -> buffer(2), t), "copy()");
    }

    @Test
    void gradient_argumentThatHasNone() {
        assertRefused(IllegalArgumentException.class, () -> gradient(x -> x.sum(), indices(1, 2)), "LONG",
                "DataType.FLOAT");
        assertRefused(IllegalArgumentException.class, () -> gradient(x -> t.sum(), new StringBuilder()),
                "StringBuilder",
                "record");
        assertRefused(IllegalArgumentException.class, () -> gradient(x -> t.sum(), (Tensor) null), "null");
        assertRefused(IllegalArgumentException.class, () -> gradient(x -> t.sum(), params(t)), "() ->");
        assertRefused(IllegalArgumentException.class, () -> gradient(x -> t.sum(), List.of("a")), "no FLOAT or DOUBLE");
        assertRefused(IllegalArgumentException.class, () -> gradient(x -> t, new double[]{1}), "(3)");
    }

    record Positive(Tensor value) {
        Positive {
            if (value.sum().item() < 0) {
                throw new IllegalArgumentException("must be positive");
            }
        }
    }

    @Test
    void gradient_recordThatRejectsIt() {
        assertRefused(IllegalArgumentException.class,
                () -> gradient(p -> p.value().sum().unaryMinus(), new Positive(t)), "Positive", "must be positive",
                "pullback");
    }

    record Inner(Tensor w, int count) {}

    record Outer(Inner inner, Map<String, Tensor> named, List<Tensor> list, String name, Tensor index) {}

    @Test
    void gradient_nestedStructure() {
        var x = new Outer(new Inner(t, 7), Map.of("a", t), List.of(t, t), "n", indices(1, 2));
        var g = gradient(o -> o.inner().w().times(o.named().get("a")).times(o.list().get(1)).sum(), x);
        assertValues(g.inner().w(), 1, 4, 9);
        assertEquals(7, g.inner().count());
        assertValues(g.list().get(0), 0, 0, 0);
        assertValues(g.list().get(1), 1, 4, 9);
        assertEquals("n", g.name());
        assertSame(x.index(), g.index());
    }

    static final class Held implements Layer {
        final Tensor w = ones(3);

        @Override
        public Tensor apply(Tensor x) {
            return x.times(w);
        }
    }

    @Test
    void gradient_layerClassAmongArguments_isRefused() {
        assertRefused(UnsupportedOperationException.class,
                () -> gradient((m, x) -> m.apply(x).sum(), new Held(), t), "Held", "params");
    }

    @Test
    void gradient_mixedTypes_keepTheArguments() {
        var pair = gradient((x, y) -> x.times(y).sum(), t, t.to(DataType.DOUBLE));
        assertEquals(DataType.FLOAT, pair.first().dataType());
        assertEquals(DataType.DOUBLE, pair.second().dataType());
    }

    @Test
    void gradient_assignInside_isRefused() {
        var scratch = ones(3);
        assertRefused(UnsupportedOperationException.class, () -> gradient(x -> {
            scratch.assign(x.times(2));
            return scratch.sum();
        }, t), "assign", "(3)", "buffer");
        assertRefused(UnsupportedOperationException.class, () -> gradient(() -> {
            t.assign(scratch);
            return t.sum();
        }, params(t)), "assign");
        assertValues(gradient(x -> {
            scratch.assign(t);
            return x.times(scratch).sum();
        }, t), 1, 2, 3);
    }

    @Test
    void gradient_exception_passesThroughAndLeavesNothing() {
        var thrown = new IllegalStateException("mine");
        assertSame(thrown, assertThrows(IllegalStateException.class, () -> gradient(x -> {
            throw thrown;
        }, t)));
        assertTrue(Recorder.idle());
        assertValues(gradient(x -> x.sum(), t), 1, 1, 1);
    }

    @Test
    void gradient_runsTheFunctionOnce() {
        var calls = new ArrayList<String>();
        var result = withGradient(x -> {
            calls.add("call");
            return x.sum();
        }, t);
        assertEquals(6, result.value().item());
        assertEquals(1, calls.size());
        assertFalse(Recorder.follows(t));
    }

    @Test
    void constantsOfWhereAndGather_changedAfterwards_areRefused() {
        var w = tensor(1, 2);
        var mask = Tensors.bools(true, false);
        var at = indices(0, 0);
        var chosen = pullback(() -> Tensors.where(mask, w, 0), params(w));
        var picked = pullback(() -> w.gather(0, at), params(w));
        assertValues(chosen.back(ones(2)).get(w), 1, 0);
        mask.assign(Tensors.bools(false, true));
        at.assign(indices(1, 1));
        assertRefused(IllegalStateException.class, () -> chosen.back(ones(2)), "where", "changed");
        assertRefused(IllegalStateException.class, () -> picked.back(ones(2)), "gather", "changed");
    }
}
