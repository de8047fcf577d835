package gradshell.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.Tensor;
import gradshell.Tensors;
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
}
