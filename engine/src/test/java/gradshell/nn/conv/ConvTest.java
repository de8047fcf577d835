package gradshell.nn.conv;

import static gradshell.Gradshell.gradientCheck;
import static gradshell.Gradshell.params;
import static gradshell.Tensors.ones;
import static gradshell.Tensors.randn;
import static gradshell.Tensors.tensor;
import static gradshell.Tensors.zeros;
import static gradshell.nn.Activations.relu;
import static gradshell.nn.Activations.tanh;
import static gradshell.nn.Layers.adaptiveMaxPool;
import static gradshell.nn.Layers.adaptiveMeanPool;
import static gradshell.nn.Layers.chain;
import static gradshell.nn.Layers.conv;
import static gradshell.nn.Layers.convTranspose;
import static gradshell.nn.Layers.crossCor;
import static gradshell.nn.Layers.dense;
import static gradshell.nn.Layers.depthwiseConv;
import static gradshell.nn.Layers.flatten;
import static gradshell.nn.Layers.globalMaxPool;
import static gradshell.nn.Layers.globalMeanPool;
import static gradshell.nn.Layers.maxPool;
import static gradshell.nn.Layers.meanPool;
import static gradshell.nn.Layers.window;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.DataType;
import gradshell.Tensor;
import gradshell.Tensors;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConvTest {
    @BeforeEach
    void seed() {
        Tensors.seed(3);
    }

    @Test
    void conv_shapesAsInFluxsDocumentation() {
        // fluxml.ai, Conv: 100 x 100 images of 3 channels, 7 filters of 5 x 5
        Tensor images = zeros(100, 100, 3, 2);
        assertArrayEquals(new long[]{96, 96, 7, 2}, conv(window(5, 5), 3, 7, relu).apply(images).shape());
        assertArrayEquals(new long[]{48, 48, 7, 2}, conv(window(5, 5).stride(2), 3, 7).apply(images).shape());
        assertArrayEquals(new long[]{50, 50, 7, 2}, conv(window(5, 5).stride(2).same(), 3, 7).apply(images).shape());
        assertArrayEquals(new long[]{42, 42, 7, 2},
                conv(window(5, 5).stride(2).dilation(4), 3, 7).apply(images).shape());
        assertArrayEquals(new long[]{130, 100, 7, 2}, conv(window(1, 1).pad(20, 10, 0, 0), 3, 7).apply(images).shape());
        assertArrayEquals(new long[]{201, 201, 7, 2},
                convTranspose(window(5, 5).stride(2).pad(1), 3, 7).apply(images).shape());
    }

    @Test
    void conv_biasAndActivation() {
        var layer = new Conv(window(2), tensor(1, 2).reshape(2, 1, 1), tensor(-5.0), relu, true);
        assertArrayEquals(new double[]{0, 2, 5}, layer.apply(tensor(1, 2, 3, 4).reshape(4, 1, 1)).toDoubleArray());
        assertArrayEquals(new double[]{4, 7, 10},
                layer.withoutBias().apply(tensor(1, 2, 3, 4).reshape(4, 1, 1)).toDoubleArray());
    }

    @Test
    void parameters_ofEachKind() {
        assertEquals(List.of("weight", "bias"), params(conv(window(3, 3), 4, 8)).names());
        assertEquals(List.of("weight"), params(conv(window(3, 3), 4, 8).withoutBias()).names());
        assertArrayEquals(new long[]{3, 3, 2, 8}, conv(window(3, 3).groups(2), 4, 8).weight().shape());
        assertArrayEquals(new long[]{3, 3, 1, 8}, depthwiseConv(window(3, 3), 4, 8).weight().shape());
        assertArrayEquals(new long[]{3, 8, 4}, convTranspose(window(3), 4, 8).weight().shape());
    }

    @Test
    void conv_weightsAreGlorotUniformOverTheWindow() {
        double bound = Math.sqrt(6.0 / (9 * 4 + 9 * 8));
        double most = conv(window(3, 3), 4, 8).weight().abs().max().item();
        assertTrue(most <= bound && most > 0.9 * bound, () -> most + " " + bound);
    }

    @Test
    void layers_gradients() {
        for (DataType type : new DataType[]{DataType.FLOAT, DataType.DOUBLE}) {
            Tensor x = randn(type, 5, 4, 2, 3);
            for (var layer : List.of(chain(conv(window(3, 2).pad(1), 2, 3, tanh)),
                    chain(crossCor(window(2, 2).stride(2), 2, 4)),
                    chain(depthwiseConv(window(2, 2), 2, 4, tanh)),
                    chain(convTranspose(window(2, 3).stride(2), 2, 2, tanh)),
                    chain(meanPool(2, 2)), chain(globalMeanPool(), flatten, dense(2, 2)),
                    chain(adaptiveMeanPool(2, 3)))) {
                var check = gradientCheck((Tensor z) -> layer.apply(z), x);
                assertTrue(check.passed(), () -> layer + " " + check);
                var weights = gradientCheck(() -> layer.apply(x.to(DataType.FLOAT)).square().mean(), params(layer));
                assertTrue(params(layer).size() == 0 || weights.passed(), () -> layer + " " + weights);
            }
        }
    }

    @Test
    void pools_values() {
        Tensor x = tensor(1, 2, 3, 4, 5, 6, 7, 8).reshape(8, 1, 1);
        assertArrayEquals(new double[]{2, 4, 6, 8}, maxPool(2).apply(x).toDoubleArray());
        assertArrayEquals(new double[]{1.5, 3.5, 5.5, 7.5}, meanPool(2).apply(x).toDoubleArray());
        assertArrayEquals(new double[]{0.5, 2.5, 4.5, 3},
                meanPool(window(2).pad(1)).apply(x.slice(0, 0, 6)).toDoubleArray());
        assertArrayEquals(new double[]{4, 6, 8}, adaptiveMaxPool(3).apply(x).toDoubleArray());
        assertEquals(8, globalMaxPool().apply(x).item());
        assertEquals(4.5, globalMeanPool().apply(x).item());
    }

    @Test
    void pools_shapesAsInFluxsDocumentation() {
        // fluxml.ai, AdaptiveMaxPool and GlobalMeanPool
        assertArrayEquals(new long[]{25, 25, 3, 5}, adaptiveMaxPool(25, 25).apply(zeros(100, 100, 3, 5)).shape());
        assertArrayEquals(new long[]{1, 1, 7, 5}, globalMeanPool().apply(zeros(28, 28, 7, 5)).shape());
        assertArrayEquals(new long[]{20, 20, 7, 5}, maxPool(window(5, 5).same()).apply(zeros(100, 100, 7, 5)).shape());
    }

    @Test
    void chain_saysWhereAnInputDoesNotFit() {
        var model = chain(conv(window(3, 3), 1, 4, relu), maxPool(2, 2), chain(conv(window(3, 3), 3, 2)));
        var error = assertThrows(IllegalArgumentException.class, () -> model.apply(ones(10, 10, 1, 2)));
        assertEquals("chain[2][0]: conv(window(3, 3), 3, 2): the input must be (size, size, 3, batch), but it has shape"
                + " (4, 4, 4, 2)", error.getMessage());
        var sample = assertThrows(IllegalArgumentException.class, () -> model.apply(ones(10, 10, 1)));
        assertEquals(
                "chain[0]: conv(window(3, 3), 1, 4, relu): the input must be (size, size, 1, batch), but it has shape"
                        + " (10, 10, 1); x.unsqueeze(3) makes a batch of one sample",
                sample.getMessage());
    }

    @Test
    void model_printsAsTheCodeThatMakesIt() {
        assertEquals("""
                chain(
                  conv(window(5, 5), 1, 6, relu),                             # 156 parameters
                  maxPool(2, 2),
                  crossCor(window(3, 3).stride(2).same(), 6, 4).withoutBias(),  # 216 parameters
                  convTranspose(window(2, 2), 4, 2),                          # 34 parameters
                  meanPool(window(2, 2).stride(1)),
                  globalMeanPool(),
                  adaptiveMaxPool(1, 1)
                )  # Total: 5 arrays, 406 parameters, 1.586 KiB.""".replaceAll(" +#", "  #"),
                chain(conv(window(5, 5), 1, 6, relu), maxPool(2, 2),
                        crossCor(window(3, 3).stride(2).same(), 6, 4).withoutBias(), convTranspose(window(2, 2), 4, 2),
                        meanPool(window(2, 2).stride(1)), globalMeanPool(), adaptiveMaxPool(1, 1)).toString()
                        .replaceAll(" +#", "  #"));
    }

    @Test
    void parts_thatDoNotFit_areRefused() {
        assertEquals(
                "conv(window(3).groups(2), 3, 4): both numbers of channels must be at least 1 and multiples of 2, the"
                        + " groups",
                assertThrows(IllegalArgumentException.class, () -> conv(window(3).groups(2), 3, 4)).getMessage());
        assertThrows(IllegalArgumentException.class,
                () -> new Conv(window(3), zeros(2, 1, 1), zeros(1), relu, true));
        assertThrows(IllegalArgumentException.class,
                () -> new Conv(window(3), zeros(3, 1, 2), zeros(1), relu, true));
        assertThrows(IllegalArgumentException.class, () -> adaptiveMaxPool(0));
        assertThrows(IllegalArgumentException.class, () -> adaptiveMaxPool(5).apply(zeros(4, 1, 1)));
    }
}
