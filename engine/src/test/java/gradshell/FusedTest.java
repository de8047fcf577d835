package gradshell;

import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.gradientCheck;
import static gradshell.Gradshell.hvp;
import static gradshell.Gradshell.jvp;
import static gradshell.Gradshell.params;
import static gradshell.Tensors.randn;
import static gradshell.Tensors.tensor;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.Fused.Last;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done in one step against the operations it stands for. */
class FusedTest {
    private Tensor w;
    private Tensor b;

    @BeforeEach
    void weights() {
        Tensors.seed(5);
        w = normal(5, 3);
        b = normal(5);
    }

    private static Tensor normal(long... shape) {
        return randn(DataType.DOUBLE, shape);
    }

    private static Tensor plain(Tensor w, Tensor x, Tensor b, Last last) {
        Tensor z = w.matmul(x).plus(x.rank() == 1 ? b : b.unsqueeze(1));
        return switch (last) {
            case NONE -> z;
            case RELU -> z.relu();
            case TANH -> z.tanh();
            case SIGMOID -> z.sigmoid();
        };
    }

    private static void assertClose(Tensor expected, Tensor actual) {
        assertArrayEquals(expected.shape(), actual.shape());
        assertArrayEquals(expected.toDoubleArray(), actual.toDoubleArray(), 1e-9);
    }

    @ParameterizedTest
    @EnumSource
    void dense_valuesAndGradients_asOneByOne(Last last) {
        for (Tensor x : new Tensor[]{normal(3, 4), normal(3), normal(4, 3).t(), normal(3, 0)}) {
            assertClose(plain(w, x, b, last), Fused.dense(w, x, b, last));
            var ps = params(w, x, b);
            Grads expected = gradient(() -> plain(w, x, b, last).square().sum(), ps);
            Grads actual = gradient(() -> Fused.dense(w, x, b, last).square().sum(), ps);
            for (Tensor p : ps) assertClose(expected.get(p), actual.get(p));
        }
    }

    @ParameterizedTest
    @EnumSource
    void dense_gradientCheckAndSecondDerivatives(Last last) {
        Tensor x = normal(3, 4);
        assertTrue(gradientCheck((p, q, r) -> Fused.dense(p, q, r, last).square().mean(), w, x, b).passed());
        Tensor v = normal(5, 3);
        assertClose(hvp(p -> plain(p, x, b, last).exp().sum(), w, v),
                hvp(p -> Fused.dense(p, x, b, last).exp().sum(), w, v));
        assertClose(jvp(p -> plain(p, x, b, last), w, v), jvp(p -> Fused.dense(p, x, b, last), w, v));
        assertTrue(gradientCheck(
                (Tensor p) -> gradient((Tensor q) -> Fused.dense(p, q, b, last).square().sum(), x).square().sum(), w)
                .passed());
    }

    @ParameterizedTest
    @EnumSource
    void dense_mixedTypesAndNoBias_asOneByOne(Last last) {
        Tensor x = tensor(new float[]{1, 2, -3});
        assertEquals(DataType.DOUBLE, Fused.dense(w, x, b, last).dataType());
        assertClose(plain(w, x, b, last), Fused.dense(w, x, b, last));
        assertClose(plain(w, x, Tensors.zeros(DataType.DOUBLE, 5), last), Fused.dense(w, x, null, last));
    }

    @ParameterizedTest
    @EnumSource
    void dense_notFiniteNumbers_asOneByOne(Last last) {
        Tensor x = tensor(Double.NaN, Double.POSITIVE_INFINITY, 0.0, 1.0).reshape(1, 4);
        Tensor one = tensor(1.0, -1.0).reshape(2, 1);
        Tensor bias = tensor(0.0, -0.0);
        assertArrayEquals(plain(one, x, bias, last).toDoubleArray(), Fused.dense(one, x, bias, last).toDoubleArray());
        assertArrayEquals(gradient((Tensor c) -> plain(one, x, c, last).sum(), bias).toDoubleArray(),
                gradient((Tensor c) -> Fused.dense(one, x, c, last).sum(), bias).toDoubleArray());
    }

    private static Tensor logitCrossEntropy(Tensor yHat, Tensor y) {
        return y.times(yHat.logSoftmax(0)).sum(0).mean().unaryMinus();
    }

    private static void assertLoss(BinaryOperator<Tensor> plain, BinaryOperator<Tensor> fused, Tensor yHat, Tensor y) {
        assertClose(plain.apply(yHat, y), fused.apply(yHat, y));
        assertTrue(gradientCheck((a, c) -> fused.apply(a, c), yHat, y).passed());
        Tensor factor = tensor(3.0).reshape();
        UnaryOperator<Tensor> scaled = a -> fused.apply(a, y).times(factor);
        assertClose(gradient((Tensor a) -> plain.apply(a, y).times(factor), yHat),
                gradient((Tensor a) -> scaled.apply(a), yHat));
        Tensor v = normal(yHat.shape());
        assertClose(hvp(a -> plain.apply(a, y), yHat, v), hvp(a -> fused.apply(a, y), yHat, v));
        assertClose(hvp(c -> plain.apply(yHat, c).square(), y, v), hvp(c -> fused.apply(yHat, c).square(), y, v));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    void losses_asOneByOne(int samples) {
        for (Tensor yHat : new Tensor[]{normal(3, samples), normal(samples, 3).t(), normal(4), normal(2, 3, samples)}) {
            Tensor y = normal(yHat.shape()).sigmoid();
            assertLoss((a, c) -> a.minus(c).square().mean(), Fused::mse, yHat, y);
            assertLoss(FusedTest::logitCrossEntropy, Fused::logitCrossEntropy, yHat, y);
            assertLoss((a, c) -> c.unaryMinus().plus(1).times(a).plus(a.unaryMinus().softplus()).mean(),
                    Fused::logitBinaryCrossEntropy, yHat, y);
        }
    }

    @Test
    void logitCrossEntropy_farApartLogits_isExact() {
        Tensor yHat = tensor(new double[][]{{1000, -1000}, {0, 2000}});
        Tensor y = tensor(new double[][]{{0, 1}, {1, 0}});
        assertEquals((1000 + 3000) / 2.0, Fused.logitCrossEntropy(yHat, y).item());
        assertArrayEquals(new double[]{0.5, -0.5, -0.5, 0.5},
                gradient((Tensor a) -> Fused.logitCrossEntropy(a, y), yHat).toDoubleArray());
    }

    @Test
    void losses_ofNothing_asOneByOne() {
        assertTrue(Double.isNaN(Fused.mse(normal(0), normal(0)).item()));
        assertEquals(0, Fused.logitCrossEntropy(normal(0, 2), normal(0, 2)).item() + 0.0);
        assertTrue(Double.isNaN(Fused.logitCrossEntropy(normal(2, 0), normal(2, 0)).item()));
    }
}
