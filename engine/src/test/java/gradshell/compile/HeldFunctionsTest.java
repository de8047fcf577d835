package gradshell.compile;

import static gradshell.Gradshell.checkpointed;
import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.params;
import static gradshell.Gradshell.pullback;
import static gradshell.Gradshell.withGradient;
import static gradshell.Tensors.scalar;
import static gradshell.Tensors.tensor;
import static gradshell.nn.Layers.chain;
import static gradshell.nn.Layers.conv;
import static gradshell.nn.Layers.convTranspose;
import static gradshell.nn.Layers.dense;
import static gradshell.nn.Layers.flatten;
import static gradshell.nn.Layers.globalMaxPool;
import static gradshell.nn.Layers.maxPool;
import static gradshell.nn.Layers.meanPool;
import static gradshell.nn.Layers.named;
import static gradshell.nn.Layers.window;
import static gradshell.optim.Optimizers.descent;
import static gradshell.optim.Training.train;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.Gradshell;
import gradshell.Layer;
import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.data.Batch;
import gradshell.nn.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Layers and functions that are held by others, and in which numbers and tensors meet. */
class HeldFunctionsTest {
    private static final Tensor X = tensor(1, 2);
    private static final double EPS = 1e-4;

    record Scale(Tensor w) implements Layer {
        @Override
        public Tensor apply(Tensor x) {
            double s = w.item();
            return x.times(s * s);
        }
    }

    /** The slope of 3 s² at s = 3. */
    private static final double SLOPE = 18;

    private final Scale scale = new Scale(scalar(3));
    private final Layer model = chain(scale);

    @Test
    void layerOfAChain_hasItsDerivative() {
        assertEquals(SLOPE, gradient(() -> model.apply(X).sum(), params(model)).get(scale.w()).item(), EPS);
        assertEquals(SLOPE, gradient(m -> m.apply(X).sum(), model).get(scale.w()).item(), EPS);
        assertEquals(SLOPE, pullback(() -> model.apply(X), params(model)).back(tensor(1, 1)).get(scale.w()).item(),
                EPS);
        assertEquals(27.0, withGradient(m -> m.apply(X).sum().item(), model).value(), EPS);
        var input = gradient(x -> model.apply(x).sum(), X);
        assertArrayEquals(new double[]{9, 9}, input.toDoubleArray(), EPS);
    }

    @Test
    void layerWithinLayers_hasItsDerivative() {
        var inner = chain(dense(2, 2, scale), chain(new Activation("scaled", scale)), dense(2, 1));
        var check = Gradshell.gradientCheck(() -> inner.apply(X).sum(), params(inner));
        assertTrue(check.passed(), check.toString());
    }

    @Test
    void layerBesideAndWithinLayersOfImages_hasItsDerivative() {
        Layer recorded = x -> x.times(scale.w().square());
        var images = Tensors.randn(5, 5, 1, 2);
        var expected = new ArrayList<Tensor>();
        for (Layer f : List.of(recorded, scale)) {
            Tensors.seed(2);
            var net = chain(named("first", conv(window(2, 2), 1, 2, f)), chain(named("pooled", maxPool(2, 2))),
                    convTranspose(window(2, 2), 2, 1, f), meanPool(2, 2), globalMaxPool(), flatten, dense(1, 1), f);
            var ps = params(scale.w(), net);
            var gs = gradient(() -> net.apply(images).sum().div(1000), ps);
            if (f == recorded) ps.forEach(p -> expected.add(gs.get(p)));
            var next = expected.iterator();
            ps.forEach(p -> assertTrue(gs.get(p).allClose(next.next(), EPS), gs.toString()));
        }
    }

    @Test
    void layerThatIsCalledByItsOwnType_hasItsDerivative() {
        var conv = conv(window(1), 1, 1, scale);
        var named = named("scaled", scale);
        var signal = tensor(1, 2, 3).reshape(3, 1, 1);
        var check = Gradshell.gradientCheck(() -> named.apply(conv.apply(signal)).sum().times(0.01), params(conv));
        assertTrue(check.passed(), check.toString());
    }

    @Test
    void errorInAChainWithSuchALayer_saysWhere() {
        var net = chain(scale, named("narrow", dense(3, 1)));
        Executable call = () -> gradient(() -> net.apply(X).sum(), params(net));
        var message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.startsWith("chain[narrow]: dense(3, 1)"), message);
    }

    @Test
    void lambdaLayer_hasItsDerivative() {
        var w = scalar(3);
        var net = chain((Layer) x -> x.times(w.item()));
        assertEquals(3, gradient(() -> net.apply(X).sum(), params(w)).get(w).item(), EPS);
    }

    record Branches(List<Layer> parts, Map<String, Layer> named) implements Layer {
        @Override
        public Tensor apply(Tensor x) {
            Tensor y = x;
            for (Layer part : parts) y = part.apply(y);
            return named.get("last").apply(y);
        }
    }

    @Test
    void layersInListsAndMaps_haveTheirDerivatives() {
        var last = new Scale(scalar(2));
        var net = new Branches(List.of(scale, x -> x.tanh()), Map.of("last", last));
        var check = Gradshell.gradientCheck(() -> chain(net).apply(X.times(0.1)).sum(), params(net));
        assertTrue(check.passed(), check.toString());
    }

    private abstract static class Template implements Layer {
        abstract double factor(Tensor x);

        @Override
        public Tensor apply(Tensor x) {
            return repeated(x, 2);
        }

        Tensor repeated(Tensor x, int times) {
            return times == 0 ? x : repeated(x.times(factor(x)), times - 1);
        }
    }

    private static final class Normed extends Template {
        final Tensor w = scalar(1.5);

        @Override
        double factor(Tensor x) {
            return w.item() / x.norm().item();
        }
    }

    @Test
    void layerThatCallsWhatMayBeOverridden_hasItsDerivative() {
        var net = chain(new Normed());
        var check = Gradshell.gradientCheck(() -> net.apply(X).sum(), params(net));
        assertTrue(check.passed(), check.toString());
    }

    @Test
    void training_followsNumbers() {
        var data = List.of(new Batch(X, X));
        var w = scalar(3);
        train((x, y) -> x.times(w.item()).minus(y).square().sum(), params(w), data, descent(0.01));
        assertEquals(3 - 0.01 * 20, w.item(), EPS);
        train((m, x, y) -> m.apply(x).minus(y).square().sum(), model, data, descent(0.001));
        assertEquals(3 - 0.001 * 2 * 5 * 8 * 6, scale.w().item(), EPS);
    }

    @Test
    void functionThatCantBeCompiled_isRecorded() {
        var dx = gradient(x -> checkpointed(model::apply, x).sum(), X);
        assertArrayEquals(new double[]{9, 9}, dx.toDoubleArray(), EPS);
    }
}
