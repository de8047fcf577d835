package gradshell.optim;

import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.params;
import static gradshell.Tensors.tensor;
import static gradshell.optim.Optimizers.accumGrad;
import static gradshell.optim.Optimizers.adaDelta;
import static gradshell.optim.Optimizers.adam;
import static gradshell.optim.Optimizers.chainOf;
import static gradshell.optim.Optimizers.clipGrad;
import static gradshell.optim.Optimizers.clipNorm;
import static gradshell.optim.Optimizers.descent;
import static gradshell.optim.Optimizers.momentum;
import static gradshell.optim.Optimizers.signDecay;
import static gradshell.optim.Optimizers.weightDecay;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.DataType;
import gradshell.Grads;
import gradshell.Params;
import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.nn.Chain;
import gradshell.nn.Layers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Optimizers in a row, and what can be set while they run. */
class ChainOfTest {
    @Test
    void parts_workOnWhatComesBefore() {
        Tensor p = tensor(DataType.DOUBLE, 0, 0, 0);
        step(chainOf(clipGrad(1), descent(0.1)), p, 0.3, 1, 7);
        assertArrayEquals(new double[]{-0.03, -0.1, -0.1}, p.toDoubleArray(), 1e-15);
        step(chainOf(descent(0.1), clipGrad(0.05)), p, -0.3, -1, -7);
        assertArrayEquals(new double[]{0, -0.05, -0.05}, p.toDoubleArray(), 1e-15);
    }

    @Test
    void clipNorm_boundsEachParameterByItself() {
        Tensor p = tensor(DataType.DOUBLE, 0, 0);
        Tensor q = tensor(DataType.DOUBLE, 0);
        Params ps = params(p, q);
        chainOf(clipNorm(1), descent(1)).update(ps,
                gradient(() -> p.times(tensor(DataType.DOUBLE, 3, 4)).sum().plus(q.times(0.5).sum()), ps));
        assertArrayEquals(new double[]{-0.6, -0.8}, p.toDoubleArray(), 1e-15);
        assertEquals(-0.5, q.get(0));
    }

    @Test
    void clipNorm_ofOtherNorms() {
        double[] g = {3, -4, 0};
        double[][] norms = {{1, 7}, {3, Math.cbrt(91)}, {Double.POSITIVE_INFINITY, 4}};
        for (double[] norm : norms) {
            Tensor p = tensor(DataType.DOUBLE, 0, 0, 0);
            step(clipNorm(2, norm[0]), p, g);
            assertArrayEquals(new double[]{-6 / norm[1], 8 / norm[1], 0}, p.toDoubleArray(), 1e-15);
        }
        Tensor huge = tensor(0.0, 0.0);
        step(clipNorm(5), huge, 3e30, 4e30);
        assertArrayEquals(new double[]{-3, -4}, huge.toDoubleArray(), 1e-6);
    }

    @Test
    void clipNorm_ofAGradientThatIsNoNumber_changesNothing() {
        Tensor p = tensor(1.0);
        Tensor q = tensor(0.0);
        Params ps = params(p, q);
        Grads gs = gradient(() -> p.times(2).plus(q.sqrt()).sum(), ps);
        var error = assertThrows(ArithmeticException.class, () -> chainOf(clipNorm(1), adam()).update(ps, gs));
        assertTrue(error.getMessage().startsWith("clipNorm(1.0): the norm of the gradient in parameter 1 is Infinity"),
                error.getMessage());
        assertEquals(1, p.item());
    }

    @Test
    void decays_areThoseOfTheLoss() {
        double[] start = {1.5, -0.5, 2};
        Tensor byRule = tensor(DataType.DOUBLE, start);
        Tensor byLoss = tensor(DataType.DOUBLE, start);
        Optimizer rule = chainOf(signDecay(0.012), weightDecay(0.034), adam());
        Optimizer adam = adam();
        for (int t = 0; t < 10; t++) {
            Params ps = params(byRule);
            rule.update(ps, gradient(() -> byRule.exp().sum(), ps));
            Params qs = params(byLoss);
            adam.update(qs, gradient(() -> byLoss.exp().sum().plus(byLoss.abs().sum().times(0.012))
                    .plus(byLoss.square().sum().times(0.017)), qs));
        }
        assertArrayEquals(byLoss.toDoubleArray(), byRule.toDoubleArray(), 1e-12);
    }

    /** The example in the documentation of Optimisers.jl. */
    @Test
    void accumGrad_appliesTheMeanAtTheLastOne() {
        Optimizer opt = chainOf(accumGrad(2), weightDecay(0.01), descent(0.1));
        Tensor p = tensor(1.0, 2.0);
        step(opt, p, 33, 0);
        assertArrayEquals(new double[]{1, 2}, p.toDoubleArray());
        step(opt, p, 0, 444);
        assertArrayEquals(new double[]{-0.651, -20.202002}, p.toDoubleArray(), 1e-5);
    }

    @Test
    void accumGrad_isTheLargerBatchsAdam() {
        Tensor whole = tensor(DataType.DOUBLE, 1, -2);
        Tensor parts = whole.copy();
        Optimizer adam = adam(0.1);
        Optimizer summed = chainOf(accumGrad(3), adam(0.1));
        for (int t = 0; t < 4; t++) {
            step(adam, whole, t - 1, 2);
            for (int k = 0; k < 3; k++) step(summed, parts, t - 2 + k, k * 2);
        }
        assertArrayEquals(whole.toDoubleArray(), parts.toDoubleArray(), 1e-12);
    }

    @Test
    void chainOfChains_isOneChain_andOfNothingTakesTheGradientOff() {
        assertEquals("chainOf(clipGrad(1.0), weightDecay(0.5), descent(0.1))",
                chainOf(chainOf(clipGrad(1), weightDecay(0.5)), descent()).toString());
        Tensor p = tensor(1.0);
        step(chainOf(), p, 3);
        assertEquals(-2, p.get(0));
    }

    @Test
    void adjust_setsTheRateAndOtherNumbers() {
        Tensor p = tensor(DataType.DOUBLE, 0);
        Optimizer opt = momentum(1, 0);
        step(opt.adjust(0.5), p, 1);
        assertEquals(-0.5, p.get(0));
        step(opt.adjust("rho", 0.9), p, 1);
        assertEquals(-0.5 - 0.95, p.get(0));
        step(opt.adjust(t -> t == 3 ? 0.1 : Double.NaN), p, 1);
        assertEquals(-0.5 - 0.95 - 0.9 * 0.95 - 0.1, p.get(0), 1e-15);
    }

    @Test
    void adjust_inAChain_setsEachPartThatHasIt() {
        Tensor p = tensor(DataType.DOUBLE, 1);
        Optimizer opt = chainOf(weightDecay(), descent(), clipGrad());
        step(opt.adjust(1).adjust("decay", 2).adjust("max", 4), p, 1);
        assertEquals(-2, p.get(0));
        assertEquals("chainOf(weightDecay(2.0), descent(1.0), clipGrad(4.0))", opt.toString());
    }

    @Test
    void adjust_toWhatMakesNoSense_isRefused() {
        var error = assertThrows(IllegalArgumentException.class, () -> adam().adjust(-0.1));
        assertEquals("the learning rate must be a number from 0 up, but it is -0.1", error.getMessage());
        error = assertThrows(IllegalArgumentException.class, () -> adaDelta().adjust(0.1));
        assertEquals("adaDelta(0.9) has no setting called learningRate; there are [rho, epsilon]", error.getMessage());
        Optimizer lambda = (ps, gs) -> {};
        assertThrows(UnsupportedOperationException.class, () -> lambda.adjust(0.1));
        assertThrows(IllegalArgumentException.class, () -> chainOf(clipGrad(), lambda));
        assertThrows(IllegalArgumentException.class, () -> accumGrad(0));
    }

    @Test
    void scheduleThatGoesNegative_isRefusedBeforeAnythingChanges() {
        Tensor p = tensor(1.0);
        Tensor q = tensor(1.0);
        Params ps = params(p, q);
        Optimizer opt = descent(t -> 1.5 - t);
        Grads gs = gradient(() -> p.plus(q).sum(), ps);
        opt.update(ps, gs);
        var error = assertThrows(IllegalArgumentException.class, () -> opt.update(ps, gs));
        assertEquals("the learning rate must be a number from 0 up, but it is -0.5 at step 2", error.getMessage());
        assertEquals(0.5, p.item());
    }

    @Test
    void frozenParameters_stayAndKeepTheirMemory() {
        Chain model = Layers.chain(Layers.dense(1, 1), Layers.dense(1, 1));
        Params ps = params(model);
        Optimizer opt = momentum(0.1);
        Grads gs = gradient(m -> m.apply(tensor(1.0)).sum(), model);
        opt.update(ps, gs);
        Tensor weight = ps.get("0.weight");
        double before = weight.get(0, 0);
        double other = ps.get("1.bias").get(0);
        opt.freeze(model.<gradshell.Layer>get(0)).update(ps, gs);
        assertEquals(before, weight.get(0, 0));
        assertTrue(other > ps.get("1.bias").get(0));
        opt.thaw(List.of(weight)).update(ps, gs);
        assertEquals(before - 0.19 * gs.get(weight).get(0, 0), weight.get(0, 0), 1e-6);
    }

    private static void step(Optimizer opt, Tensor p, double... gradient) {
        Params ps = params(p);
        Tensor g = Tensors.tensor(DataType.DOUBLE, gradient);
        opt.update(ps, gradient(() -> p.times(g.to(p.dataType())).sum(), ps));
    }
}
