package gradshell.nn;

import static gradshell.Gradshell.gradient;
import static gradshell.Tensors.tensor;
import static java.lang.Math.abs;
import static java.lang.Math.log;
import static java.lang.Math.max;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.DataType;
import gradshell.Tensor;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

/** Losses against loops in double precision. */
class LossesTest {
    private static final double[][] P = {{0.2, 0.7, 0.1}, {0.5, 0.2, 0.3}, {0.3, 0.1, 0.6}};
    private static final double[][] Y = {{0, 1, 0.25}, {1, 0, 0.5}, {0, 0, 0.25}};
    private static final double[][] COUNTS = {{1, 2, 0.5}, {3, 1, 4}, {1, 5, 9}};
    private static final double[][] SIGNS = {{-1, 1, 1}, {1, -1, 1}, {-1, -1, 1}};
    private static final double EPS = Math.ulp(1.0);

    @Test
    void elementLosses_areMeansOverAllElements() {
        elementwise(Losses::mse, Y, (p, y) -> (p - y) * (p - y));
        elementwise(Losses::mae, Y, (p, y) -> abs(p - y));
        elementwise(Losses::msle, COUNTS, (p, y) -> Math.pow(log((p + EPS) / (y + EPS)), 2));
        elementwise(Losses::huber, Y, (p, y) -> 0.5 * (p - y) * (p - y));
        elementwise((p, y) -> Losses.huber(p, y, 0.3), Y,
                (p, y) -> abs(p - y) < 0.3 ? 0.5 * (p - y) * (p - y) : 0.3 * (abs(p - y) - 0.15));
        elementwise(Losses::binaryCrossEntropy, Y, (p, y) -> -y * log(p + EPS) - (1 - y) * log(1 - p + EPS));
        elementwise(Losses::logitBinaryCrossEntropy, Y, (z, y) -> (1 - y) * z + Math.log1p(Math.exp(-z)));
        elementwise(Losses::poisson, Y, (p, y) -> p - y * log(p));
        elementwise(Losses::hinge, SIGNS, (p, y) -> max(0, 1 - p * y));
        elementwise(Losses::squaredHinge, SIGNS, (p, y) -> max(0, 1 - p * y) * max(0, 1 - p * y));
    }

    @Test
    void classLosses_areSumsOverClassesAndMeansOverSamples() {
        double cross = 3 * mean((p, y) -> -y * log(p + EPS), Y);
        double entropy = 3 * mean((_, y) -> y == 0 ? 0 : y * log(y), Y);
        assertEquals(cross, Losses.crossEntropy(d(P), d(Y)).item(), 1e-12);
        assertEquals(entropy + cross, Losses.klDivergence(d(P), d(Y)).item(), 1e-12);
    }

    @Test
    void logitCrossEntropy_isCrossEntropyOfSoftmax() {
        double expected = Losses.crossEntropy(d(P).softmax(0), d(Y)).item();
        assertEquals(expected, Losses.logitCrossEntropy(d(P), d(Y)).item(), 1e-12);
    }

    @Test
    void logitLosses_areExactFarOut() {
        Tensor z = tensor(new double[][]{{1000}, {-1000}});
        Tensor wrong = tensor(new double[][]{{0}, {1}});
        assertEquals(2000, Losses.logitCrossEntropy(z, wrong).item());
        assertEquals(1000, Losses.logitBinaryCrossEntropy(z, wrong).item());
        assertArrayEquals(new double[]{1, -1}, gradient(a -> Losses.logitCrossEntropy(a, wrong), z).toDoubleArray());
        assertArrayEquals(new double[]{0.5, -0.5},
                gradient(a -> Losses.logitBinaryCrossEntropy(a, wrong), z).toDoubleArray());
    }

    @Test
    void crossEntropy_ofCertaintyThatIsWrong_isFinite() {
        Tensor p = tensor(1, 0);
        Tensor y = tensor(0, 1);
        assertEquals(-log(Math.ulp(1f)), Losses.crossEntropy(p, y).item(), 1e-5);
        assertTrue(Double.isFinite(Losses.binaryCrossEntropy(p, y).item()));
        assertTrue(Double.isFinite(gradient(a -> Losses.binaryCrossEntropy(a, y), p).norm().item()));
    }

    @Test
    void mse_gradientIsTwiceTheErrorByTheCount() {
        double[] g = gradient(p -> Losses.mse(p, d(Y)), d(P)).toDoubleArray();
        assertEquals(2 * (P[0][0] - Y[0][0]) / 9, g[0], 1e-15);
        assertEquals(2 * (P[2][2] - Y[2][2]) / 9, g[8], 1e-15);
    }

    @Test
    void crossEntropy_reachesTheTargetsToo() {
        Tensor g = gradient(y -> Losses.crossEntropy(d(P), y), d(Y));
        assertEquals(-log(P[0][0] + EPS) / 3, g.get(0, 0), 1e-14);
    }

    @Test
    void poisson_ofNothingPredictedAndCounted_isZero() {
        Tensor zero = tensor(0.0);
        assertEquals(0, Losses.poisson(zero, zero).item());
        assertEquals(1, gradient(p -> Losses.poisson(p, zero), zero).item());
    }

    @Test
    void vector_isOneSample() {
        assertEquals(log(2), Losses.logitCrossEntropy(tensor(0, 0), tensor(1, 0)).item(), 1e-6);
    }

    @Test
    void result_keepsTheType() {
        assertEquals(DataType.FLOAT, Losses.mse(tensor(P), tensor(Y)).dataType());
        assertEquals(DataType.DOUBLE, Losses.crossEntropy(d(P), d(Y)).dataType());
    }

    @Test
    void shapes_thatDiffer_areRefused() {
        var error = assertThrows(IllegalArgumentException.class, () -> Losses.mse(tensor(P), tensor(1, 2, 3)));
        assertEquals("mse: the prediction has shape (3, 3) but the target has shape (3); they must be equal",
                error.getMessage());
        error = assertThrows(IllegalArgumentException.class,
                () -> Losses.mae(tensor(1, 2, 3).reshape(1, 3), tensor(1, 2, 3)));
        assertTrue(error.getMessage().endsWith("give one of them the other's shape with reshape"), error.getMessage());
    }

    private static void elementwise(BinaryOperator<Tensor> loss, double[][] targets, DoubleBinaryOperator f) {
        assertEquals(mean(f, targets), loss.apply(d(P), d(targets)).item(), 1e-12);
        assertEquals(mean(f, targets), loss.apply(tensor(P), tensor(targets)).item(), 1e-5);
    }

    private static double mean(DoubleBinaryOperator f, double[][] targets) {
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                sum += f.applyAsDouble(P[i][j], targets[i][j]);
            }
        }
        return sum / 9;
    }

    private static Tensor d(double[][] rows) {
        return tensor(DataType.DOUBLE, rows);
    }
}
