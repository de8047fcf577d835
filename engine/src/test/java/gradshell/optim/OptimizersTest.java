package gradshell.optim;

import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.params;
import static gradshell.Tensors.tensor;
import static java.lang.Math.abs;
import static java.lang.Math.max;
import static java.lang.Math.pow;
import static java.lang.Math.sqrt;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.DataType;
import gradshell.Grads;
import gradshell.Params;
import gradshell.Tensor;
import gradshell.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ten steps of each optimizer against a loop in double precision, on the loss Σ x⁴/4 with gradient x³. */
class OptimizersTest {
    private static final double EPS = 1e-8;

    /** One step of a rule on one number: the state is s[0], s[1], s[2]. */
    @FunctionalInterface
    private interface Reference {
        double step(double x, double g, double[] s, int t);
    }

    @Test
    void descent_follows() {
        check(Optimizers.descent(), 0, (_, g, _, _) -> 0.1 * g);
    }

    @Test
    void momentum_follows() {
        check(Optimizers.momentum(), 0, (_, g, s, _) -> s[0] = 0.9 * s[0] + 0.01 * g);
    }

    @Test
    void nesterov_follows() {
        check(Optimizers.nesterov(), 0, (_, g, s, _) -> {
            double step = 1.9 * 0.001 * g - 0.81 * s[0];
            s[0] = 0.9 * s[0] - 0.001 * g;
            return step;
        });
    }

    @Test
    void rmsProp_follows() {
        check(Optimizers.rmsProp(), 0, (_, g, s, _) -> {
            s[0] = 0.9 * s[0] + 0.1 * g * g;
            return 0.001 * g / (sqrt(s[0]) + EPS);
        });
    }

    @Test
    void adam_follows() {
        check(Optimizers.adam(), 0, OptimizersTest::adam);
        check(Optimizers.adam(0.001), 0, OptimizersTest::adam);
    }

    @Test
    void adamW_follows() {
        check(Optimizers.adamW(), 0, OptimizersTest::adam);
        check(Optimizers.adamW(0.001, 0.1), 0, (x, g, s, t) -> adam(x, g, s, t) + 0.001 * 0.1 * x);
    }

    @Test
    void adaGrad_follows() {
        check(Optimizers.adaGrad(), EPS, (_, g, s, _) -> {
            s[0] += g * g;
            return 0.1 * g / (sqrt(s[0]) + EPS);
        });
    }

    @Test
    void adaDelta_follows() {
        check(Optimizers.adaDelta(), 0, (_, g, s, _) -> {
            s[0] = 0.9 * s[0] + 0.1 * g * g;
            double step = g * sqrt(s[1] + EPS) / sqrt(s[0] + EPS);
            s[1] = 0.9 * s[1] + 0.1 * step * step;
            return step;
        });
    }

    @Test
    void adaMax_follows() {
        check(Optimizers.adaMax(), 0, (_, g, s, t) -> {
            s[0] = 0.9 * s[0] + 0.1 * g;
            s[1] = max(0.999 * s[1], abs(g));
            return 0.001 / (1 - pow(0.9, t)) * s[0] / (s[1] + EPS);
        });
    }

    @Test
    void amsGrad_follows() {
        check(Optimizers.amsGrad(), EPS, (_, g, s, _) -> {
            s[0] = 0.9 * s[0] + 0.1 * g;
            s[1] = 0.999 * s[1] + 0.001 * g * g;
            s[2] = max(s[2], s[1]);
            return 0.001 * s[0] / (sqrt(s[2]) + EPS);
        });
    }

    @Test
    void nAdam_follows() {
        check(Optimizers.nAdam(), 0, (_, g, s, t) -> {
            s[0] = 0.9 * s[0] + 0.1 * g;
            s[1] = 0.999 * s[1] + 0.001 * g * g;
            double ahead = 0.9 * s[0] / (1 - pow(0.9, t + 1)) + 0.1 * g / (1 - pow(0.9, t));
            return 0.001 * ahead / (sqrt(0.999 * s[1] / (1 - pow(0.999, t))) + EPS);
        });
    }

    @Test
    void centredRmsProp_follows() {
        check(Optimizers.rmsProp(0.001, 0.9, true), 0, (_, g, s, _) -> {
            s[0] = 0.9 * s[0] + 0.1 * g * g;
            s[1] = 0.9 * s[1] + 0.1 * g;
            return 0.001 * g / (sqrt(s[0] - s[1] * s[1]) + EPS);
        });
    }

    @Test
    void rprop_follows() {
        check(Optimizers.rprop(0.07), 0, (_, g, s, t) -> {
            if (t == 1) s[1] = 0.07;
            if (s[0] * g > 0) s[1] = Math.min(50, s[1] * 1.2);
            if (s[0] * g < 0) s[1] = max(1e-6, s[1] * 0.5);
            s[0] = s[0] * g < 0 ? 0 : g;
            return s[1] * Math.signum(s[0]);
        });
    }

    @Test
    void rAdam_follows() {
        check(Optimizers.rAdam(0.01, 0.9, 0.9), 0, (_, g, s, t) -> {
            s[0] = 0.9 * s[0] + 0.1 * g;
            s[1] = 0.9 * s[1] + 0.1 * g * g;
            double limit = 19;
            double rho = limit - 2 * t * pow(0.9, t) / (1 - pow(0.9, t));
            double mean = s[0] / (1 - pow(0.9, t));
            if (rho <= 4) return 0.01 * mean;
            double r = sqrt((rho - 4) * (rho - 2) * limit / ((limit - 4) * (limit - 2) * rho));
            return 0.01 * r * mean / (sqrt(s[1] / (1 - pow(0.9, t))) + EPS);
        });
    }

    @Test
    void oAdam_follows() {
        check(Optimizers.oAdam(), 0, (_, g, s, t) -> {
            s[0] = 0.5 * s[0] + 0.5 * g;
            s[1] = 0.9 * s[1] + 0.1 * g * g;
            double before = s[2];
            s[2] = 0.001 * s[0] / (1 - pow(0.5, t)) / (sqrt(s[1] / (1 - pow(0.9, t))) + EPS);
            return 2 * s[2] - before;
        });
    }

    @Test
    void adaBelief_follows() {
        check(Optimizers.adaBelief(), 0, (_, g, s, t) -> {
            s[0] = 0.9 * s[0] + 0.1 * g;
            s[1] = 0.999 * s[1] + 0.001 * (g - s[0]) * (g - s[0]) + 1e-16;
            return 0.001 * s[0] / (1 - pow(0.9, t)) / (sqrt(s[1] / (1 - pow(0.999, t))) + 1e-16);
        });
    }

    @Test
    void lion_follows() {
        check(Optimizers.lion(0.2), 0, (_, g, s, _) -> {
            s[0] = 0.999 * g + 0.001 * s[0];
            return 0.2 * Math.signum((0.999 - 0.9) * g + 0.9 * s[0]);
        });
    }

    @Test
    void adamW_uncoupled_decaysBesideTheLearningRate() {
        check(Optimizers.adamW(0.001, 0.1, false), 0, (x, g, s, t) -> adam(x, g, s, t) + 0.1 * x);
    }

    @Test
    void largeAndStridedParameters_followAsWell() {
        Tensor large = Tensors.randn(300, 400);
        Tensor turned = large.copy().t();
        Tensor small = large.slice(0, 7, 8).copy();
        Optimizer opt = Optimizers.adam(0.01);
        for (int t = 0; t < 3; t++) {
            for (Tensor p : List.of(large, turned, small)) update(opt, p);
        }
        assertArrayEquals(large.toDoubleArray(), turned.t().toDoubleArray());
        assertArrayEquals(large.slice(0, 7, 8).toDoubleArray(), small.toDoubleArray());
    }

    @Test
    void gradientsStayAsTheyAre() {
        Tensor a = tensor(1.0, 2.0);
        Params ps = params(a);
        Grads gs = gradient(() -> a.square().sum(), ps);
        Optimizers.amsGrad().update(ps, gs);
        assertArrayEquals(new double[]{2, 4}, gs.get(a).toDoubleArray());
    }

    @Test
    void parameterWithoutGradient_isLeftAlone() {
        Tensor used = tensor(1.0);
        Tensor unused = tensor(5.0);
        Params ps = params(used, unused);
        Optimizers.adamW(0.1, 0.5).update(ps, gradient(() -> used.square(), ps));
        assertEquals(5, unused.item());
        assertTrue(used.item() < 1);
    }

    @Test
    void gradientsOfOtherParameters_areRefused() {
        Tensor a = tensor(1.0);
        Tensor b = tensor(2.0);
        Grads gs = gradient(() -> a.square(), params(a));
        var error = assertThrows(IllegalArgumentException.class,
                () -> Optimizers.descent(0.1).update(params(a, b), gs));
        assertTrue(error.getMessage().startsWith("descent(0.1): these gradients were not taken over parameter"),
                error.getMessage());
        assertEquals(1, a.item());
    }

    @Test
    void update_insideAGradient_isRefused() {
        Tensor a = tensor(1.0);
        Params ps = params(a);
        Grads gs = gradient(() -> a.square(), ps);
        assertThrows(IllegalStateException.class, () -> gradient(() -> {
            Optimizers.descent().update(ps, gs);
            return a.square();
        }, ps));
        assertEquals(1, a.item());
    }

    @Test
    void parameterThatIsDropped_isForgotten() throws InterruptedException {
        ParameterOptimizer opt = (ParameterOptimizer) Optimizers.adam();
        Tensor kept = tensor(1.0);
        update(opt, kept);
        update(opt, tensor(2.0));
        for (int i = 0; i < 200 && opt.remembered() > 1; i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertEquals(1, opt.remembered());
        assertTrue(Double.isFinite(kept.item()));
    }

    @Test
    void tensorInTwoPlaces_isChangedOnce() {
        Tensor a = tensor(1.0);
        Params ps = params(List.of(a), List.of(a));
        Optimizers.descent(0.5).update(ps, gradient(() -> a.times(3), ps));
        assertEquals(-0.5, a.item());
    }

    @Test
    void settings_thatMakeNoSense_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> Optimizers.adam(-0.1));
        assertThrows(IllegalArgumentException.class, () -> Optimizers.descent(Double.NaN));
        var error = assertThrows(IllegalArgumentException.class, () -> Optimizers.momentum(0.1, 1));
        assertEquals("rho must be from 0 up and below 1, but it is 1.0", error.getMessage());
    }

    @Test
    void toString_isTheCallThatMakesIt() {
        assertEquals("adam(0.001, 0.9, 0.999)", Optimizers.adam().toString());
        assertEquals("rmsProp(0.1, 0.9, true)", Optimizers.rmsProp(0.1, 0.9, true).toString());
        assertEquals("adamW(0.001, 0.1, false).adjust(\"beta1\", 0.5)",
                Optimizers.adamW(0.001, 0.1, false).adjust("beta1", 0.5).toString());
        assertEquals("chainOf(clipNorm(1.0), accumGrad(2), descent(expDecay(0.1, 0.5)))", Optimizers.chainOf(
                Optimizers.clipNorm(1), Optimizers.accumGrad(2), Optimizers.descent(Schedules.expDecay(0.1, 0.5)))
                .toString());
    }

    private static double adam(double x, double g, double[] s, int t) {
        s[0] = 0.9 * s[0] + 0.1 * g;
        s[1] = 0.999 * s[1] + 0.001 * g * g;
        return 0.001 * (s[0] / (1 - pow(0.9, t))) / (sqrt(s[1] / (1 - pow(0.999, t))) + EPS);
    }

    private static void check(Optimizer opt, double start, Reference reference) {
        double[] x = {1.5, -0.7, 0.01};
        Tensor exact = tensor(DataType.DOUBLE, x);
        Tensor single = tensor(x);
        double[][] state = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            state[i] = new double[]{start, start, start};
        }
        for (int t = 1; t <= 10; t++) {
            update(opt, exact);
            update(opt, single);
            for (int i = 0; i < x.length; i++) {
                x[i] -= reference.step(x[i], x[i] * x[i] * x[i], state[i], t);
            }
            assertArrayEquals(x, exact.toDoubleArray(), 1e-13);
            double[] got = single.toDoubleArray();
            for (int i = 0; i < x.length; i++) assertEquals(x[i], got[i], 1e-6 * max(abs(x[i]), 0.1));
        }
    }

    private static void update(Optimizer opt, Tensor p) {
        Params ps = params(p);
        opt.update(ps, gradient(() -> p.square().square().sum().times(0.25), ps));
    }
}
