package gradshell.nn.attention;

import static gradshell.Gradshell.gradientCheck;
import static gradshell.Gradshell.params;
import static gradshell.Tensors.ones;
import static gradshell.Tensors.randn;
import static gradshell.Tensors.zeros;
import static gradshell.nn.Layers.causalMask;
import static gradshell.nn.Layers.multiHeadAttention;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.DataType;
import gradshell.Tensor;
import gradshell.Tensors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MultiHeadAttentionTest {
    private static final int SIZE = 6;
    private static final int HEADS = 2;
    private static final int EACH = SIZE / HEADS;

    @BeforeEach
    void seed() {
        Tensors.seed(13);
    }

    private static double[][] times(Tensor w, Tensor x, int sample) {
        double[][] y = new double[(int) w.size(0)][(int) x.size(1)];
        for (int i = 0; i < y.length; i++)
            for (int t = 0; t < y[i].length; t++)
                for (int j = 0; j < w.size(1); j++) y[i][t] += w.get(i, j) * x.get(j, t, sample);
        return y;
    }

    @Test
    void attend_againstLoops() {
        var layer = multiHeadAttention(SIZE, HEADS);
        Tensor queries = randn(SIZE, 3, 2);
        Tensor keys = randn(SIZE, 4, 2);
        Tensor values = randn(SIZE, 4, 2);
        Tensor bias = randn(4, 3);
        Tensor mask = Tensors.rand(4, 3).gt(0.2);
        var result = layer.attend(queries, keys, values, bias, mask);
        assertArrayEquals(new long[]{SIZE, 3, 2}, result.output().shape());
        assertArrayEquals(new long[]{4, 3, HEADS, 2}, result.scores().shape());
        for (int n = 0; n < 2; n++) {
            double[][] q = times(layer.query().weight(), queries, n);
            double[][] k = times(layer.key().weight(), keys, n);
            double[][] v = times(layer.value().weight(), values, n);
            double[][] mixed = new double[SIZE][3];
            for (int h = 0; h < HEADS; h++) {
                for (int t = 0; t < 3; t++) {
                    double[] e = new double[4];
                    double sum = 0;
                    for (int s = 0; s < 4; s++) {
                        for (int i = 0; i < EACH; i++)
                            e[s] += q[h * EACH + i][t] * k[h * EACH + i][s] / Math.sqrt(EACH);
                        e[s] = mask.get(s, t) != 0 ? Math.exp(e[s] + bias.get(s, t)) : 0;
                        sum += e[s];
                    }
                    for (int s = 0; s < 4; s++) {
                        assertEquals(e[s] / sum, result.scores().get(s, t, h, n), 1e-5);
                        for (int i = 0; i < EACH; i++) mixed[h * EACH + i][t] += e[s] / sum * v[h * EACH + i][s];
                    }
                }
            }
            for (int i = 0; i < SIZE; i++)
                for (int t = 0; t < 3; t++) {
                    double y = 0;
                    for (int j = 0; j < SIZE; j++) y += layer.out().weight().get(i, j) * mixed[j][t];
                    assertEquals(y, result.output().get(i, t, n), 1e-5);
                }
        }
    }

    @Test
    void causalMask_hidesWhatComesLater() {
        assertArrayEquals(new double[]{1, 1, 1, 0, 1, 1, 0, 0, 1}, causalMask(3).to(DataType.FLOAT).toDoubleArray());
        var layer = multiHeadAttention(SIZE, HEADS);
        Tensor x = randn(SIZE, 4, 1);
        Tensor changed = x.plus(Tensors.tensor(0, 0, 0, 5).reshape(1, 4, 1));
        Tensor first = layer.apply(x, causalMask(4)).slice(1, 0, 3);
        assertTrue(first.allClose(layer.apply(changed, causalMask(4)).slice(1, 0, 3), 1e-6));
    }

    @Test
    void mask_ofHeadsAndSamples() {
        var layer = multiHeadAttention(SIZE, HEADS);
        Tensor x = randn(SIZE, 3, 2);
        Tensor mask = causalMask(3).reshape(3, 3, 1, 1);
        assertTrue(layer.apply(x, causalMask(3)).allClose(layer.apply(x, mask), 1e-6));
    }

    @Test
    void sequence_withoutBatch() {
        var layer = multiHeadAttention(SIZE, HEADS);
        Tensor x = randn(SIZE, 3);
        assertTrue(layer.apply(x).allClose(layer.apply(x.unsqueeze(2)).squeeze(2), 1e-6));
    }

    @Test
    void gradients() {
        for (DataType type : new DataType[]{DataType.FLOAT, DataType.DOUBLE}) {
            var layer = multiHeadAttention(4, 2);
            Tensor x = randn(type, 4, 3, 2);
            var check = gradientCheck((Tensor z) -> layer.apply(z, causalMask(3)), x);
            assertTrue(check.passed(), check::toString);
            var weights = gradientCheck(() -> layer.apply(x).square().sum(), params(layer));
            assertTrue(weights.passed(), weights::toString);
        }
    }

    @Test
    void printingAndRefusals() {
        var small = multiHeadAttention(4, 2);
        Tensor seen = randn(4, 3, 1);
        assertEquals("multiHeadAttention(4, 2): the mask must be (3, 3), keys and queries, or with heads and batch "
                + "(3, 3, 2, 1), but it has shape (2, 2)",
                assertThrows(IllegalArgumentException.class, () -> small.apply(seen, causalMask(2))).getMessage());
        assertEquals("multiHeadAttention(4, 2): the queries must be (4, length, batch), but they have shape (5, 3, 1)",
                assertThrows(IllegalArgumentException.class, () -> small.apply(randn(5, 3, 1))).getMessage());
        assertEquals("multiHeadAttention(64, 8)  # 16_384 parameters", multiHeadAttention(64, 8).toString());
        assertThrows(IllegalArgumentException.class, () -> multiHeadAttention(6, 4));
        assertThrows(IllegalArgumentException.class, () -> multiHeadAttention(6, 2).apply(zeros(6)));
        assertThrows(IllegalArgumentException.class,
                () -> multiHeadAttention(6, 2).attend(ones(6, 2, 1), ones(6, 3, 1), ones(6, 4, 1), null, null));
    }
}
