package gradshell.nn;

import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.withGradient;
import static gradshell.Tensors.tensor;
import static java.lang.Math.abs;
import static java.lang.Math.cosh;
import static java.lang.Math.exp;
import static java.lang.Math.expm1;
import static java.lang.Math.log;
import static java.lang.Math.log1p;
import static java.lang.Math.max;
import static java.lang.Math.min;
import static java.lang.Math.sqrt;
import static java.lang.Math.tanh;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import gradshell.DataType;
import gradshell.Tensor;
import gradshell.Tensors;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Activations and their derivatives against formulas in double precision, far out and at zero too. */
class ActivationsTest {
    private static final double[] POINTS = {-1000, -50, -5, -1.5, -0.3, 0, 0.25, 0.75, 4, 30, 1000};
    private static final double[] NAN = {Double.NaN};
    private static final double SCALE = 1.0507009873554805;
    private static final double ALPHA = 1.6732632423543772;

    static Stream<Arguments> formulas() {
        return Stream.of(
                row(Activations.identity, x -> x, _ -> 1),
                row(Activations.sigmoid, x -> s(x), x -> s(x) * s(-x)),
                row(Activations.hardSigmoid, x -> min(1, max(0, x / 6 + 0.5)), x -> abs(x) < 3 ? 1 / 6.0 : 0),
                row(Activations.logSigmoid, x -> -softplus(-x), x -> s(-x)),
                row(Activations.tanh, x -> tanh(x), x -> 1 - tanh(x) * tanh(x)),
                row(Activations.hardTanh, x -> min(1, max(-1, x)), x -> abs(x) < 1 ? 1 : 0),
                row(Activations.tanhShrink, x -> x - tanh(x), x -> tanh(x) * tanh(x)),
                row(Activations.relu, x -> max(x, 0), x -> x > 0 ? 1 : 0),
                row(Activations.elementwise(x -> x * tanh(x)), x -> x * tanh(x), x -> tanh(x) + x / cosh(x) / cosh(x)),
                row(Activations.relu6, x -> min(6, max(x, 0)), x -> x > 0 && x < 6 ? 1 : 0),
                row(Activations.leakyRelu, x -> max(x, 0.01 * x), x -> x > 0 ? 1 : 0.01),
                row(Activations.leakyRelu(0.2), x -> max(x, 0.2 * x), x -> x > 0 ? 1 : 0.2),
                row(Activations.trelu, x -> x > 1 ? x : 0, x -> x > 1 ? 1 : 0),
                row(Activations.elu, x -> x >= 0 ? x : expm1(x), x -> x >= 0 ? 1 : exp(x)),
                row(Activations.elu(0.5), x -> x >= 0 ? x : 0.5 * expm1(x), x -> x >= 0 ? 1 : 0.5 * exp(x)),
                row(Activations.celu, x -> x >= 0 ? x : expm1(x), x -> x >= 0 ? 1 : exp(x)),
                row(Activations.celu(2), x -> x >= 0 ? x : 2 * expm1(x / 2), x -> x >= 0 ? 1 : exp(x / 2)),
                row(Activations.selu, x -> SCALE * (x > 0 ? x : ALPHA * expm1(x)),
                        x -> SCALE * (x > 0 ? 1 : ALPHA * exp(x))),
                row(Activations.gelu, x -> x * s(2 * u(x)),
                        x -> s(2 * u(x)) + x * s(2 * u(x)) * s(-2 * u(x)) * 2 * du(x)),
                row(Activations.geluErf, x -> x * phi(x), x -> phi(x) + x * exp(-x * x / 2) / sqrt(2 * Math.PI)),
                row(Activations.geluSigmoid, x -> x * s(1.702 * x),
                        x -> s(1.702 * x) + 1.702 * x * s(1.702 * x) * s(-1.702 * x)),
                row(Activations.swish, x -> x * s(x), x -> s(x) + x * s(x) * s(-x)),
                row(Activations.hardSwish, x -> x * min(1, max(0, x / 6 + 0.5)),
                        x -> x >= 3 ? 1 : x <= -3 ? 0 : x / 3 + 0.5),
                row(Activations.softplus, x -> softplus(x), x -> s(x)),
                row(Activations.softsign, x -> x / (1 + abs(x)), x -> 1 / ((1 + abs(x)) * (1 + abs(x)))),
                row(Activations.softShrink, x -> x > 0.5 ? x - 0.5 : x < -0.5 ? x + 0.5 : 0, x -> abs(x) > 0.5 ? 1 : 0),
                row(Activations.logCosh, x -> abs(x) + log1p(exp(-2 * abs(x))) - log(2), x -> tanh(x)),
                row(Activations.mish, x -> x * tanh(softplus(x)), x -> {
                    double t = tanh(softplus(x));
                    return t + x * (1 - t * t) * s(x);
                }),
                row(Activations.lisht, x -> x * tanh(x), x -> tanh(x) + x * (1 - tanh(x) * tanh(x))));
    }

    @ParameterizedTest
    @MethodSource("formulas")
    void float_valueAndGradientFollowTheFormula(Activation activation, DoubleUnaryOperator f, DoubleUnaryOperator df) {
        check(activation, tensor(POINTS), f, df, 2e-6);
    }

    @ParameterizedTest
    @MethodSource("formulas")
    void double_valueAndGradientFollowTheFormula(Activation activation, DoubleUnaryOperator f, DoubleUnaryOperator df) {
        check(activation, tensor(DataType.DOUBLE, POINTS), f, df, 1e-11);
    }

    @ParameterizedTest
    @MethodSource("formulas")
    void nan_staysNaN(Activation activation, DoubleUnaryOperator f, DoubleUnaryOperator df) {
        assertArrayEquals(NAN, activation.apply(tensor(NAN)).toDoubleArray());
        assertArrayEquals(NAN, activation.apply(tensor(DataType.DOUBLE, NAN)).toDoubleArray());
    }

    @Test
    void corners_haveDerivativeZero() {
        assertArrayEquals(new double[2], slopes(Activations.relu6, 0, 6));
        assertArrayEquals(new double[2], slopes(Activations.hardTanh, -1, 1));
        assertArrayEquals(new double[2], slopes(Activations.hardSigmoid, -3, 3));
        assertArrayEquals(new double[2], slopes(Activations.softShrink, -0.5, 0.5));
        assertArrayEquals(new double[1], slopes(Activations.trelu, 1));
    }

    @Test
    void softmax_addsUpToOneAlongTheFeatures() {
        Tensor y = Activations.softmax(tensor(new double[][]{{1000, 0}, {-1000, 0}}));
        assertArrayEquals(new double[]{1, 0.5, 0, 0.5}, y.toDoubleArray());
    }

    @Test
    void logSoftmax_isFiniteWhereSoftmaxUnderflows() {
        Tensor y = Activations.logSoftmax(tensor(1000, -1000));
        assertArrayEquals(new double[]{0, -2000}, y.toDoubleArray());
    }

    @Test
    void softmax_gradientOfAnEntry() {
        Tensor g = gradient(x -> Activations.softmax(x).select(0, 0), tensor(0, log(3)));
        assertArrayEquals(new double[]{3 / 16.0, -3 / 16.0}, g.toDoubleArray(), 1e-7);
    }

    @Test
    void toString_isTheName() {
        assertEquals("gelu", Activations.gelu.toString());
        assertEquals("leakyRelu(0.2)", Activations.leakyRelu(0.2).toString());
    }

    private static void check(Activation activation, Tensor x, DoubleUnaryOperator f, DoubleUnaryOperator df,
            double tolerance) {
        var result = withGradient(a -> activation.apply(a).sum(), x);
        double[] values = activation.apply(x).toDoubleArray();
        double[] slopes = result.gradient().toDoubleArray();
        for (int i = 0; i < POINTS.length; i++) {
            close(activation + " at " + POINTS[i], f.applyAsDouble(POINTS[i]), values[i], tolerance);
            close(activation + "' at " + POINTS[i], df.applyAsDouble(POINTS[i]), slopes[i], tolerance);
        }
    }

    private static void close(String what, double expected, double actual, double tolerance) {
        assertTrue(abs(expected - actual) <= tolerance * (1 + abs(expected)),
                () -> what + ": expected " + expected + " but was " + actual);
    }

    private static double[] slopes(Activation activation, double... points) {
        return gradient(x -> activation.apply(x).sum(), tensor(points)).toDoubleArray();
    }

    private static Arguments row(Activation activation, DoubleUnaryOperator f, DoubleUnaryOperator df) {
        return arguments(activation, f, df);
    }

    private static double s(double x) {
        return 1 / (1 + exp(-x));
    }

    private static double softplus(double x) {
        return max(x, 0) + log1p(exp(-abs(x)));
    }

    private static double u(double x) {
        return sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
    }

    private static double du(double x) {
        return sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);
    }

    /** The normal distribution's function by Simpson's rule. */
    private static double phi(double x) {
        if (abs(x) > 12) {
            return x > 0 ? 1 : 0;
        }
        int n = 4000;
        double h = x / n;
        double sum = 0;
        for (int i = 0; i <= n; i++) {
            double weight = i == 0 || i == n ? 1 : i % 2 == 0 ? 2 : 4;
            sum += weight * exp(-i * h * i * h / 2);
        }
        return 0.5 + sum * h / 3 / sqrt(2 * Math.PI);
    }

    @Test
    void rrelu_slopesAreDrawnBetweenItsBounds() {
        Tensor x = Tensors.full(-1, 1000);
        Tensor slopes = gradient((Tensor z) -> Activations.rrelu(z).sum(), x);
        assertTrue(slopes.min().item() >= 1 / 8.0 && slopes.max().item() <= 1 / 3.0);
        assertEquals((1 / 8.0 + 1 / 3.0) / 2, slopes.mean().item(), 0.01);
        assertArrayEquals(new double[]{2, 0}, Activations.rrelu(tensor(2, 0)).toDoubleArray());
    }
}
