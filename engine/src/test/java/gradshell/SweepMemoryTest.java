package gradshell;

import static gradshell.Gradshell.checkpointed;
import static gradshell.Gradshell.customRule;
import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.hook;
import static gradshell.Gradshell.hvp;
import static gradshell.Gradshell.params;
import static gradshell.Gradshell.pullback;
import static gradshell.Tensors.cat;
import static gradshell.Tensors.full;
import static gradshell.Tensors.ones;
import static gradshell.Tensors.rand;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.Test;

/** Whatever a user keeps of a sweep stays as it was, however often memory of that size is used again. */
@ParameterizedClass
@ValueSource(ints = {100, 400}) // on the heap, in native memory
class SweepMemoryTest {
    @Parameter
    int n;

    private final Map<Tensor, float[]> kept = new LinkedHashMap<>();

    /** Looks at the array, because the numbers of what a gradient follows can't be read. */
    private Tensor keep(Tensor x) {
        kept.put(x, x.array.toFloatArray());
        return x;
    }

    private Tensor matrix() {
        return rand(n, n);
    }

    private Tensor loss(Tensor x) {
        var y = x.times(x).plus(x).tanh();
        return y.plus(y.t()).sigmoid().times(x).sum();
    }

    /** Sweeps that write into whatever memory they get. */
    @AfterEach
    void assertKeptAsTheyWere() {
        for (var i = 0; i < 3; i++) gradient(this::loss, full(i, n, n));
        var blocks = Stream.generate(() -> full(Double.NaN, n, n)).limit(20).toList();
        kept.forEach((x, values) -> assertArrayEquals(values, x.toFloatArray()));
        assertEquals(20, blocks.size());
    }

    @Test
    void gradientsAndValues_stay() {
        var x = matrix();
        for (var i = 0; i < 5; i++) {
            keep(gradient(this::loss, x.times(i)));
            keep(gradient(z -> keep(keep(z.exp()).times(z)).sum(), x));
            keep(gradient(() -> x.times(2).sum(), params(x)).get(x));
        }
    }

    @Test
    void pullback_calledAgainAndAgain_givesTheSame() {
        var x = matrix();
        var pullback = pullback(z -> z.times(z).plus(z).t().tanh(), x);
        var dy = keep(ones(n, n));
        var first = keep(pullback.back(dy));
        for (var i = 0; i < 3; i++) assertArrayEquals(first.toFloatArray(), keep(pullback.back(dy)).toFloatArray());
    }

    @Test
    void cotangentsThatAreTheSeedOrViewsOfIt_areNotReturned() {
        var dy = keep(matrix());
        keep(pullback(z -> z, matrix()).back(dy));
        keep(pullback(z -> z.plus(z).t(), matrix()).back(dy));
        var parts = pullback((a, b) -> cat(0, a, b), matrix(), matrix()).back(keep(rand(2L * n, n)));
        keep(parts.first());
        keep(parts.second());
        var same = pullback((Tensor a, Tensor b) -> a.plus(b), matrix(), matrix()).back(dy);
        keep(same.first());
        keep(same.second());
    }

    @Test
    void oneCotangentInManyPlaces_addsUp() {
        var x = matrix();
        var g = gradient(z -> {
            var y = z.times(2);
            return y.plus(y).plus(y.reshape((long) n * n).reshape(n, n)).plus(y.t().t()).plus(y).sum();
        }, x);
        assertArrayEquals(full(10, n, n).toFloatArray(), keep(g).toFloatArray());
        var stretched = gradient(z -> z.sum(0).plus(z.sum(0)).sum().plus(z.sum()), x);
        assertArrayEquals(full(3, n, n).toFloatArray(), keep(stretched).toFloatArray());
    }

    @Test
    void hook_mayKeepWhatItSees() {
        var x = matrix();
        keep(gradient(z -> hook(dy -> {
            keep(dy.t());
            keep(dy.slice(0, 1, 7));
            keep(gradient(this::loss, dy));
            return keep(dy);
        }, z.times(z).tanh()).times(z).sum(), x));
        keep(gradient(z -> hook(dy -> keep(dy).times(2), hook(dy -> keep(dy.times(3)), z.exp())).sum(), x));
    }

    @Test
    void hook_thatGivesAKeptTensor_leavesItAlone() {
        var mine = keep(matrix());
        keep(gradient(z -> {
            var y = hook(_ -> mine, z.times(z));
            return y.plus(y.tanh()).plus(z).sum();
        }, matrix()));
    }

    @Test
    void customRule_mayKeepWhatItSees() {
        var rule = customRule((Tensor x) -> new Pullback<>(keep(x.exp()), dy -> keep(keep(dy).times(x.exp()))));
        var same = customRule((Tensor x) -> new Pullback<>(x, dy -> keep(dy)));
        keep(gradient(z -> same.apply(rule.apply(z.times(z))).times(z).sum(), matrix()));
    }

    @Test
    void customRule_thatFails_leavesThePullbackAsItWas() {
        var fails = new boolean[]{true};
        var rule = customRule((Tensor x) -> new Pullback<>(x.exp(), dy -> {
            keep(dy);
            if (fails[0]) throw new IllegalStateException("stop");
            return dy.times(x.exp());
        }));
        var x = matrix();
        var pullback = pullback(z -> rule.apply(z.times(2)).times(z).tanh(), x);
        assertThrows(IllegalStateException.class, () -> pullback.back(ones(n, n)));
        fails[0] = false;
        var first = keep(pullback.back(ones(n, n)));
        assertArrayEquals(first.toFloatArray(), pullback.back(ones(n, n)).toFloatArray());
    }

    @Test
    void checkpointed_mayKeepWhatItSees() {
        var x = matrix();
        var plain = gradient(z -> z.times(z).exp().times(z).sum(), x);
        var again = gradient(z -> checkpointed(a -> keep(keep(a.times(a)).exp()), z).times(z).sum(), x);
        assertArrayEquals(keep(plain).toFloatArray(), keep(again).toFloatArray(), 1e-4f);
    }

    @Test
    void secondDerivatives_ofPullbacksTakenOutsideAndInside() {
        var x = matrix();
        keep(hvp((Tensor z) -> z.times(z).times(z).sum(), x, ones(n, n)));
        var inner = pullback((Tensor z) -> keep(z.times(z)).tanh(), x);
        var linear = pullback((Tensor dy) -> keep(inner.back(dy)).times(2), ones(n, n));
        keep(linear.back(ones(n, n)));
        keep(linear.back(x));
        keep(inner.back(x));
    }

    @Test
    void indArray_outlivesTheTensor() {
        var arrays = new ArrayList<org.nd4j.linalg.api.ndarray.INDArray>();
        var sums = new ArrayList<Double>();
        for (var i = 0; i < 3; i++) {
            var g = gradient(z -> hook(dy -> {
                arrays.add(dy.toNd4j());
                sums.add(dy.sum().item());
                return dy;
            }, z.times(z)).sum(), matrix());
            arrays.add(g.toNd4j());
            sums.add(g.sum().item());
        }
        assertKeptAsTheyWere();
        for (var i = 0; i < sums.size(); i++) {
            assertEquals(sums.get(i), arrays.get(i).sumNumber().doubleValue(), 1e-3 * n * n);
        }
    }

    @Test
    void sweepsOfOnePullback_onSeveralThreads() {
        var pullback = pullback(z -> z.times(z).plus(z).t().tanh().times(z), matrix());
        var dy = ones(n, n);
        var expected = pullback.back(dy).toFloatArray();
        List<CompletableFuture<Tensor>> all = Stream
                .generate(() -> CompletableFuture.supplyAsync(() -> pullback.back(dy))).limit(8).toList();
        for (var one : all) assertArrayEquals(expected, keep(one.join()).toFloatArray());
    }
}
