package gradshell;

import static gradshell.DifferentiationTest.assertRefused;
import static gradshell.DifferentiationTest.assertValues;
import static gradshell.Gradshell.checkpointed;
import static gradshell.Gradshell.customRule;
import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.gradientCheck;
import static gradshell.Gradshell.hook;
import static gradshell.Gradshell.hvp;
import static gradshell.Gradshell.ignore;
import static gradshell.Gradshell.params;
import static gradshell.Gradshell.pullback;
import static gradshell.Gradshell.stopGradient;
import static gradshell.Tensors.ones;
import static gradshell.Tensors.rand;
import static gradshell.Tensors.scalar;
import static gradshell.Tensors.tensor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ControlTest {
    private final Tensor t = tensor(1, 2, 3);

    @Test
    void ignore_andStopGradient_letNothingBack() {
        assertValues(gradient(x -> x.times(ignore(() -> x.square())).sum(), t), 1, 4, 9);
        assertValues(gradient(x -> x.times(stopGradient(x.square())).sum(), t), 1, 4, 9);
        assertEquals(2, stopGradient(2.0));
    }

    @Test
    void ignore_resultThatIsFollowed_isCutOff() {
        assertValues(gradient(x -> x.times(ignore(() -> x)).sum(), t), 1, 2, 3);
        assertValues(gradient(x -> {
            var y = x.square();
            return x.times(ignore(() -> List.of(y)).getFirst()).sum();
        }, t), 1, 4, 9);
    }

    @Test
    void checkpointed_returningWhatItCaptured() {
        var w = tensor(4, 5, 6);
        assertValues(gradient(() -> checkpointed(z -> w, t).sum(), params(w)).get(w), 1, 1, 1);
    }

    @Test
    void customRule_usingWhatIsNoArgument_isRefused() {
        var w = tensor(4, 5, 6);
        var f = customRule((Tensor x) -> new Pullback<>(x.times(w), dy -> dy.times(w)));
        assertValues(gradient(x -> f.apply(x).sum(), t), 4, 5, 6);
        assertRefused(UnsupportedOperationException.class,
                () -> gradient(() -> f.apply(w.square()).sum(), params(w)), "customRule", "(3)",
                "part of the argument");
        assertRefused(UnsupportedOperationException.class,
                () -> gradient(x -> gradient(() -> f.apply(w.times(x)).sum(), params(w)).get(w).sum(), t),
                "customRule");
    }

    @Test
    void ignore_gradientInside_works() {
        assertValues(gradient(x -> x.times(ignore(() -> gradient(z -> z.square().sum(), x))).sum(), t), 2, 4, 6);
    }

    @Test
    void hook_seesAndChangesTheCotangent() {
        var seen = new ArrayList<Tensor>();
        var g = gradient(x -> hook(d -> {
            seen.add(d);
            return d.times(10);
        }, x.square()).sum(), t);
        assertValues(g, 20, 40, 60);
        assertValues(seen.getFirst(), 1, 1, 1);
        assertRefused(IllegalArgumentException.class, () -> gradient(x -> hook(d -> d.sum(), x).sum(), t), "hook",
                "(3)");
    }

    @Test
    void checkpointed_runsAgainOnEachBack() {
        var calls = new AtomicInteger();
        var pb = pullback(x -> checkpointed(z -> {
            calls.incrementAndGet();
            return z.exp();
        }, x).sum(), t);
        assertEquals(1, calls.get());
        assertValues(pb.back(scalar(1)), Math.exp(1), Math.exp(2), Math.exp(3));
        assertEquals(2, calls.get());
        pb.back(scalar(1));
        assertEquals(3, calls.get());
    }

    @Test
    void checkpointed_reachesCapturedTensors() {
        var w = tensor(4, 5, 6);
        var g = gradient(() -> checkpointed(z -> z.times(w).square(), t).sum(), params(w));
        assertValues(g.get(w), 8, 40, 108);
        assertValues(gradient(x -> {
            var y = x.square();
            return checkpointed(z -> z.times(y), x).sum();
        }, t), 3, 12, 27);
    }

    @Test
    void checkpointed_steps() {
        var x = tensor(0.5, 1, 2);
        var w = tensor(0.9, 1.1, 1);
        var runs = new int[1];
        var kept = pullback((Fn2<Tensor, Tensor, Tensor>) (a, b) -> checkpointed(10, a, (i, z) -> {
            runs[0]++;
            return z.times(b).sin().plus(i);
        }).sum(), x, w);
        assertEquals(10, runs[0]);
        var loop = gradient((a, b) -> {
            var z = a;
            for (var i = 0; i < 10; i++) {
                z = z.times(b).sin().plus(i);
            }
            return z.sum();
        }, x, w);
        var back = kept.back(scalar(1));
        assertEquals(20, runs[0]);
        assertValues(back.first(), loop.first().toDoubleArray());
        assertValues(back.second(), loop.second().toDoubleArray());
    }

    @Test
    void checkpointed_structuresAndNesting() {
        var check = gradientCheck(x -> {
            var pair = checkpointed(z -> List.of(z.sin(), checkpointed(u -> u.exp().times(z), z)), x);
            return pair.get(0).times(pair.get(1)).sum();
        }, t.to(DataType.DOUBLE));
        assertTrue(check.passed(), check::toString);
        var plain = gradient(x -> x.exp().sum(), t);
        assertValues(hvp(x -> checkpointed(z -> z.exp(), x).sum(), t, ones(3)), plain.toDoubleArray());
    }

    @Test
    void checkpointed_anotherResultTheSecondTime_isRefused() {
        assertRefused(IllegalStateException.class,
                () -> gradient(x -> checkpointed(z -> z.times(rand(3)), x).sum(), t), "checkpointed", "another result");
    }

    @Test
    void customRule_givesValueAndPullback() {
        var f = customRule((Tensor x) -> new Pullback<>(x.square(), dy -> dy.times(x).times(100)));
        assertValues(f.apply(t), 1, 4, 9);
        assertValues(gradient(x -> f.apply(x).sum(), t), 100, 200, 300);
        assertFalse(gradientCheck(f, t).passed());
    }

    @Test
    void customRule_withPlainNumbers() {
        var cube = customRule((Tensor x) -> {
            var v = x.item();
            return new Pullback<>(scalar(v * v * v), dy -> dy.times(3 * v * v));
        });
        assertEquals(12, gradient(x -> cube.apply(x), scalar(2)).item());
        assertRefused(UnsupportedOperationException.class,
                () -> gradient(x -> gradient(z -> cube.apply(z), x), scalar(2)),
                "customRule", "second derivative");
    }

    @Test
    void customRule_secondDerivative() {
        var exp = customRule((Tensor x) -> {
            var y = x.exp();
            return new Pullback<>(y, dy -> dy.times(y));
        });
        var g = gradient(x -> gradient(z -> exp.apply(z).sum(), x).sum(), t);
        assertValues(g, Math.exp(1), Math.exp(2), Math.exp(3));
    }

    @Test
    void customRule_pullbackThatDoesntFit() {
        var f = customRule((Tensor x) -> new Pullback<>(x.sum(), dy -> dy));
        assertRefused(IllegalArgumentException.class, () -> gradient(x -> f.apply(x), t), "customRule", "(3)", "()");
    }

    @Test
    void customRule_structures() {
        var f = customRule(
                (List<Tensor> x) -> new Pullback<>(List.of(x.get(1), x.get(0)), dy -> List.of(dy.get(1), dy.get(0))));
        var g = gradient((x, y) -> {
            var swapped = f.apply(List.of(x, y));
            return swapped.get(0).square().plus(swapped.get(1)).sum();
        }, t, t);
        assertValues(g.first(), 1, 1, 1);
        assertValues(g.second(), 2, 4, 6);
    }
}
