package gradshell.nn;

import static gradshell.Tensors.ones;
import static gradshell.Tensors.tensor;
import static gradshell.Tensors.zeros;
import static gradshell.nn.Activations.elementwise;
import static gradshell.nn.Activations.identity;
import static gradshell.nn.Activations.relu;
import static gradshell.nn.Activations.sigmoid;
import static gradshell.nn.Activations.softmax;
import static gradshell.nn.Layers.chain;
import static gradshell.nn.Layers.dense;
import static gradshell.nn.Layers.named;
import static org.junit.jupiter.api.Assertions.assertEquals;

import gradshell.Layer;
import gradshell.Tensor;
import org.junit.jupiter.api.Test;

class ModelTextTest {
    record Affine(Tensor scale, Tensor shift) implements Layer {
        @Override
        public Tensor apply(Tensor x) {
            return x.times(scale).plus(shift);
        }
    }

    @Test
    void dense_printsAsTheCodeThatMakesIt() {
        assertEquals("dense(3, 2, sigmoid)  # 8 parameters", dense(3, 2, sigmoid).toString());
        assertEquals("dense(3, 2)  # 8 parameters", dense(3, 2).toString());
    }

    @Test
    void methodReference_printsAsItIsWritten() {
        assertEquals("dense(3, 2, Tensor::tanh)  # 8 parameters", dense(3, 2, Tensor::tanh).toString());
        assertEquals("chain(\n  Activations::relu,\n  x -> …\n)", chain(Activations::relu, x -> x.plus(1)).toString());
    }

    @Test
    void chain_printsALayerALineAndTheTotal() {
        assertEquals("""
                chain(
                  dense(10, 5, sigmoid),  # 55 parameters
                  dense(5, 2),            # 12 parameters
                  softmax
                )  # Total: 4 arrays, 67 parameters, 268 bytes.""",
                chain(dense(10, 5, sigmoid), dense(5, 2), softmax).toString());
    }

    @Test
    void chain_inAChain_isIndented() {
        assertEquals("""
                chain(
                  chain(
                    dense(100, 20, relu),  # 2_020 parameters
                    x -> …
                  ),
                  dense(20, 1)             # 21 parameters
                )  # Total: 4 arrays, 2_041 parameters, 7.973 KiB.""",
                chain(chain(dense(100, 20, relu), x -> x.times(2)), dense(20, 1)).toString());
    }

    @Test
    void namedLayers_printTheirNames() {
        assertEquals("""
                chain(
                  named("encoder", chain(
                    dense(3, 2, relu)                # 8 parameters
                  )),
                  named("head", dense(2, 1))         # 3 parameters
                )  # Total: 4 arrays, 11 parameters, 44 bytes.""".replaceAll(" +#", "  #"),
                chain(named("encoder", chain(dense(3, 2, relu))), named("head", dense(2, 1))).toString().replaceAll(
                        " +#",
                        "  #"));
    }

    @Test
    void chain_withoutParameters() {
        assertEquals("chain(\n  relu\n)", chain(relu).toString());
        assertEquals("chain()", chain().toString());
    }

    @Test
    void ownLayer_printsItsParametersShapes() {
        assertEquals("""
                chain(
                  Affine(scale (2), shift (2))  # 4 parameters
                )  # Total: 2 arrays, 4 parameters, 16 bytes.""", chain(new Affine(ones(2), zeros(2))).toString());
    }

    @Test
    void parametersThatAreSpoilt_areMarked() {
        assertEquals("dense(1, 1)  # 2 parameters (all zero)", new Dense(zeros(1, 1), zeros(1), identity).toString());
        assertEquals("dense(1, 1)  # 2 parameters (some NaN)",
                new Dense(zeros(1, 1), tensor(Double.NaN), identity).toString());
        assertEquals("dense(1, 1)  # 2 parameters (some Inf)",
                new Dense(zeros(1, 1), tensor(Double.NEGATIVE_INFINITY), identity).toString());
    }

    @Test
    void elementwise_isShownWithItsFunction() {
        assertEquals("dense(3, 2, elementwise(Math::tanh))", dense(3, 2, elementwise(Math::tanh)).code());
        assertEquals("dense(3, 2, elementwise(x -> …))", dense(3, 2, elementwise(x -> x * x)).code());
    }
}
