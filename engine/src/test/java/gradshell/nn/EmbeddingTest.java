package gradshell.nn;

import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.gradientCheck;
import static gradshell.Gradshell.params;
import static gradshell.Tensors.eye;
import static gradshell.Tensors.indices;
import static gradshell.Tensors.randn;
import static gradshell.Tensors.tensor;
import static gradshell.nn.Layers.chain;
import static gradshell.nn.Layers.embedding;
import static gradshell.nn.Layers.embeddingBag;
import static gradshell.nn.Layers.flatten;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.Tensor;
import gradshell.Tensors;
import org.junit.jupiter.api.Test;

class EmbeddingTest {
    private static final Tensor WEIGHT = tensor(new double[][]{{1, 2, 3}, {10, 20, 30}});

    @Test
    void embedding_columnsByIndex() {
        var layer = new Embedding(WEIGHT, -1);
        assertArrayEquals(new double[]{3, 1, 30, 10}, layer.apply(2, 0).toDoubleArray());
        assertArrayEquals(new long[]{2, 2, 3}, layer.apply(indices(0, 1, 2, 2, 1, 0).reshape(2, 3)).shape());
        assertArrayEquals(WEIGHT.toDoubleArray(), layer.apply(eye(3)).toDoubleArray());
    }

    @Test
    void embedding_gradientAddsUpPerWord() {
        var layer = new Embedding(WEIGHT, -1);
        assertArrayEquals(new double[]{0, 2, 1, 0, 2, 1},
                gradient(() -> layer.apply(1, 2, 1).sum(), params(layer)).get(layer.weight()).toDoubleArray());
        var check = gradientCheck(() -> layer.apply(1, 2, 1).square().sum(), params(layer));
        assertTrue(check.passed(), check::toString);
    }

    @Test
    void padding_isZeroAndStaysSo() {
        var layer = embedding(4, 3).padding(1);
        assertArrayEquals(new double[3], layer.apply(1).toDoubleArray());
        Tensor gradient = gradient(() -> layer.apply(0, 1, 1).sum(), params(layer)).get(layer.weight());
        assertArrayEquals(new double[]{1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0}, gradient.toDoubleArray());
        Tensor ofOneHot = gradient(() -> layer.apply(eye(4)).sum(), params(layer)).get(layer.weight());
        assertEquals(0, ofOneHot.select(1, 1).sum().item());
        assertEquals("embedding(4, 3).padding(1)  # 12 parameters", layer.toString());
    }

    @Test
    void embedding_unknownWord_isRefused() {
        assertEquals("embedding(3, 2): there is no word 3; indices go from 0 to 2",
                assertThrows(IndexOutOfBoundsException.class, () -> embedding(3, 2).apply(0, 3)).getMessage());
        var model = chain(embedding(3, 2), flatten);
        assertEquals("chain[0]: embedding(3, 2): there is no word 3; indices go from 0 to 2",
                assertThrows(IndexOutOfBoundsException.class, () -> model.apply(indices(0, 3))).getMessage());
        assertEquals("embeddingBag(3, 2, MEAN): there is no word -1; indices go from 0 to 2",
                assertThrows(IndexOutOfBoundsException.class, () -> embeddingBag(3, 2).apply(indices(-1)))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> embedding(3, 2).padding(3));
        assertThrows(IllegalArgumentException.class, () -> embedding(3, 2).apply(tensor(1, 2)));
    }

    @Test
    void embeddingBag_reductions() {
        Tensor bags = indices(0, 1, 2, 2).reshape(2, 2);
        assertArrayEquals(new double[]{2, 2.5, 20, 25},
                new EmbeddingBag(WEIGHT, EmbeddingBag.Reduction.MEAN).apply(bags).toDoubleArray());
        assertArrayEquals(new double[]{4, 5, 40, 50},
                new EmbeddingBag(WEIGHT, EmbeddingBag.Reduction.SUM).apply(bags).toDoubleArray());
        assertArrayEquals(new double[]{3, 3, 30, 30},
                new EmbeddingBag(WEIGHT, EmbeddingBag.Reduction.MAX).apply(bags).toDoubleArray());
    }

    @Test
    void embeddingBag_emptyBagWithoutALargest_isRefused() {
        var layer = new EmbeddingBag(WEIGHT, EmbeddingBag.Reduction.MAX);
        assertEquals("embeddingBag(3, 2, MAX): an empty bag has no largest vector",
                assertThrows(IllegalArgumentException.class, () -> layer.apply(new long[]{1}, 0, 1)).getMessage());
    }

    @Test
    void embeddingBag_offsets() {
        var layer = new EmbeddingBag(WEIGHT, EmbeddingBag.Reduction.SUM);
        assertArrayEquals(new double[]{1, 0, 5, 10, 0, 50},
                layer.apply(new long[]{0, 1, 2}, 0, 1, 1).toDoubleArray());
        assertThrows(IllegalArgumentException.class, () -> layer.apply(new long[]{0, 1}, 1));
        assertThrows(IllegalArgumentException.class, () -> layer.apply(new long[]{0, 1}, 0, 3));
    }

    @Test
    void embeddingBag_gradients() {
        for (var reduction : EmbeddingBag.Reduction.values()) {
            Tensors.seed(1); // the two largest of a bag mustn't be nearly equal
            var layer = new EmbeddingBag(randn(3, 5), reduction);
            var check = gradientCheck(() -> layer.apply(new long[]{4, 1, 1, 0}, 0, 3).square().sum(), params(layer));
            assertTrue(check.passed(), () -> reduction + " " + check);
        }
        assertEquals("embeddingBag(5, 3, MEAN)  # 15 parameters", embeddingBag(5, 3).toString());
    }
}
