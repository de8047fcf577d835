package gradshell.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.array.Kernels.Unary;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The bound of the float functions: one unit in the last place, over the whole range of floats. */
class ExponentialsTest {
    /** A prime, so that all kinds of mantissas come by. */
    private static final int STRIDE = 2003;

    private static void assertExact(Unary op, DoubleUnaryOperator exact) {
        float[] x = new float[1 << 14];
        for (long bits = 0; bits < 1L << 32;) {
            for (int i = 0; i < x.length; i++, bits += STRIDE) x[i] = Float.intBitsToFloat((int) bits);
            float[] y = Kernels.unary(op, Array.of(x, x.length)).toFloatArray();
            for (int i = 0; i < x.length; i++) assertNear(op, x[i], (float) exact.applyAsDouble(x[i]), y[i]);
        }
    }

    private static void assertNear(Unary op, float x, float expected, float actual) {
        boolean near = Float.compare(expected, actual) == 0 || actual == Math.nextUp(expected)
                || actual == Math.nextDown(expected);
        assertTrue(near, () -> op + "(" + x + ") is " + expected + ", not " + actual);
    }

    @Test
    void exp_wholeRange() {
        assertExact(Unary.EXP, Math::exp);
    }

    @Test
    void expm1_wholeRange() {
        assertExact(Unary.EXPM1, Math::expm1);
    }

    @Test
    void log_wholeRange() {
        assertExact(Unary.LOG, Math::log);
    }

    @Test
    void tanh_wholeRange() {
        assertExact(Unary.TANH, Math::tanh);
    }

    @Test
    void sigmoid_wholeRange() {
        assertExact(Unary.SIGMOID, Functions::sigmoid);
    }

    @Test
    void signOfZero_isKept() {
        for (Unary op : List.of(Unary.TANH, Unary.EXPM1)) {
            assertEquals(Float.floatToRawIntBits(-0f),
                    Float.floatToRawIntBits(Kernels.unary(op, Array.of(new float[]{-0f}, 1)).toFloatArray()[0]));
        }
    }
}
