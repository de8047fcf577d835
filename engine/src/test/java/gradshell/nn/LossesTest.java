package gradshell.nn;

import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.gradientCheck;
import static gradshell.Tensors.tensor;
import static java.lang.Math.abs;
import static java.lang.Math.log;
import static java.lang.Math.max;
import static java.lang.Math.pow;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.DataType;
import gradshell.Fn;
import gradshell.Tensor;
import java.util.Arrays;
import java.util.List;
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

    /** A loss with its reduction. */
    private interface Loss {
        Tensor of(Tensor yHat, Tensor y, Reduction reduction);
    }

    @Test
    void elementLosses_areMeansOverAllElements() {
        elementwise(Losses::mse, Losses::mse, Y, (p, y) -> (p - y) * (p - y));
        elementwise(Losses::mae, Losses::mae, Y, (p, y) -> abs(p - y));
        elementwise(Losses::msle, Losses::msle, COUNTS, (p, y) -> pow(log((p + EPS) / (y + EPS)), 2));
        elementwise(Losses::huber, Losses::huber, Y, (p, y) -> 0.5 * (p - y) * (p - y));
        elementwise((p, y) -> Losses.huber(p, y, 0.3), (p, y, r) -> Losses.huber(p, y, 0.3, r), Y,
                (p, y) -> abs(p - y) < 0.3 ? 0.5 * (p - y) * (p - y) : 0.3 * (abs(p - y) - 0.15));
        elementwise(Losses::binaryCrossEntropy, Losses::binaryCrossEntropy, Y,
                (p, y) -> -y * log(p + EPS) - (1 - y) * log(1 - p + EPS));
        elementwise(Losses::logitBinaryCrossEntropy, Losses::logitBinaryCrossEntropy, Y,
                (z, y) -> (1 - y) * z + Math.log1p(Math.exp(-z)));
        elementwise(Losses::poisson, Losses::poisson, Y, (p, y) -> p - y * log(p));
        elementwise(Losses::hinge, Losses::hinge, SIGNS, (p, y) -> max(0, 1 - p * y));
        elementwise(Losses::squaredHinge, Losses::squaredHinge, SIGNS, (p, y) -> pow(max(0, 1 - p * y), 2));
        elementwise(Losses::binaryFocal, Losses::binaryFocal, Y, (p, y) -> binaryFocal(p, y, 2));
        elementwise((p, y) -> Losses.binaryFocal(p, y, 0.5), (p, y, r) -> Losses.binaryFocal(p, y, 0.5, r), Y,
                (p, y) -> binaryFocal(p, y, 0.5));
        elementwise(Losses::siameseContrastive, Losses::siameseContrastive, Y,
                (p, y) -> (1 - y) * p * p + y * pow(max(0, 1 - p), 2));
        elementwise((p, y) -> Losses.siameseContrastive(p, y, 0.4),
                (p, y, r) -> Losses.siameseContrastive(p, y, 0.4, r), Y,
                (p, y) -> (1 - y) * p * p + y * pow(max(0, 0.4 - p), 2));
    }

    private static double binaryFocal(double p, double y, double gamma) {
        double right = y * p + (1 - y) * (1 - p);
        return -pow(1 - right, gamma) * log(right + EPS);
    }

    @Test
    void classLosses_areSumsOverClassesAndMeansOverSamples() {
        ofClasses(Losses::crossEntropy, Losses::crossEntropy, (p, y) -> -y * log(p + EPS));
        ofClasses(Losses::klDivergence, Losses::klDivergence,
                (p, y) -> (y == 0 ? 0 : y * log(y)) - y * log(p + EPS));
        ofClasses(Losses::focal, Losses::focal, (p, y) -> -y * pow(1 - p, 2) * log(p + EPS));
        ofClasses((p, y) -> Losses.focal(p, y, 0.5), (p, y, r) -> Losses.focal(p, y, 0.5, r),
                (p, y) -> -y * pow(1 - p, 0.5) * log(p + EPS));
        double[] sums = new double[3];
        for (double[] row : P) for (int j = 0; j < 3; j++) sums[j] += Math.exp(row[j]);
        Tensor logs = d(P).minus(tensor(DataType.DOUBLE, sums).log());
        double[] expected = d(Y).times(logs).sum(0).unaryMinus().toDoubleArray();
        reduced(expected, Losses::logitCrossEntropy, Losses::logitCrossEntropy, Y);
    }

    @Test
    void maskLosses_areOneNumber() {
        double both = 0;
        double squares = 0;
        double weighted = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double p = P[i][j];
                double y = Y[i][j];
                both += p * y;
                squares += p * p + y * y;
                weighted += p * y + 0.7 * (1 - y) * p + 0.3 * y * (1 - p);
            }
        }
        assertEquals(1 - (2 * both + 1) / (squares + 1), Losses.dice(d(P), d(Y)).item(), 1e-14);
        assertEquals(1 - (2 * both + 3) / (squares + 3), Losses.dice(tensor(P), tensor(Y), 3).item(), 1e-6);
        assertEquals(1 - (both + 1) / (weighted + 1), Losses.tversky(d(P), d(Y)).item(), 1e-14);
        assertEquals(0, Losses.tversky(d(SIGNS).gt(0).to(DataType.DOUBLE), d(SIGNS).gt(0), 0.2).item(), 1e-15);
    }

    /** The examples in the documentation and tests of Flux 0.16, {@code src/losses/functions.jl} and {@code test/losses.jl}. */
    @Test
    void numbersThatFluxGives_areOursToo() {
        Tensor near = tensor(DataType.DOUBLE, 1.1, 1.9, 3.1);
        Tensor counts = tensor(DataType.DOUBLE, 1, 2, 3);
        assertEquals(0.010000000000000018, Losses.mse(near, counts).item(), 1e-16);
        assertEquals(0.10000000000000009, Losses.mae(near, counts).item(), 1e-16);
        assertEquals(0.009084041, Losses.msle(tensor(1.1, 2.2, 3.3), tensor(1, 2, 3)).item(), 1e-8);
        Tensor label = tensor(new double[][]{{1, 0, 0, 0, 1}, {0, 1, 0, 1, 0}, {0, 0, 1, 0, 0}});
        Tensor certainty = tensor(new double[][]{{-1, -1, -1, -1, -1}, {0, 0, 0, 0, 0}, {1, 1, 1, 1, 1}}).softmax(0);
        assertEquals(1.6076053, Losses.crossEntropy(certainty, label).item(), 1e-6);
        assertEquals(1.5776052, Losses.crossEntropy(certainty, Losses.labelSmoothing(label, 0.15)).item(), 1e-6);
        assertEquals(1.1277556, Losses.focal(certainty, label).item(), 1e-6);
        Tensor yes = tensor(1, 0, 1);
        assertEquals(0.43989, Losses.binaryCrossEntropy(tensor(0.731059, 0.5, 0.731059), yes).item(), 1e-6);
        assertEquals(0.160832, Losses.logitBinaryCrossEntropy(tensor(2, -1, Math.PI), yes).item(), 1e-6);
        assertEquals(0.0728675615927385, Losses.binaryFocal(
                tensor(DataType.DOUBLE, new double[][]{{0.268941, 0.5, 0.268941}, {0.731059, 0.5, 0.731059}}),
                tensor(DataType.DOUBLE, new double[][]{{0, 1, 0}, {1, 0, 1}})).item(), 1e-9);
        assertEquals(-4.833333333333333, Losses.siameseContrastive(tensor(DataType.DOUBLE, 0.5, 1.5, 2.5), counts)
                .item(), 1e-12);
    }

    @Test
    void labelSmoothing_movesLabelsTowardsTheMiddle() {
        Tensor y = tensor(new double[][]{{0, 1}, {1, 0}, {0, 0}, {0, 0}});
        assertArrayEquals(new double[]{0.05, 0.85, 0.85, 0.05, 0.05, 0.05, 0.05, 0.05},
                Losses.labelSmoothing(y, 0.2).toDoubleArray(), 1e-7);
        assertArrayEquals(new double[]{0.1, 0.9}, Losses.labelSmoothing(tensor(0, 1), 0.2, 2).toDoubleArray(), 1e-7);
        assertThrows(IllegalArgumentException.class, () -> Losses.labelSmoothing(y, 1));
    }

    @Test
    void gradients_areThoseOfDifferences() {
        List<BinaryOperator<Tensor>> losses = List.of(Losses::mse, Losses::mae, Losses::msle, Losses::huber,
                (p, y) -> Losses.huber(p, y, 0.15), Losses::crossEntropy, Losses::logitCrossEntropy,
                Losses::binaryCrossEntropy, Losses::logitBinaryCrossEntropy, Losses::klDivergence, Losses::poisson,
                Losses::hinge, Losses::squaredHinge, Losses::dice, Losses::tversky, Losses::binaryFocal,
                Losses::focal, (p, y) -> Losses.focal(p, y, 1.5), Losses::siameseContrastive);
        Tensor near = d(P).plus(0.25);
        for (int i = 0; i < losses.size(); i++) {
            BinaryOperator<Tensor> loss = losses.get(i);
            var check = gradientCheck((Fn<Tensor, Tensor>) p -> loss.apply(p, near), d(P));
            assertTrue(check.passed(), i + ": " + check);
            check = gradientCheck((Fn<Tensor, Tensor>) y -> loss.apply(d(P), y), near);
            assertTrue(check.passed(), i + ", in the target: " + check);
            check = gradientCheck((Fn<Tensor, Tensor>) p -> loss.apply(p, near.to(DataType.FLOAT)), tensor(P));
            assertTrue(check.passed(), i + ", FLOAT: " + check);
        }
    }

    @Test
    void focalLosses_ofCertainty_areFinite() {
        Tensor p = tensor(0, 1);
        for (BinaryOperator<Tensor> loss : List.<BinaryOperator<Tensor>>of(Losses::focal, Losses::binaryFocal)) {
            assertEquals(0, loss.apply(p, p).item(), 1e-6);
            assertTrue(Double.isFinite(loss.apply(p, tensor(1, 0)).item()));
            assertTrue(Double.isFinite(gradient(a -> loss.apply(a, tensor(1, 0)), p).norm().item()));
        }
    }

    @Test
    void settings_thatMakeNoSense_areRefused() {
        Tensor p = tensor(P);
        assertThrows(IllegalArgumentException.class, () -> Losses.huber(p, p, 0));
        assertThrows(IllegalArgumentException.class, () -> Losses.focal(p, p, -1));
        var error = assertThrows(IllegalArgumentException.class, () -> Losses.siameseContrastive(p, p, Double.NaN));
        assertEquals("siameseContrastive: margin must be from 0 up, but it is NaN", error.getMessage());
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
        assertEquals(DataType.FLOAT, Losses.tversky(tensor(P), d(Y)).dataType());
        assertEquals(DataType.DOUBLE, Losses.binaryFocal(d(P), d(Y).gt(0)).dataType());
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

    private static void elementwise(BinaryOperator<Tensor> mean, Loss loss, double[][] targets,
            DoubleBinaryOperator f) {
        double[] expected = new double[9];
        for (int i = 0; i < 9; i++) expected[i] = f.applyAsDouble(P[i / 3][i % 3], targets[i / 3][i % 3]);
        reduced(expected, mean, loss, targets);
    }

    private static void ofClasses(BinaryOperator<Tensor> mean, Loss loss, DoubleBinaryOperator f) {
        double[] expected = new double[3];
        for (int i = 0; i < 9; i++) expected[i % 3] += f.applyAsDouble(P[i / 3][i % 3], Y[i / 3][i % 3]);
        reduced(expected, mean, loss, Y);
    }

    private static void reduced(double[] expected, BinaryOperator<Tensor> mean, Loss loss, double[][] targets) {
        double sum = Arrays.stream(expected).sum();
        assertEquals(sum / expected.length, mean.apply(d(P), d(targets)).item(), 1e-12);
        assertEquals(sum / expected.length, mean.apply(tensor(P), tensor(targets)).item(), 1e-5);
        assertEquals(sum / expected.length, loss.of(d(P), d(targets), Reduction.MEAN).item(), 1e-12);
        assertEquals(sum, loss.of(d(P), d(targets), Reduction.SUM).item(), 1e-12);
        assertArrayEquals(expected, loss.of(d(P), d(targets), Reduction.NONE).toDoubleArray(), 1e-12);
    }

    private static Tensor d(double[][] rows) {
        return tensor(DataType.DOUBLE, rows);
    }
}
