package gradshell.nn;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.DataType;
import org.junit.jupiter.api.Test;

/** Weights of 300 outputs and 200 inputs: bounds exactly, spread within a few standard errors. */
class InitializersTest {
    @Test
    void uniform_fillsItsBounds() {
        Tensors.seed(1);
        checkUniform(Math.sqrt(6.0 / 500), Initializers.glorotUniform(300, 200));
        checkUniform(Math.sqrt(6.0 / 200), Initializers.kaimingUniform(300, 200));
    }

    @Test
    void normal_hasItsDeviation() {
        Tensors.seed(2);
        checkNormal(Math.sqrt(2.0 / 500), Initializers.glorotNormal(300, 200));
        checkNormal(Math.sqrt(2.0 / 200), Initializers.kaimingNormal(300, 200));
        checkNormal(Math.sqrt(1.0 / 200), Initializers.lecunNormal(300, 200));
    }

    @Test
    void vector_hasFanInOneAndFanOutItsLength() {
        Tensors.seed(3);
        checkUniform(Math.sqrt(6.0 / 60_001), Initializers.glorotUniform(60_000));
    }

    private static void checkUniform(double bound, Tensor w) {
        double largest = w.abs().max().item();
        assertTrue(largest <= bound * (1 + 1e-6) && largest > 0.999 * bound, () -> largest + " for the bound " + bound);
        assertEquals(0, w.mean().item() / bound, 0.01);
        assertEquals(1 / Math.sqrt(3), w.std().item() / bound, 0.01);
    }

    private static void checkNormal(double deviation, Tensor w) {
        assertEquals(0, w.mean().item() / deviation, 0.02);
        assertEquals(1, w.std().item() / deviation, 0.02);
    }

    @Test
    void truncatedNormal_staysWithin() {
        Tensor x = Initializers.truncatedNormal(100, 200);
        assertTrue(x.abs().max().item() <= 2);
        // the variance of the standard normal between -2 and 2: 1 - 4 φ(2) / (Φ(2) - Φ(-2))
        assertEquals(0.7737, x.variance().item(), 0.02);
        assertEquals(3, Initializers.truncated(3, 0.1, 2, 4).make(1000).mean().item(), 0.02);
        assertThrows(IllegalArgumentException.class, () -> Initializers.truncated(0, 1, 5, 6));
    }

    @Test
    void orthogonal_columnsOrRowsAtRightAngles() {
        Tensor tall = Initializers.orthogonal(7, 4);
        assertTrue(tall.t().matmul(tall).allClose(Tensors.eye(4), 1e-6));
        Tensor wide = Initializers.orthogonal(3, 5);
        assertTrue(wide.matmul(wide.t()).allClose(Tensors.eye(3), 1e-6));
        Tensor window = Initializers.orthogonal(3, 3, 2, 4).reshape(18, 4);
        assertTrue(window.t().matmul(window).allClose(Tensors.eye(4), 1e-6));
    }

    @Test
    void sparse_zerosInEachColumn() {
        Tensor x = Initializers.sparse(0.3, 0.01).make(10, 50);
        Tensor zeros = x.eq(0).to(DataType.FLOAT).sum(0);
        assertEquals(3, zeros.min().item());
        assertEquals(3, zeros.max().item());
        assertEquals(0.01, Math.sqrt(x.square().sum().item() / 350), 0.002);
    }

    @Test
    void identity_leavesTheInput() {
        Tensor x = Tensors.randn(3, 2);
        assertTrue(Initializers.identity(3, 3).matmul(x).allClose(x, 0));
        Tensor image = Tensors.randn(5, 4, 2, 3);
        var layer = Layers.conv(Layers.window(3, 3).same(), 2, 2, Activations.identity, Initializers::identity);
        assertTrue(layer.apply(image).allClose(image, 0));
    }

    @Test
    void initializers_areSeeded() {
        for (Initializer make : new Initializer[]{Initializers::truncatedNormal, Initializers::orthogonal,
                Initializers.sparse(0.5, 1)}) {
            Tensors.seed(4);
            Tensor first = make.make(4, 4);
            Tensors.seed(4);
            assertTrue(first.allClose(make.make(4, 4), 0));
        }
    }
}
