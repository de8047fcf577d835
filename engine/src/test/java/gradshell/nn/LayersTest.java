package gradshell.nn;

import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.params;
import static gradshell.Tensors.ones;
import static gradshell.Tensors.tensor;
import static gradshell.Tensors.zeros;
import static gradshell.nn.Activations.elementwise;
import static gradshell.nn.Activations.relu;
import static gradshell.nn.Activations.sigmoid;
import static gradshell.nn.Activations.softmax;
import static gradshell.nn.Layers.chain;
import static gradshell.nn.Layers.dense;
import static gradshell.nn.Layers.flatten;
import static gradshell.nn.Layers.named;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.Tensor;
import gradshell.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class LayersTest {
    private static final Tensor WEIGHT = tensor(new double[][]{{1, 2, 3}, {4, 5, 6}});
    private static final Dense DENSE = new Dense(WEIGHT, tensor(10, 20), relu);

    @Test
    void dense_ofAVector() {
        assertArrayEquals(new double[]{16, 35}, DENSE.apply(tensor(1, 1, 1)).toDoubleArray());
    }

    @Test
    void dense_ofABatch() {
        Tensor y = DENSE.apply(tensor(new double[][]{{1, 0}, {0, -20}, {0, 0}}));
        assertArrayEquals(new long[]{2, 2}, y.shape());
        assertArrayEquals(new double[]{11, 0, 24, 0}, y.toDoubleArray());
    }

    @Test
    void dense_keepsFurtherDimensions() {
        Tensor y = DENSE.apply(ones(3, 4, 5));
        assertArrayEquals(new long[]{2, 4, 5}, y.shape());
        assertEquals(35, y.get(1, 3, 4));
    }

    @Test
    void dense_withoutBias_isTheProductAlone() {
        Dense d = DENSE.withoutBias();
        assertArrayEquals(new double[]{6, 15}, d.apply(tensor(1, 1, 1)).toDoubleArray());
        assertEquals(List.of("weight"), params(d).names());
        assertEquals("dense(3, 2, relu).withoutBias()  # 6 parameters", d.toString());
    }

    @Test
    void dense_gradientOfWeightAndBias() {
        Dense d = dense(3, 2);
        Tensor x = tensor(new double[][]{{1, 2}, {3, 4}, {5, 6}});
        var gs = gradient(() -> d.apply(x).sum(), params(d));
        assertArrayEquals(new double[]{3, 7, 11, 3, 7, 11}, gs.get(d.weight()).toDoubleArray());
        assertArrayEquals(new double[]{2, 2}, gs.get(d.bias()).toDoubleArray());
    }

    @Test
    void dense_plainFunctionAsActivation() {
        Dense d = new Dense(WEIGHT, tensor(10, 20), elementwise(x -> x * x));
        Tensor x = tensor(1, 1, 1);
        assertArrayEquals(new double[]{256, 1225}, d.apply(x).toDoubleArray());
        assertArrayEquals(new double[]{32, 70},
                gradient(() -> d.apply(x).sum(), params(d)).get(d.bias()).toDoubleArray());
    }

    @Test
    void dense_inputOfOtherSize_isRefused() {
        var error = assertThrows(IllegalArgumentException.class, () -> dense(3, 2, sigmoid).apply(ones(4, 10)));
        assertEquals(
                "dense(3, 2, sigmoid): the input's first dimension must be 3, the features that come in, but the input has"
                        + " shape (4, 10)",
                error.getMessage());
    }

    @Test
    void dense_inputTheOtherWayRound_isToldSo() {
        var error = assertThrows(IllegalArgumentException.class, () -> dense(3, 2).apply(ones(10, 3)));
        assertEquals(
                "dense(3, 2): the input's first dimension must be 3, the features that come in, but the input has shape"
                        + " (10, 3); a sample is a column here, so give it transposed: x.t()",
                error.getMessage());
    }

    @Test
    void dense_partsThatDoNotFit_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Dense(WEIGHT, zeros(3), relu));
        assertThrows(IllegalArgumentException.class, () -> dense(0, 2));
    }

    @Test
    void dense_sameSeed_sameWeights() {
        Tensors.seed(7);
        double[] first = dense(4, 3).weight().toDoubleArray();
        Tensors.seed(7);
        assertArrayEquals(first, dense(4, 3).weight().toDoubleArray());
    }

    @Test
    void chain_appliesItsLayersInOrder() {
        var model = chain(x -> x.times(3), x -> x.plus(1));
        assertEquals(7, model.apply(tensor(2.0)).item());
    }

    @Test
    void chain_getKnowsTheTypeExpected() {
        Dense d = dense(3, 2);
        var model = chain(d, softmax);
        Dense got = model.get(0);
        assertSame(d, got);
        var error = assertThrows(IndexOutOfBoundsException.class, () -> model.get(2));
        assertEquals("layer 2 of a chain of 2; the first is layer 0", error.getMessage());
    }

    @Test
    void chain_isIteratedAndSliced() {
        var model = chain(dense(3, 2), relu, dense(2, 1));
        List<Object> layers = new ArrayList<>();
        model.forEach(layers::add);
        assertEquals(model.layers(), layers);
        assertEquals(List.of(relu, model.layers().get(2)), model.slice(1, 3).layers());
    }

    @Test
    void chain_parametersAreNamedByTheIndexOfTheirLayer() {
        var model = chain(dense(10, 5, sigmoid), chain(dense(5, 2)), softmax);
        assertEquals(List.of("0.weight", "0.bias", "1.0.weight", "1.0.bias"), params(model).names());
    }

    @Test
    void chain_namedLayers() {
        Dense first = dense(3, 2);
        var model = chain(named("encoder", first), relu, named("decoder", chain(dense(2, 3))));
        assertEquals(List.of("encoder.weight", "encoder.bias", "decoder.0.weight", "decoder.0.bias"),
                params(model).names());
        assertSame(first, model.<Dense>get("encoder"));
        assertSame(first, model.<Dense>get(0));
        var error = assertThrows(IllegalArgumentException.class, () -> model.apply(ones(2, 1)));
        assertTrue(error.getMessage().startsWith("chain[encoder]: dense(3, 2): the input's first dimension"));
        assertEquals("no layer of this chain is called head; its names are [encoder, decoder]",
                assertThrows(NoSuchElementException.class, () -> model.get("head")).getMessage());
        assertThrows(IllegalArgumentException.class, () -> chain(named("a", relu), named("a", relu)));
        assertThrows(IllegalArgumentException.class, () -> named("a.b", relu));
    }

    @Test
    void chain_activations() {
        var model = chain(x -> x.times(3), x -> x.plus(1));
        assertEquals(List.of(6.0, 7.0), model.activations(tensor(2.0)).stream().map(Tensor::item).toList());
    }

    @Test
    void flatten_keepsTheLastDimension() {
        assertArrayEquals(new long[]{6, 4}, flatten(zeros(2, 3, 4)).shape());
        assertArrayEquals(new long[]{6, 4}, flatten.apply(zeros(2, 3, 4)).shape());
        assertArrayEquals(new long[]{3}, flatten(zeros(3)).shape());
    }
}
