package gradshell;

import static gradshell.DifferentiationTest.assertRefused;
import static gradshell.DifferentiationTest.assertValues;
import static gradshell.Gradshell.diagHessian;
import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.gradientCheck;
import static gradshell.Gradshell.hook;
import static gradshell.Gradshell.hessian;
import static gradshell.Gradshell.hvp;
import static gradshell.Gradshell.jacobian;
import static gradshell.Gradshell.jvp;
import static gradshell.Gradshell.params;
import static gradshell.Gradshell.pullback;
import static gradshell.Gradshell.stopGradient;
import static gradshell.Gradshell.vjp;
import static gradshell.Gradshell.withGradient;
import static gradshell.Tensors.eye;
import static gradshell.Tensors.linspace;
import static gradshell.Tensors.ones;
import static gradshell.Tensors.randn;
import static gradshell.Tensors.seed;
import static gradshell.Tensors.tensor;
import static gradshell.math.Matrices.diagm;
import static gradshell.math.Matrices.kron;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class HigherTest {
    private final Tensor t = tensor(1, 2, 3);

    @Test
    void jacobian_isOutputsTimesInputs() {
        var j = jacobian(x -> x.slice(0, 0, 2).square(), t);
        assertArrayEquals(new long[]{2, 3}, j.shape());
        assertValues(j, 2, 0, 0, 0, 4, 0);
        assertArrayEquals(new long[]{1, 3}, jacobian(x -> x.sum(), t).shape());
    }

    @Test
    void jvpAndVjp_areProductsWithTheJacobian() {
        assertValues(jvp(x -> x.square(), t, tensor(1, 0, 2)), 2, 0, 12);
        assertValues(vjp(x -> x.square(), t, tensor(1, 0, 2)), 2, 0, 12);
        assertValues(jvp(l -> l.get(0).times(l.get(1)), List.of(t, t), List.of(ones(3), t)), 2, 6, 12);
    }

    @Test
    void hessian_ofCubes() {
        assertValues(hessian(x -> x.pow(3).sum(), t), 6, 0, 0, 0, 12, 0, 0, 0, 18);
        assertValues(hessian(x -> x.get(0) > 0 ? x.prod() : x.sum(), t), 0, 3, 2, 3, 0, 1, 2, 1, 0);
        assertValues(diagHessian(x -> x.pow(3).sum(), t.reshape(1, 3)), 6, 12, 18);
        assertValues(hessian(x -> x.sum(), t), 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void jacobian_ofMatrices_countsThroughTheRows() {
        var w = tensor(new double[][]{{1, 2}, {3, 4}});
        var j = jacobian(x -> w.matmul(x), ones(2, 3));
        assertArrayEquals(new long[]{6, 6}, j.shape());
        // output (i, k) = 3 i + k depends on input (j, k) = 3 j + k by w(i, j)
        assertTrue(kron(w, eye(3)).allClose(j, 0), j::toString);
        assertArrayEquals(new long[]{6, 1}, jacobian(x -> x.broadcastTo(2, 3), tensor(2).reshape()).shape());
    }

    /** Of Σ x⁴ / 12 + (Σ x)² / 2: x² in the diagonal, and 1 everywhere. */
    @Test
    void secondDerivatives_ofAThousandInputs() {
        var x = linspace(-2, 2, 1000).to(DataType.DOUBLE).reshape(20, 50);
        Fn<Tensor, Tensor> f = v -> v.pow(4).sum().div(12).plus(v.sum().square().div(2));
        var squares = x.square().flatten();
        assertTrue(hessian(f, x).allClose(diagm(squares).plus(1), 1e-12));
        assertTrue(diagHessian(f, x).allClose(x.square().plus(1), 1e-12));
        assertTrue(hvp(f, x, x).allClose(x.pow(3).plus(x.sum()), 1e-10));
    }

    @Test
    void firstDerivatives_ofAThousandInputs() {
        seed(5);
        var w = randn(DataType.DOUBLE, 50, 30);
        var x = randn(DataType.DOUBLE, 20, 50);
        var j = jacobian(v -> v.matmul(w), x);
        assertTrue(kron(eye(20).to(DataType.DOUBLE), w.t()).allClose(j, 1e-12));
        var dy = randn(DataType.DOUBLE, 20, 30);
        assertTrue(j.matmul(x.flatten()).allClose(jvp(v -> v.matmul(w), x, x).flatten(), 1e-10));
        assertTrue(dy.flatten().matmul(j).allClose(vjp(v -> v.matmul(w), x, dy).flatten(), 1e-10));
    }

    @Test
    void hvp_isTheHessianTimesV() {
        assertValues(hvp(x -> x.pow(3).sum(), t, tensor(1, 1, 2)), 6, 12, 36);
        var l = hvp(x -> x.get(0).times(x.get(1)).sum(), List.of(t, t), List.of(t, ones(3)));
        assertValues(l.get(0), 1, 1, 1);
        assertValues(l.get(1), 1, 2, 3);
    }

    @Test
    void plainCode_ofArrays() {
        Fn<double[], Double> f = x -> x[0] * x[0] * x[1] + Math.sin(x[2]);
        double[] x = {1, 2, 3};
        assertArrayEquals(new double[]{4, 1, Math.cos(3)}, gradient(f, x), 1e-15);
        assertEquals(4 * 0.5 - 1, jvp(f, x, new double[]{0.5, -1, 0}));
        assertArrayEquals(new double[]{2, 0, 0}, hvp(f, x, new double[]{0, 1, 0}));
        double[][] h = hessian(f, x);
        assertArrayEquals(new double[]{4, 2, 0}, h[0]);
        assertArrayEquals(new double[]{2, 0, 0}, h[1]);
        assertArrayEquals(new double[]{0, 0, -Math.sin(3)}, h[2]);
        assertArrayEquals(new double[]{4, 0, -Math.sin(3)}, diagHessian(f, x));
        assertEquals(6.0, diagHessian(y -> y * y * y, 1));
    }

    @Test
    void jacobian_ofArrays_isTheSameByRowsAndByColumns() {
        Fn<double[], double[]> wide = x -> new double[]{x[0] * x[1], x[2]};
        assertArrayEquals(new double[]{2, 1, 0}, jacobian(wide, new double[]{1, 2, 3})[0]);
        assertArrayEquals(new double[]{0, 0, 1}, jacobian(wide, new double[]{1, 2, 3})[1]);
        Fn<double[], double[]> tall = x -> {
            var y = new double[4];
            for (int i = 0; i < y.length; i++) y[i] = Math.pow(x[0], i);
            x[0] = 0;
            return y;
        };
        double[][] columns = jacobian(tall, new double[]{2});
        for (int i = 0; i < 4; i++) assertArrayEquals(new double[]{i * Math.pow(2, i - 1)}, columns[i]);
    }

    @Test
    void gradientCheck_overParameters() {
        var w = tensor(0.3, -0.5, 0.7).to(DataType.DOUBLE);
        var check = gradientCheck(() -> w.sin().times(t).sum(), params(w));
        assertTrue(check.passed(), check::toString);
        assertValues(w, 0.3, -0.5, 0.7);
    }

    @Test
    void gradientCheck_wayBackThatIsNotLinear_failsForwards() {
        var check = gradientCheck(x -> hook(d -> stopGradient(d), x.sin()), t);
        assertTrue(check.relative() <= check.tolerance(), check::toString);
        assertTrue(check.forward() > 0.1, check::toString);
    }

    @Test
    void gradientCheck_ofPlainCode() {
        assertTrue(gradientCheck(x -> Math.sin(x) * x, 2).passed());
        assertTrue(gradientCheck((x, y) -> Math.sin(x) * y, 2, 3).passed());
        assertTrue(gradientCheck((x, y, z) -> Math.sin(x) * y / z, 2, 3, 4).passed());
    }

    @Test
    void plainCode_formsAgree() {
        assertEquals(32, gradient(x -> 3 * x * x + 2 * x + 1, 5));
        assertEquals(86, withGradient(x -> 3 * x * x + 2 * x + 1, 5).value());
        assertEquals(64, pullback(x -> 3 * x * x + 2 * x + 1, 5).back(2.0));
        assertEquals(64, jvp(x -> 3 * x * x + 2 * x + 1, 5, 2));
        assertEquals(64, vjp(x -> 3 * x * x + 2 * x + 1, 5, 2));
        assertEquals(6, hessian(x -> 3 * x * x + 2 * x + 1, 5));
        assertArrayEquals(new double[]{4, 5}, gradient((x, y) -> x * y, 5, 4));
        assertArrayEquals(new double[]{12, 8, 6}, withGradient((x, y, z) -> x * y * z, 2, 3, 4).gradient());
    }

    @Test
    void gradientCheck_saysWhere() {
        var check = gradientCheck(x -> x.times(stopGradient(x)).sum(), t);
        assertEquals(false, check.passed());
        assertTrue(check.toString().contains("FAILED"), check::toString);
        assertTrue(check.where().contains("element"), check::where);
        assertTrue(gradientCheck((x, y) -> x.times(y), t, t).passed());
        assertTrue(gradientCheck((x, y, z) -> x.times(y).minus(z), t, t, t).passed());
    }
}
