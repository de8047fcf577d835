package gradshell;

import static gradshell.DifferentiationTest.assertRefused;
import static gradshell.DifferentiationTest.assertValues;
import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.params;
import static gradshell.Tensors.indices;
import static gradshell.Tensors.ones;
import static gradshell.Tensors.tensor;
import static gradshell.Tensors.zeros;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class ParamsTest {
    record Linear(Tensor weight, Tensor bias, @NotTrainable Tensor mean) implements Layer {
        Linear(int in, int out) {
            this(ones(out, in), zeros(out), zeros(out));
        }

        @Override
        public Tensor apply(Tensor x) {
            return weight.matmul(x).plus(bias);
        }
    }

    static class Base implements Layer {
        final Tensor scale = ones(2);
        @NotTrainable
        final Tensor running = ones(2);
        static final Tensor SHARED = ones(2);

        @Override
        public Tensor apply(Tensor x) {
            return x.times(scale);
        }
    }

    static final class Net extends Base {
        final Linear encoder = new Linear(3, 2);
        final Map<String, Linear> heads = Map.of("left", new Linear(2, 1));
        final Layer activation = Tensor::tanh;
        final Tensor steps = indices(1, 2);
        final Net self = this;
    }

    @SuppressWarnings("serial")
    static final class Stack implements Layer, Iterable<Layer> {
        private final List<Layer> layers;

        Stack(Layer... layers) {
            this.layers = List.of(layers);
        }

        @Override
        public Tensor apply(Tensor x) {
            return layers.stream().reduce(x, (y, layer) -> layer.apply(y), (a, _) -> a);
        }

        @Override
        public Iterator<Layer> iterator() {
            return layers.iterator();
        }
    }

    @Test
    void params_ofLayerClasses_areFields() {
        assertEquals(List.of("scale", "encoder.weight", "encoder.bias", "heads.left.weight", "heads.left.bias"),
                params(new Net()).names());
    }

    @Test
    void params_ofIterableLayers_areByIndex() {
        var ps = params(new Stack(new Linear(3, 2), new Stack(new Linear(2, 1))));
        assertEquals(List.of("0.weight", "0.bias", "1.0.weight", "1.0.bias"), ps.names());
        assertEquals(6 + 2 + 2 + 1, ps.count());
    }

    @Test
    void params_ofALambda_areWhatItCaptures() {
        var inner = new Linear(2, 2);
        var w = ones(2);
        Layer layer = x -> inner.apply(x).times(w);
        assertEquals(3, params(layer).size());
        assertTrue(params(layer).contains(w));
        assertEquals("arg1", params(layer).name(w));
    }

    @Test
    void params_ofTensorsAndLists_eachOnce() {
        var w = ones(2);
        var b = zeros(2);
        assertEquals(List.of("0", "1"), params(w, b, w).names());
        assertEquals(List.of("0", "1"), params(List.of(w, b)).names());
        assertEquals(List.of("a.0"), params(Map.of("a", new Tensor[]{w, w})).names());
        assertEquals(3, params(params(w, b), ones(3)).size());
    }

    @Test
    void params_ofAnythingElse_isRefused() {
        assertRefused(IllegalArgumentException.class, () -> params("model"), "String");
        assertRefused(IllegalArgumentException.class, () -> params((Object) null), "null");
    }

    @Test
    void lookups() {
        var layer = new Linear(3, 2);
        var ps = params(layer);
        assertSame(layer.weight(), ps.get("weight"));
        assertEquals("bias", ps.name(layer.bias()));
        assertFalse(ps.contains(layer.mean()));
        assertRefused(NoSuchElementException.class, () -> ps.get("wieght"), "wieght", "weight");
        assertRefused(NoSuchElementException.class, () -> ps.name(ones(2, 3)), "(2, 3)", "identity");
        assertTrue(ps.toString().contains("weight (2, 3)"), ps::toString);
        assertTrue(ps.toString().contains("2 tensors, 8 scalars"), ps::toString);
    }

    @Test
    void addAndRemove() {
        var ps = new Params().add(ones(2)).add("w", ones(3));
        assertEquals(List.of("0", "w"), ps.names());
        ps.remove(ps.get("w"));
        assertEquals(1, ps.size());
        assertRefused(IllegalArgumentException.class, () -> ps.add("0", ones(1)), "0");
        assertRefused(IllegalArgumentException.class, () -> ps.add("i", indices(1)), "LONG");
    }

    @Test
    void gradient_changedParamsLater_keepsItsOwn() {
        var w = tensor(1, 2);
        var ps = params(w);
        var grads = gradient(() -> w.square().sum(), ps);
        ps.remove(w);
        assertValues(grads.get(w), 2, 4);
    }
}
