package gradshell.nn.norm;

import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.gradientCheck;
import static gradshell.Gradshell.params;
import static gradshell.Gradshell.pullback;
import static gradshell.Tensors.ones;
import static gradshell.Tensors.randn;
import static gradshell.Tensors.tensor;
import static gradshell.Tensors.zeros;
import static gradshell.nn.Activations.relu;
import static gradshell.nn.Activations.tanh;
import static gradshell.nn.Layers.autoMode;
import static gradshell.nn.Layers.batchNorm;
import static gradshell.nn.Layers.chain;
import static gradshell.nn.Layers.conv;
import static gradshell.nn.Layers.dense;
import static gradshell.nn.Layers.dropout;
import static gradshell.nn.Layers.groupNorm;
import static gradshell.nn.Layers.instanceNorm;
import static gradshell.nn.Layers.layerNorm;
import static gradshell.nn.Layers.testMode;
import static gradshell.nn.Layers.trainMode;
import static gradshell.nn.Layers.weightNorm;
import static gradshell.nn.Layers.window;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.DataType;
import gradshell.Layer;
import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.nn.Dense;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NormTest {
    @BeforeEach
    void seed() {
        Tensors.seed(5);
    }

    /** Each element of x (i, j, channel, sample) normalised among those of its group, in loops. */
    private static double[] byLoops(Tensor x, ToLongFunction<long[]> group) {
        double[] y = new double[(int) x.size()];
        long[][] all = new long[y.length][];
        for (int e = 0; e < y.length; e++) {
            long rest = e;
            all[e] = new long[4];
            for (int d = 3; d >= 0; rest /= x.size(d--)) all[e][d] = rest % x.size(d);
        }
        for (int e = 0; e < y.length; e++) {
            double n = 0;
            double sum = 0;
            double squares = 0;
            for (long[] other : all) {
                if (group.applyAsLong(other) != group.applyAsLong(all[e])) continue;
                n++;
                sum += x.get(other);
                squares += x.get(other) * x.get(other);
            }
            double mean = sum / n;
            y[e] = (x.get(all[e]) - mean) / Math.sqrt(squares / n - mean * mean + 1e-5);
        }
        return y;
    }

    @Test
    void normalisation_againstLoops() {
        Tensor x = randn(DataType.DOUBLE, 3, 2, 4, 5).times(2).plus(1);
        assertArrayEquals(byLoops(x, i -> i[2]), trainMode(batchNorm(4)).apply(x).toDoubleArray(), 1e-10);
        assertArrayEquals(byLoops(x, i -> i[2] * 5 + i[3]), instanceNorm(4).apply(x).toDoubleArray(), 1e-10);
        assertArrayEquals(byLoops(x, i -> i[2] / 2 * 5 + i[3]), groupNorm(4, 2).apply(x).toDoubleArray(), 1e-10);
        assertArrayEquals(byLoops(x, i -> i[2] * 5 + i[3]), layerNorm(3, 2).apply(x).toDoubleArray(), 1e-10);
        assertArrayEquals(byLoops(x, i -> i[3]), layerNorm(3, 2, 4).apply(x).toDoubleArray(), 1e-10);
    }

    @Test
    void batchNorm_runningStatistics() {
        var layer = batchNorm(1);
        Tensor x = tensor(1, 2, 3, 6).reshape(1, 4);
        gradient(() -> layer.apply(x).sum(), params(layer));
        assertEquals(0.3, layer.mean().item(), 1e-6); // 0.9 · 0 + 0.1 · 3
        assertEquals(0.9 + 0.1 * 14 / 3, layer.variance().item(), 1e-6);
        double expected = (6 - 0.3) / Math.sqrt(0.9 + 1.4 / 3 + 1e-5);
        assertEquals(expected, layer.apply(x).get(0, 3), 1e-5);
        assertEquals(0.3, layer.mean().item(), 1e-6, "use doesn't change them");
    }

    @Test
    void mode_followsTheGradientUnlessToldOtherwise() {
        var model = chain(dense(3, 3), dropout(0.5));
        Tensor x = ones(3, 200);
        assertEquals(model.get(0).apply(x).sum().item(), model.apply(x).sum().item());
        Tensor seen = pullback(() -> model.apply(x), params(model)).value();
        assertTrue(seen.eq(0).to(DataType.FLOAT).sum().item() > 200);
        testMode(model);
        seen = pullback(() -> model.apply(x), params(model)).value();
        assertEquals(0, seen.eq(0).to(DataType.FLOAT).sum().item());
        trainMode(model);
        assertTrue(model.apply(x).eq(0).to(DataType.FLOAT).sum().item() > 200);
        assertEquals(0, autoMode(model).apply(x).eq(0).to(DataType.FLOAT).sum().item());
    }

    @Test
    void dropout_keepsTheMeanAndDropsTheShare() {
        Tensor y = trainMode(dropout(0.25)).apply(ones(100, 1000));
        assertEquals(0.25, y.eq(0).to(DataType.DOUBLE).mean().item(), 0.01);
        assertEquals(1 / 0.75, y.max().item(), 1e-6);
        assertEquals(1, y.mean().item(), 0.01);
        Tensor rows = trainMode(dropout(0.5, 0)).apply(ones(50, 4));
        assertArrayEquals(rows.min(1).toDoubleArray(), rows.max(1).toDoubleArray());
        assertEquals(0, trainMode(dropout(1)).apply(ones(4)).sum().item());
        assertThrows(IllegalArgumentException.class, () -> dropout(1.5));
    }

    @Test
    void dropout_sameSeedSameMask() {
        Tensors.seed(1);
        Tensor first = trainMode(dropout(0.5)).apply(ones(30));
        Tensors.seed(1);
        assertArrayEquals(first.toDoubleArray(), trainMode(dropout(0.5)).apply(ones(30)).toDoubleArray());
    }

    @Test
    void alphaDropout_keepsMeanAndVariance() {
        Tensor y = trainMode(gradshell.nn.Layers.alphaDropout(0.2)).apply(randn(DataType.DOUBLE, 200, 1000));
        assertEquals(0, y.mean().item(), 0.02);
        assertEquals(1, y.std().item(), 0.02);
    }

    @Test
    void gradients_inBothModes() {
        for (DataType type : new DataType[]{DataType.FLOAT, DataType.DOUBLE}) {
            Tensor x = randn(type, 2, 3, 4, 3);
            for (Layer layer : List.<Layer>of(batchNorm(4, tanh), instanceNorm(4, tanh).affine().tracking(),
                    groupNorm(4, 2, tanh), layerNorm(2, 3))) {
                for (boolean training : new boolean[]{true, false}) {
                    Layer set = training ? trainMode(layer) : testMode(layer);
                    Tensor weights = randn(type, 2, 3, 4, 3);
                    var check = gradientCheck((Tensor z) -> set.apply(z).times(weights).sum(), x);
                    assertTrue(check.passed(), () -> layer + " " + check);
                    var inParams = gradientCheck(() -> set.apply(x).times(weights).sum(), params(layer));
                    assertTrue(inParams.passed(), () -> layer + " " + inParams);
                }
            }
        }
    }

    @Test
    void parameters_withoutRunningStatistics() {
        assertEquals(List.of("scale", "bias"), params(batchNorm(3)).names());
        assertEquals(0, params(instanceNorm(3)).size());
        assertEquals("batchNorm(3, relu)  # 6 parameters", batchNorm(3, relu).toString());
    }

    @Test
    void weightNorm_isWhatItWasAndTrainsLengthAndDirection() {
        Dense plain = dense(3, 2, tanh);
        var normed = weightNorm(plain);
        Tensor x = randn(3, 4);
        assertTrue(plain.apply(x).allClose(normed.apply(x), 1e-6));
        assertEquals(List.of("direction", "length", "bias"), params(normed).names());
        assertArrayEquals(new long[]{2, 1}, normed.length().shape());
        var gs = gradient(() -> normed.apply(x).square().sum(), params(normed));
        // a direction's length doesn't matter, so its gradient is at right angles to it
        assertEquals(0, gs.get(normed.direction()).times(normed.direction()).sum().item(), 1e-5);
        assertSame(plain.bias(), normed.bias());
        var check = gradientCheck(() -> normed.apply(x).square().sum(), params(normed));
        assertTrue(check.passed(), check::toString);
        var images = weightNorm(conv(window(2, 2), 2, 3));
        assertArrayEquals(new long[]{1, 1, 1, 3}, images.length().shape());
    }

    @Test
    void inputsThatDoNotFit_areRefused() {
        assertEquals("batchNorm(3): the input must be (.., 3, batch), but it has shape (4, 2)",
                assertThrows(IllegalArgumentException.class, () -> batchNorm(3).apply(zeros(4, 2))).getMessage());
        var single = assertThrows(IllegalArgumentException.class, () -> trainMode(batchNorm(3)).apply(zeros(3, 1)));
        assertTrue(single.getMessage().startsWith("batchNorm(3): in training each channel needs two values at least"));
        assertThrows(IllegalArgumentException.class, () -> groupNorm(4, 3));
        assertThrows(IllegalArgumentException.class, () -> layerNorm(3).apply(zeros(4, 2)));
        assertThrows(IllegalArgumentException.class, () -> instanceNorm(3).apply(zeros(3, 2)));
    }
}
