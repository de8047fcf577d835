package gradshell.nn;

import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.gradientCheck;
import static gradshell.Gradshell.jacobian;
import static gradshell.Gradshell.params;
import static gradshell.Tensors.arange;
import static gradshell.Tensors.cat;
import static gradshell.Tensors.ones;
import static gradshell.Tensors.randn;
import static gradshell.Tensors.tensor;
import static gradshell.Tensors.zeros;
import static gradshell.nn.Activations.relu;
import static gradshell.nn.Activations.softmax;
import static gradshell.nn.Activations.tanh;
import static gradshell.nn.Layers.batchNorm;
import static gradshell.nn.Layers.chain;
import static gradshell.nn.Layers.conv;
import static gradshell.nn.Layers.dense;
import static gradshell.nn.Layers.flatten;
import static gradshell.nn.Layers.lstm;
import static gradshell.nn.Layers.maxPool;
import static gradshell.nn.Layers.named;
import static gradshell.nn.Layers.parallel;
import static gradshell.nn.Layers.skipConnection;
import static gradshell.nn.Layers.trainMode;
import static gradshell.nn.Layers.window;
import static gradshell.nn.Models.destructure;
import static gradshell.nn.Models.f32;
import static gradshell.nn.Models.f64;
import static gradshell.nn.Models.outputSize;
import static gradshell.nn.Models.padBatch;
import static gradshell.nn.Models.summary;
import static gradshell.nn.Models.trainables;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.DataType;
import gradshell.Layer;
import gradshell.Tensor;
import gradshell.nn.norm.BatchNorm;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelsTest {
    private record Tied(Tensor w, Dense inner) implements Layer {
        @Override
        public Tensor apply(Tensor x) {
            return inner.apply(x).plus(w.sum());
        }
    }

    /** Not a record, so it can't be made anew. */
    private static final class Own implements Layer {
        private final Tensor weight = ones(2);

        @Override
        public Tensor apply(Tensor x) {
            return x.times(weight.sum());
        }
    }

    private static Chain lenet() {
        return chain(conv(window(5, 5), 1, 6, relu), maxPool(2, 2), conv(window(5, 5), 6, 16, relu), maxPool(2, 2),
                flatten, dense(256, 120, relu), dense(120, 84, relu), dense(84, 10), softmax);
    }

    @Test
    void outputSize_ofAConvolutionalNetwork() {
        assertArrayEquals(new long[]{10, 1}, outputSize(lenet(), padBatch(28, 28, 1)));
        assertArrayEquals(new long[]{10, 64}, outputSize(lenet(), 28, 28, 1, 64));
    }

    /** To compute it would take terabytes. */
    @Test
    void outputSize_computesNothing() {
        var model = chain(conv(window(3, 3).same().stride(2), 3, 64, relu), batchNorm(64), maxPool(4, 4), flatten);
        assertArrayEquals(new long[]{5000L * 5000 * 64, 100}, outputSize(model, 40_000, 40_000, 3, 100));
    }

    @Test
    void outputSize_lambdasAndOwnLayers_areRunAlone() {
        Layer turned = x -> x.permute(1, 0, 2).reshape(x.size(1), -1);
        assertArrayEquals(new long[]{3, 8}, outputSize(chain(turned, new Own()), 4, 3, 2));
        assertArrayEquals(new long[]{6, 7}, outputSize(
                chain(parallel(ys -> cat(0, ys), dense(3, 2), dense(3, 4)), skipConnection(tanh, Tensor::plus)), 3, 7));
    }

    @Test
    void outputSize_leavesRunningStatisticsAndModesAlone() {
        var norm = batchNorm(2);
        trainMode(norm);
        record Wrapped(Layer norm, Layer next) implements Layer {
            @Override
            public Tensor apply(Tensor x) {
                return next.apply(norm.apply(x));
            }
        }
        assertArrayEquals(new long[]{2, 5}, outputSize(new Wrapped(norm, x -> x.times(2)), 2, 5));
        assertEquals(0, norm.mean().abs().sum().item());
        assertEquals(1, norm.variance().min().item());
        assertTrue(norm.mode().isTraining());
    }

    @Test
    void outputSize_misfit_saysWhere() {
        var e = assertThrows(IllegalArgumentException.class,
                () -> outputSize(chain(dense(3, 4), chain(relu, dense(5, 2))), 3, 7));
        assertEquals(
                "chain[1][1]: dense(5, 2): the input's first dimension must be 5, the features that come in, but the "
                        + "input has shape (4, 7)",
                e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> outputSize(dense(3, 4), 3, -1));
    }

    @Test
    void summary_isATable() {
        var model = chain(dense(3, 4, tanh), named("norm", batchNorm(4)), chain(dense(4, 2), relu));
        assertEquals("""
                      layer             output  parameters  memory
                      input             (3, 8)
                0     dense(3, 4, tanh)  (4, 8)          16  64 bytes
                norm  batchNorm(4)      (4, 8)           8  32 bytes
                2.0   dense(4, 2)       (2, 8)          10  40 bytes
                2.1   relu              (2, 8)
                Total: 6 arrays, 34 parameters, 136 bytes; and 2 arrays of 8 numbers that don't train"""
                .replaceAll(" +", " "), summary(model, 3, 8).toString().replaceAll(" +", " "));
    }

    @Test
    void trainables_havePaths() {
        var model = chain(dense(2, 1), batchNorm(1));
        assertEquals(List.of("0.weight", "0.bias", "1.scale", "1.bias"), List.copyOf(trainables(model).keySet()));
        assertSame(model.<Dense>get(0).weight(), trainables(model).get("0.weight"));
    }

    @Test
    void destructure_thereAndBack() {
        var model = chain(dense(2, 3, tanh), named("norm", batchNorm(3)), chain(dense(3, 1)));
        var parts = destructure(model);
        assertEquals(params(model).count(), parts.flat().size());
        Tensor x = randn(2, 4);
        assertTrue(parts.rebuild().apply(parts.flat()).apply(x).allClose(model.apply(x), 0));
        assertEquals(0, parts.rebuild().apply(parts.flat().times(0)).apply(x).abs().sum().item());
        assertEquals(List.of("0.weight", "0.bias", "norm.scale", "norm.bias", "2.0.weight", "2.0.bias"),
                List.copyOf(trainables(parts.rebuild().apply(parts.flat())).keySet()));
    }

    @Test
    void f64_computesInDoubles_andF32GoesBack() {
        var model = chain(dense(2, 3, tanh), batchNorm(3), lstm(3, 2));
        var doubles = f64(model);
        Tensor x = randn(DataType.DOUBLE, 2, 3);
        Tensor y = doubles.apply(x);
        assertEquals(DataType.DOUBLE, y.dataType());
        assertTrue(y.to(DataType.FLOAT).allClose(model.apply(x.to(DataType.FLOAT)), 1e-5));
        assertTrue(trainables(doubles).values().stream().allMatch(p -> p.dataType() == DataType.DOUBLE));
        gradient(m -> m.apply(x).sum(), doubles);
        assertEquals(0, model.<BatchNorm>get(1).mean().abs().sum().item());
        var floats = f32(doubles);
        assertTrue(floats.<Dense>get(0).weight().allClose(model.<Dense>get(0).weight(), 0));
        assertNotSame(f32(floats).<Dense>get(0).weight(), floats.<Dense>get(0).weight());
    }

    @Test
    void destructure_tied_isThereOnceAndStaysTied() {
        Tensor w = tensor(1, 2).reshape(1, 2);
        var parts = destructure(new Tied(w, new Dense(w, zeros(1), tanh)));
        assertArrayEquals(new double[]{1, 2, 0}, parts.flat().toDoubleArray());
        var other = parts.rebuild().apply(tensor(5, 6, 7));
        assertSame(other.w(), other.inner().weight());
    }

    @Test
    void destructure_gradientsGoThroughBoth() {
        var model = new Dense(randn(DataType.DOUBLE, 2, 3), randn(DataType.DOUBLE, 2), tanh);
        Tensor x = randn(DataType.DOUBLE, 3, 5);
        var parts = destructure(model);
        assertTrue(gradientCheck(flat -> parts.rebuild().apply(flat).apply(x).square().sum(), parts.flat()).passed());
        Tensor twice = gradient(() -> destructure(model).flat().square().sum(), params(model)).get("weight");
        assertTrue(twice.allClose(model.weight().times(2), 1e-12));
    }

    @Test
    void jacobian_overAllParameters_hasTheInputsAndOnes() {
        var parts = destructure(dense(2, 1));
        Tensor x = tensor(3, 4);
        assertArrayEquals(new double[]{3, 4, 1},
                jacobian(v -> parts.rebuild().apply(v).apply(x), parts.flat()).toDoubleArray());
    }

    @Test
    void destructure_mixedTypes_keepTheirs() {
        var model = new Dense(ones(DataType.DOUBLE, 1, 2), zeros(1), tanh);
        var parts = destructure(model);
        assertEquals(DataType.DOUBLE, parts.flat().dataType());
        assertEquals(DataType.FLOAT, parts.rebuild().apply(parts.flat()).bias().dataType());
    }

    @Test
    void destructure_misfits_areRefused() {
        var parts = destructure(dense(2, 1));
        var e = assertThrows(IllegalArgumentException.class, () -> parts.rebuild().apply(arange(4)));
        assertEquals("rebuild: a vector of 3 elements is needed, got shape (4)", e.getMessage());
        assertThrows(UnsupportedOperationException.class, () -> destructure(new Own()));
    }

    @Test
    void chain_isAnArgumentBesideOthers() {
        var model = chain(dense(2, 1), tanh);
        Tensor x = randn(2, 3);
        var both = gradient((Chain m, Tensor a) -> m.apply(a).sum(), model, x);
        var alone = gradient(m -> m.apply(x).sum(), model);
        assertTrue(both.first().<Dense>get(0).weight().allClose(alone.get("0.weight"), 1e-6));
    }
}
