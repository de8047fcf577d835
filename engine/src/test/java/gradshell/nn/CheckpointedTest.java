package gradshell.nn;

import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.params;
import static gradshell.Tensors.randn;
import static gradshell.Tensors.seed;
import static gradshell.nn.Activations.tanh;
import static gradshell.nn.Layers.batchNorm;
import static gradshell.nn.Layers.chain;
import static gradshell.nn.Layers.checkpointed;
import static gradshell.nn.Layers.dense;
import static gradshell.nn.Layers.dropout;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.Grads;
import gradshell.Layer;
import gradshell.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CheckpointedTest {
    private static final Tensor X = randn(3, 5);

    private static int runs;

    record Counted(Layer layer) implements Layer {
        @Override
        public Tensor apply(Tensor x) {
            runs++;
            return layer.apply(x);
        }
    }

    @Test
    void chain_hasTheSameGradientAndRunsTwice() {
        Chain model = chain(Stream.generate(() -> new Counted(dense(3, 3, tanh))).limit(7).toList());
        Layer less = checkpointed(model);
        Grads expected = gradient(() -> model.apply(X).square().sum(), params(model));
        runs = 0;
        Grads got = gradient(() -> less.apply(X).square().sum(), params(less));
        assertEquals(14, runs);
        for (Tensor p : params(model)) assertTrue(got.get(p).allClose(expected.get(p), 1e-6));
        assertTrue(model.apply(X).allClose(less.apply(X), 0));
    }

    @Test
    void batchNorm_trainsInIt() {
        seed(4);
        Chain model = chain(dense(3, 3), batchNorm(3), dense(3, 1));
        Layer less = checkpointed(model);
        Grads expected = gradient(() -> model.apply(X).square().sum(), params(model));
        Grads got = gradient(() -> less.apply(X).square().sum(), params(model));
        for (Tensor p : params(model)) assertTrue(got.get(p).allClose(expected.get(p), 1e-4));
    }

    @Test
    void layerThatDrawsNumbers_isRefused() {
        Layer model = checkpointed(chain(dense(3, 30), dropout(0.5)));
        var error = assertThrows(IllegalStateException.class,
                () -> gradient(() -> model.apply(X).sum(), params(model)));
        assertTrue(error.getMessage().contains("must not draw random numbers"), error.getMessage());
    }

    @Test
    void wrongSize_isToldWithItsPlace() {
        Layer model = checkpointed(chain(dense(3, 3), dense(3, 3), dense(4, 2), dense(2, 2)));
        var error = assertThrows(IllegalArgumentException.class,
                () -> gradient(() -> model.apply(X).sum(), params(model)));
        assertTrue(error.getMessage().startsWith("chain[2]: dense(4, 2)"), error.getMessage());
    }

    @Test
    void outputSize_isTheLayers() {
        assertArrayEquals(new long[]{2, 9}, Models.outputSize(checkpointed(chain(dense(3, 4), dense(4, 2))), 3, 9));
    }

    @Test
    void toString_isTheCallThatMakesIt() {
        assertTrue(checkpointed(chain(dense(3, 2), tanh)).toString().startsWith("checkpointed(\n  chain(\n"),
                checkpointed(chain(dense(3, 2), tanh))::toString);
    }
}
