package gradshell.compile;

import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.params;
import static gradshell.Tensors.cat;
import static gradshell.Tensors.indices;
import static gradshell.Tensors.randn;
import static gradshell.Tensors.scalar;
import static gradshell.Tensors.seed;
import static gradshell.nn.Layers.adaptiveMaxPool;
import static gradshell.nn.Layers.adaptiveMeanPool;
import static gradshell.nn.Layers.alphaDropout;
import static gradshell.nn.Layers.batchNorm;
import static gradshell.nn.Layers.bilinear;
import static gradshell.nn.Layers.chain;
import static gradshell.nn.Layers.checkpointed;
import static gradshell.nn.Layers.conv;
import static gradshell.nn.Layers.convTranspose;
import static gradshell.nn.Layers.crossCor;
import static gradshell.nn.Layers.dense;
import static gradshell.nn.Layers.depthwiseConv;
import static gradshell.nn.Layers.dropout;
import static gradshell.nn.Layers.embedding;
import static gradshell.nn.Layers.embeddingBag;
import static gradshell.nn.Layers.globalMaxPool;
import static gradshell.nn.Layers.globalMeanPool;
import static gradshell.nn.Layers.groupNorm;
import static gradshell.nn.Layers.gru;
import static gradshell.nn.Layers.gruV3;
import static gradshell.nn.Layers.instanceNorm;
import static gradshell.nn.Layers.layerNorm;
import static gradshell.nn.Layers.lstm;
import static gradshell.nn.Layers.maxPool;
import static gradshell.nn.Layers.maxout;
import static gradshell.nn.Layers.meanPool;
import static gradshell.nn.Layers.multiHeadAttention;
import static gradshell.nn.Layers.named;
import static gradshell.nn.Layers.pairwiseFusion;
import static gradshell.nn.Layers.parallel;
import static gradshell.nn.Layers.pixelShuffle;
import static gradshell.nn.Layers.recurrence;
import static gradshell.nn.Layers.rnn;
import static gradshell.nn.Layers.scale;
import static gradshell.nn.Layers.skipConnection;
import static gradshell.nn.Layers.testMode;
import static gradshell.nn.Layers.upsample;
import static gradshell.nn.Layers.upsampleTo;
import static gradshell.nn.Layers.weightNorm;
import static gradshell.nn.Layers.window;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.Layer;
import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.nn.Activations;
import gradshell.nn.Layers;
import gradshell.nn.Models;
import gradshell.nn.norm.BatchNorm;
import gradshell.nn.norm.Mode;
import gradshell.nn.recurrent.Cell;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layer beside and around one that reads a number of a tensor has the gradients that the tape alone gives. */
class LayersAmongNumbersTest {
    /** A layer, made with one to hold where it holds any, and an input for it. */
    record Case(String name, Function<Layer, Layer> make, Tensor input) {
        @Override
        public String toString() {
            return name;
        }
    }

    record Scaled(Tensor w) implements Layer {
        @Override
        public Tensor apply(Tensor x) {
            double s = w.item();
            return x.times(s * s);
        }
    }

    record Leaking(Tensor keep, Layer f) implements Cell<Tensor> {
        @Override
        public Step<Tensor> step(Tensor x, Tensor state) {
            Tensor next = f.apply(x).plus(state.times(keep)).tanh();
            return new Step<>(next, next);
        }

        @Override
        public Tensor initialState(long batch) {
            return batch == 0 ? Tensors.zeros(4) : Tensors.zeros(4, batch);
        }

        @Override
        public long in() {
            return 4;
        }

        @Override
        public String code() {
            return "leaking";
        }
    }

    static {
        seed(1);
    }

    private static final Tensor COLUMNS = randn(4, 3);
    private static final Tensor SEQUENCE = randn(4, 5, 3);
    private static final Tensor IMAGES = randn(4, 4, 2, 3);

    private final Scaled scaled = new Scaled(scalar(1.1));
    private final Layer recorded = x -> x.times(scaled.w().square());

    static Stream<Case> layers() {
        return Stream.of(new Case("dense", f -> dense(4, 2, f), COLUMNS),
                new Case("bilinear", f -> bilinear(4, 4, 2, f), COLUMNS), new Case("scale", _ -> scale(4), COLUMNS),
                new Case("conv", f -> conv(window(2, 2), 2, 2, f), IMAGES),
                new Case("crossCor", f -> crossCor(window(2, 2), 2, 2, f), IMAGES),
                new Case("depthwiseConv", f -> depthwiseConv(window(2, 2), 2, 2, f), IMAGES),
                new Case("convTranspose", f -> convTranspose(window(2, 2), 2, 2, f), IMAGES),
                new Case("maxPool", _ -> maxPool(2, 2), IMAGES), new Case("meanPool", _ -> meanPool(2, 2), IMAGES),
                new Case("adaptiveMaxPool", _ -> adaptiveMaxPool(2, 2), IMAGES),
                new Case("adaptiveMeanPool", _ -> adaptiveMeanPool(2, 2), IMAGES),
                new Case("globalMaxPool", _ -> globalMaxPool(), IMAGES),
                new Case("globalMeanPool", _ -> globalMeanPool(), IMAGES),
                new Case("batchNorm", f -> batchNorm(4, f), COLUMNS),
                new Case("batchNorm", f -> testMode(batchNorm(4, f)), COLUMNS),
                new Case("layerNorm", _ -> layerNorm(4), COLUMNS),
                new Case("instanceNorm", f -> instanceNorm(2, f), IMAGES),
                new Case("instanceNorm", f -> instanceNorm(2, f).affine().tracking(), IMAGES),
                new Case("groupNorm", f -> groupNorm(2, 2, f), IMAGES),
                new Case("weightNorm", f -> weightNorm(conv(window(2, 2), 2, 2, f)), IMAGES),
                new Case("dropout", _ -> dropout(0.5), COLUMNS), new Case("dropout", _ -> dropout(0.5, 2, 3), IMAGES),
                new Case("alphaDropout", _ -> alphaDropout(0.5), COLUMNS),
                new Case("maxout", f -> maxout(f, dense(4, 4)), COLUMNS),
                new Case("skipConnection", f -> skipConnection(f, (y, x) -> f.apply(y).plus(x)), COLUMNS),
                new Case("parallel", f -> parallel(ys -> cat(0, ys), f, dense(4, 2)), COLUMNS),
                new Case("pairwiseFusion", f -> pairwiseFusion((x, y) -> f.apply(x).plus(y), f, dense(4, 4)), COLUMNS),
                new Case("embedding", _ -> embedding(4, 3).padding(1), indices(2, 1, 0)),
                new Case("embeddingBag", _ -> embeddingBag(4, 3), indices(2, 1, 0)),
                new Case("upsample", _ -> upsample(2, 2).asLinear(), IMAGES),
                new Case("upsampleTo", _ -> upsampleTo(3, 5), IMAGES),
                new Case("pixelShuffle", _ -> pixelShuffle(2), randn(2, 2, 4, 3)),
                new Case("multiHeadAttention", _ -> multiHeadAttention(4, 2, 0.5), SEQUENCE),
                new Case("rnn", f -> rnn(4, 2, f), SEQUENCE), new Case("lstm", _ -> lstm(4, 2), SEQUENCE),
                new Case("gru", _ -> gru(4, 2), SEQUENCE), new Case("gruV3", _ -> gruV3(4, 2), SEQUENCE),
                new Case("recurrence", f -> recurrence(new Leaking(scalar(0.5), f)), SEQUENCE),
                new Case("named", f -> named("inner", f), COLUMNS), new Case("chain", Layers::chain, COLUMNS));
    }

    @Test
    void everyLayer_isAmongTheCases() {
        var others = Set.of("trainMode", "testMode", "autoMode", "checkpointed");
        Set<String> made = Arrays.stream(Layers.class.getMethods())
                .filter(m -> Modifier.isStatic(m.getModifiers()) && Layer.class.isAssignableFrom(m.getReturnType()))
                .map(Method::getName).filter(name -> !others.contains(name)).collect(Collectors.toSet());
        assertEquals(made, layers().map(Case::name).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void layerInAChainAmongNumbers_hasTheGradientsOfTheTape(Case c) {
        check(c, (layer, f) -> {
            boolean ofWords = !c.input.dataType().isDifferentiable();
            return ofWords ? chain(layer, f) : chain(f, layer, f);
        });
    }

    @ParameterizedTest
    @MethodSource("layers")
    void layerThatIsCalledAmongNumbers_hasTheGradientsOfTheTape(Case c) {
        check(c, (layer, f) -> new Around(layer, f));
    }

    /** Here, because here all layers are. */
    @ParameterizedTest
    @MethodSource("layers")
    void outputSize_isTheOutputsShape(Case c) {
        Layer layer = c.make.apply(recorded);
        assertArrayEquals(layer.apply(c.input).shape(), Models.outputSize(layer, c.input.shape()));
    }

    record Around(Layer layer, Layer f) implements Layer {
        @Override
        public Tensor apply(Tensor x) {
            return f.apply(layer.apply(x));
        }
    }

    private interface Model {
        Layer of(Layer layer, Layer f);
    }

    private void check(Case c, Model model) {
        List<List<Tensor>> gradients = new ArrayList<>();
        for (Layer f : List.of(scaled, recorded)) {
            seed(3);
            Layer m = model.of(c.make.apply(f), f);
            var ps = params(scaled.w(), m);
            var found = gradient(() -> m.apply(c.input).square().sum(), ps);
            List<Tensor> all = new ArrayList<>();
            ps.forEach(p -> all.add(found.get(p)));
            gradients.add(all);
        }
        for (int i = 0; i < gradients.getFirst().size(); i++) {
            Tensor got = gradients.getFirst().get(i);
            Tensor expected = gradients.getLast().get(i);
            assertTrue(got.allClose(expected, 1e-5 * (1 + expected.abs().max().item())),
                    got + " instead of " + expected);
        }
    }

    @Test
    void layerThatRunsAgain_isRefused() {
        for (Layer model : List.of(checkpointed(chain(dense(4, 4), scaled)),
                chain(scaled, checkpointed(dense(4, 4))))) {
            var e = assertThrows(UnsupportedOperationException.class,
                    () -> gradient(() -> model.apply(COLUMNS).sum(), params(model)));
            assertTrue(e.getMessage().startsWith("Can't differentiate"), e.getMessage());
        }
    }

    @Test
    void settingThatIsDifferentiated_isRefused() {
        Tensor w = scalar(0.1);
        var e = assertThrows(UnsupportedOperationException.class, () -> gradient(() -> {
            double epsilon = w.item();
            return new BatchNorm(Tensors.ones(4), Tensors.zeros(4), Tensors.zeros(4), Tensors.ones(4),
                    Activations.identity, epsilon * epsilon, 0.1, new Mode()).apply(COLUMNS).sum();
        }, params(w)));
        assertTrue(e.getMessage().contains("the constructor of BatchNorm, which takes numbers as settings only"),
                e.getMessage());
    }
}
