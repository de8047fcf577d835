package gradshell.nn.combine;

import static gradshell.Gradshell.gradientCheck;
import static gradshell.Gradshell.params;
import static gradshell.Tensors.cat;
import static gradshell.Tensors.randn;
import static gradshell.Tensors.tensor;
import static gradshell.nn.Activations.relu;
import static gradshell.nn.Activations.tanh;
import static gradshell.nn.Layers.bilinear;
import static gradshell.nn.Layers.chain;
import static gradshell.nn.Layers.dense;
import static gradshell.nn.Layers.maxout;
import static gradshell.nn.Layers.pairwiseFusion;
import static gradshell.nn.Layers.parallel;
import static gradshell.nn.Layers.scale;
import static gradshell.nn.Layers.skipConnection;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.DataType;
import gradshell.Layer;
import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.nn.Bilinear;
import gradshell.nn.Scale;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CombineTest {
    private static final Layer TWICE = x -> x.times(2);
    private static final Layer SQUARE = x -> x.square();

    @BeforeEach
    void seed() {
        Tensors.seed(17);
    }

    @Test
    void skipConnection_ofOutputAndInput() {
        assertArrayEquals(new double[]{1, 6},
                skipConnection(SQUARE, (y, x) -> y.minus(x).plus(1)).apply(tensor(1, -2)).minus(tensor(0, 1))
                        .toDoubleArray());
    }

    @Test
    void parallel_oneInputOrOneForEach() {
        var layer = parallel(ys -> cat(0, ys), TWICE, SQUARE);
        assertArrayEquals(new double[]{6, 9}, layer.apply(tensor(3.0)).toDoubleArray());
        assertArrayEquals(new double[]{6, 16}, layer.apply(tensor(3.0), tensor(4.0)).toDoubleArray());
        assertArrayEquals(new double[]{6, 8, 10},
                parallel(ys -> cat(0, ys), TWICE).apply(tensor(3.0), tensor(4.0), tensor(5.0)).toDoubleArray());
        assertEquals(15, parallel(Combiner.of((a, b) -> a.plus(b)), TWICE, SQUARE).apply(tensor(3.0)).item());
        assertThrows(IllegalArgumentException.class, () -> parallel(ys -> ys[0]));
        assertThrows(IllegalArgumentException.class, () -> layer.apply(tensor(1.0), tensor(1.0), tensor(1.0)));
    }

    @Test
    void pairwiseFusion_givesAllOutputs() {
        var layer = pairwiseFusion((x, y) -> x.times(10).plus(y), TWICE, SQUARE);
        // 2 · 1, then (10 · 3 + 2)²
        assertEquals(List.of(2.0, 1024.0),
                layer.outputs(tensor(1.0), tensor(3.0)).stream().map(Tensor::item).toList());
        assertEquals(144, layer.apply(tensor(1.0)).item());
        assertThrows(IllegalArgumentException.class, () -> pairwiseFusion((x, y) -> x));
    }

    @Test
    void maxout_largestOfEach() {
        assertArrayEquals(new double[]{9, 2, 4}, maxout(TWICE, SQUARE).apply(tensor(-3, 1, 2)).toDoubleArray());
    }

    @Test
    void scale_overTheFirstDimensions() {
        var layer = new Scale(tensor(2, 3), tensor(1, -1), relu);
        assertArrayEquals(new double[]{3, 0, 2, 0},
                layer.apply(tensor(new double[][]{{1, -1}, {1, 0}})).toDoubleArray());
        assertEquals(6, params(scale(3)).count());
        assertThrows(IllegalArgumentException.class, () -> scale(3).apply(tensor(1, 2)));
    }

    @Test
    void bilinear_againstLoops() {
        var layer = new Bilinear(randn(2, 3, 4), randn(2), relu);
        Tensor x = randn(3, 5);
        Tensor y = randn(4, 5);
        Tensor z = layer.apply(x, y);
        for (int o = 0; o < 2; o++)
            for (int n = 0; n < 5; n++) {
                double sum = layer.bias().get(o);
                for (int i = 0; i < 3; i++)
                    for (int j = 0; j < 4; j++) sum += x.get(i, n) * layer.weight().get(o, i, j) * y.get(j, n);
                assertEquals(Math.max(0, sum), z.get(o, n), 1e-5);
            }
        assertThrows(IllegalArgumentException.class, () -> layer.apply(x));
    }

    @Test
    void gradients() {
        for (DataType type : new DataType[]{DataType.FLOAT, DataType.DOUBLE}) {
            Tensor x = randn(type, 3, 2);
            for (Layer layer : List.<Layer>of(skipConnection(dense(3, 3, tanh), (y, z) -> y.plus(z)),
                    parallel(ys -> cat(0, ys), dense(3, 2), dense(3, 1, tanh)), maxout(dense(3, 2), dense(3, 2)),
                    pairwiseFusion((a, b) -> a.plus(b), dense(3, 3), dense(3, 2, tanh)), scale(3), bilinear(3, 3, 2),
                    dense(3, 2).withoutBias())) {
                var check = gradientCheck((Tensor z) -> layer.apply(z), x);
                assertTrue(check.passed(), () -> layer + " " + check);
                var weights = gradientCheck(() -> layer.apply(x).square().sum(), params(layer));
                assertTrue(weights.passed(), () -> layer + " " + weights);
            }
        }
    }

    @Test
    void models_printTheirLayersInLines() {
        String text = chain(skipConnection(chain(dense(3, 3, relu)), (y, x) -> y.plus(x)),
                maxout(dense(3, 2), dense(3, 2)))
                .toString();
        assertEquals("""
                chain(
                  skipConnection(
                    chain(
                      dense(3, 3, relu)  # 12 parameters
                    )
                  ),
                  maxout(
                    dense(3, 2),  # 8 parameters
                    dense(3, 2)  # 8 parameters
                  )
                )  # Total: 6 arrays, 28 parameters, 112 bytes.""", text.replaceAll(" +#", "  #"));
        assertEquals(List.of("0.layer.0.weight", "0.layer.0.bias", "1.layers.0.weight", "1.layers.0.bias",
                "1.layers.1.weight", "1.layers.1.bias"),
                params(chain(skipConnection(chain(dense(3, 3, relu)), (y, x) -> y.plus(x)),
                        maxout(dense(3, 2), dense(3, 2)))).names());
    }
}
