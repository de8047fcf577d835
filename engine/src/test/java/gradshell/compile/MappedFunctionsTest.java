package gradshell.compile;

import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.gradientCheck;
import static gradshell.Tensors.tensor;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.Tensor;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Functions of each element of a tensor that call methods found by their receiver's class. */
class MappedFunctionsTest {
    private static final Tensor T = tensor(1, 2, 3);

    /** Its methods may be overridden. */
    static class Curve {
        double scale = 3;
        double last;

        double at(double v) {
            return scale * v * v;
        }

        Tensor slopes() {
            return gradient(z -> z.map(v -> at(v)).sum(), T);
        }
    }

    static class Remembering extends Curve {
        @Override
        double at(double v) {
            double before = last;
            last = v;
            return v * before;
        }
    }

    @Test
    void overridableMethod_isFollowed() {
        assertArrayEquals(new double[]{6, 12, 18}, new Curve().slopes().toDoubleArray());
        assertArrayEquals(new double[]{6, 12, 18}, gradient(x -> x.map(new Curve()::at).sum(), T).toDoubleArray());
    }

    @Test
    void functionOfTheJdk_isFollowed() {
        DoubleUnaryOperator square = v -> v * v;
        var check = gradientCheck(x -> x.map(v -> square.applyAsDouble(v)), T);
        assertTrue(check.passed(), check.toString());
    }

    @Test
    void overridingMethodThatKeepsANumber_isRefused() {
        new Curve().slopes();
        String message = assertThrows(UnsupportedOperationException.class, () -> new Remembering().slopes())
                .getMessage();
        assertTrue(message.contains("Remembering.at"), message);
        assertTrue(message.contains("stores differentiated values where others may read them"), message);
    }

    @Test
    void argumentThatIsWritten_isRefused() {
        interface Writer {
            void write(double[] to, double v);
        }
        double[] buffer = {0};
        Writer writer = (to, v) -> to[0] += v;
        assertThrows(UnsupportedOperationException.class, () -> gradient(x -> x.map(v -> {
            writer.write(buffer, v);
            return buffer[0];
        }).sum(), T));
    }
}
