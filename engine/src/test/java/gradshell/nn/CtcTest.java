package gradshell.nn;

import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.gradientCheck;
import static gradshell.Gradshell.hvp;
import static gradshell.Tensors.randn;
import static gradshell.Tensors.stack;
import static gradshell.Tensors.tensor;
import static gradshell.nn.Losses.ctc;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.DataType;
import gradshell.Tensor;
import gradshell.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The loss of labels without places, against the sum over all paths. */
class CtcTest {
    private static final Tensor LOGITS = tensor(DataType.DOUBLE,
            new double[][]{{0.3, -1, 2, 0.1, 0}, {1, 0.5, -0.2, 1, -1}, {0.4, 0, 0.6, -2, 1}});

    @Test
    void loss_isThatOfAllPathsTogether() {
        for (int[] labels : List.of(new int[]{}, new int[]{0}, new int[]{0, 1}, new int[]{1, 1}, new int[]{0, 0, 1},
                new int[]{1, 0, 1, 0, 1}))
            assertEquals(overPaths(LOGITS, labels), ctc(LOGITS, labels).item(), 1e-12, Arrays.toString(labels));
    }

    /** The figures of Flux's own test, {@code test/ctc.jl}. */
    @Test
    void lossAndGradient_areThoseOfFlux() {
        Tensor x = tensor(DataType.DOUBLE, new double[][]{{1, 2, 3}, {2, 1, 1}, {3, 3, 2}});
        assertEquals(3.6990738275138035, ctc(x, 0, 1).item(), 1e-12);
        assertArrayEquals(new double[]{-0.317671, -0.427729, 0.665241, 0.244728, -0.0196172, -0.829811, 0.0729422,
                0.447346, 0.16457}, gradient(a -> ctc(a, 0, 1), x).toDoubleArray(), 1e-6);
    }

    @Test
    void batch_isItsSamplesTogether() {
        Tensor other = LOGITS.flip(1);
        Tensor y = tensor(new double[][]{{0, 1}, {0, -1}, {1, -1}});
        Tensor both = stack(2, LOGITS, other);
        double[] each = {ctc(LOGITS, 0, 0, 1).item(), ctc(other, 1).item()};
        assertArrayEquals(each, ctc(both, y, Reduction.NONE).toDoubleArray(), 1e-12);
        assertEquals((each[0] + each[1]) / 2, ctc(both, y).item(), 1e-12);
        assertEquals(each[0] + each[1], ctc(both, y, Reduction.SUM).item(), 1e-12);
    }

    @Test
    void gradients_areThoseOfDifferences() {
        Tensor x = stack(2, LOGITS, LOGITS.flip(0));
        Tensor y = tensor(new double[][]{{0, 1}, {0, -1}});
        var check = gradientCheck(a -> ctc(a, y), x);
        assertTrue(check.passed(), check::toString);
        check = gradientCheck(a -> ctc(a, y), x.to(DataType.FLOAT));
        assertTrue(check.passed(), check::toString);
        Tensor v = randn(DataType.DOUBLE, x.shape());
        Tensor moved = gradient(a -> ctc(a, y), x.plus(v.times(1e-5)))
                .minus(gradient(a -> ctc(a, y), x.minus(v.times(1e-5)))).div(2e-5);
        assertTrue(hvp(a -> ctc(a, y), x, v).allClose(moved, 1e-8));
    }

    @Test
    void longRow_inFloat_staysExact() {
        Tensors.seed(1);
        Tensor x = randn(8, 300).times(5);
        int[] labels = new int[100];
        for (int i = 0; i < labels.length; i++) labels[i] = i * i % 7;
        double exact = ctc(x.to(DataType.DOUBLE), labels).item();
        assertEquals(exact, ctc(x, labels).item(), 1e-5 * exact);
        Tensor g = gradient(a -> ctc(a, labels), x);
        assertEquals(0, g.sum(0).abs().max().item(), 1e-4);
    }

    @Test
    void labelsThatDoNotFit_areRefused() {
        var error = assertThrows(IllegalArgumentException.class, () -> ctc(LOGITS, 0, 2));
        assertEquals("ctc: 2.0 in sample 0 is no label; of 3 classes the last is the blank, so labels go from 0 to 1,"
                + " and -1 fills up the end of a shorter row", error.getMessage());
        error = assertThrows(IllegalArgumentException.class, () -> ctc(LOGITS, 0, 0, 1, 1));
        assertEquals("ctc: the 4 labels of sample 0 need 6 steps, with a blank between equal ones, but the prediction"
                + " has 5", error.getMessage());
        assertThrows(IllegalArgumentException.class, () -> ctc(LOGITS, tensor(0, -1, 1)));
        assertThrows(IllegalArgumentException.class, () -> ctc(LOGITS, tensor(0.5)));
        error = assertThrows(IllegalArgumentException.class, () -> ctc(LOGITS, tensor(new double[][]{{1}, {0}})));
        assertTrue(error.getMessage().endsWith("but they have the shapes (3, 5) and (2, 1)"), error.getMessage());
    }

    private static double overPaths(Tensor logits, int... labels) {
        double[] logs = logits.logSoftmax(0).toDoubleArray();
        double sum = 0;
        for (int path = 0; path < 243; path++) {
            double log = 0;
            List<Integer> read = new ArrayList<>();
            int last = 2;
            for (int t = 0, rest = path; t < 5; t++, rest /= 3) {
                int now = rest % 3;
                log += logs[now * 5 + t];
                if (now != 2 && now != last) read.add(now);
                last = now;
            }
            if (read.equals(Arrays.stream(labels).boxed().toList())) sum += Math.exp(log);
        }
        return -Math.log(sum);
    }
}
