package gradshell.compile;

import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.gradientCheck;
import static gradshell.Gradshell.hessian;
import static gradshell.Gradshell.jvp;
import static gradshell.Gradshell.params;
import static gradshell.Gradshell.pullback;
import static gradshell.Gradshell.withGradient;
import static gradshell.Tensors.buffer;
import static gradshell.Tensors.full;
import static gradshell.Tensors.indices;
import static gradshell.Tensors.linspace;
import static gradshell.Tensors.scalar;
import static gradshell.Tensors.tensor;
import static gradshell.Tensors.where;
import static gradshell.nn.Activations.tanh;
import static gradshell.nn.Layers.chain;
import static gradshell.nn.Layers.dense;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.DataType;
import gradshell.DoubleFn;
import gradshell.DoubleFn2;
import gradshell.Fn;
import gradshell.Layer;
import gradshell.Tensor;
import gradshell.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Plain code in which numbers become tensors and tensors numbers. */
class TensorsInsideTest {
    private static final Tensor T = tensor(DataType.DOUBLE, 1, 2, 3);
    private static final double EPS = 1e-6;

    private static void check(DoubleFn f, double x) {
        var check = gradientCheck(f, x);
        assertTrue(check.passed(), check.toString());
    }

    private static void check(Fn<Tensor, ?> f, Tensor x) {
        var check = gradientCheck(f, x);
        assertTrue(check.passed(), check.toString());
    }

    @Test
    void numbers_ofTensorsOfNumbers() {
        assertEquals(56, gradient(d -> T.times(d).square().sum().item(), 2), EPS);
        assertEquals(Math.exp(2), gradient(d -> scalar(d).exp().item(), 2), 1e-5);
        assertArrayEquals(new double[]{6, 8}, gradient((a, b) -> tensor(a, b).square().sum().item(), 3, 4), EPS);
    }

    @Test
    void operationsWithANumber_haveItsDerivative() {
        check(d -> T.plus(d).square().sum().item(), 2);
        check(d -> T.minus(d).square().sum().item(), 2);
        check(d -> T.times(d).square().sum().item(), 2);
        check(d -> T.div(d).square().sum().item(), 2);
        check(d -> T.pow(d).sum().item(), 2.5);
        check(d -> T.maximum(d).square().sum().item(), 1.7);
        check(d -> T.minimum(d).square().sum().item(), 1.7);
        check(d -> T.clamp(d, 2 * d).square().sum().item(), 1.2);
        check(d -> Tensors.maximum(T, d).sum().item() + Tensors.minimum(T, d).sum().item(), 1.7);
        check(d -> Tensors.pow(T, d).sum().item() + Tensors.clamp(T, 0, d).sum().item(), 1.7);
        check(d -> Tensors.plus(d, T).times(T).sum().item() + Tensors.minus(d, T).times(T).sum().item(), 1.7);
        check(d -> Tensors.times(d, T).sum().item() + Tensors.div(d, T.plus(3)).sum().item(), 1.7);
        check(d -> where(T.gt(d), T, d).square().sum().item(), 1.7);
        check(d -> where(T.gt(2), d, T).square().sum().item(), 1.7);
        assertEquals(1 * 2 + 2 * 2 + 3, gradient(d -> T.times(where(T.gt(2), d, 2 * d)).sum().item(), 1.5), EPS);
    }

    @Test
    void makersOfTensors_haveTheirNumbersDerivatives() {
        check(d -> full(DataType.DOUBLE, d, 2, 2).square().sum().item(), 1.5);
        check(d -> tensor(DataType.DOUBLE, d, d * d).square().sum().item(), 1.5);
        check(d -> tensor(DataType.DOUBLE, new double[][]{{d, 1}, {2, d * d}}).square().sum().item(), 1.5);
        assertEquals(12, gradient(d -> full(d, 2).square().sum().item(), 3), EPS);
        assertEquals(6, gradient(d -> tensor((float) d, 1f).square().sum().item(), 3), EPS);
        assertEquals(6, gradient(d -> tensor(new float[][]{{(float) d}}).square().sum().item(), 3), EPS);
        assertEquals(6, gradient(d -> tensor(new double[][]{{d}}).square().sum().item(), 3), EPS);
    }

    @Test
    void buffer_takesNumbers() {
        assertEquals(2 * 3 + 1, gradient(d -> {
            var b = buffer(3);
            b.set(d, 0);
            b.set(5, 1);
            b.add(d, 2);
            b.add(1, 2);
            return b.copy().times(tensor(2, 7, 5)).sum().item();
        }, 3), EPS);
    }

    @Test
    void readers_giveTheTensorItsCotangents() {
        assertArrayEquals(new double[]{6}, gradient(x -> x.item() * x.item(), tensor(3)).toDoubleArray(), EPS);
        assertArrayEquals(new double[]{2, 1, 0}, gradient(x -> x.get(0) * x.get(1), tensor(1, 2, 3)).toDoubleArray(),
                EPS);
        check(x -> {
            var a = x.toDoubleArray();
            return a[0] * a[1] + Math.sin(a[2]);
        }, T);
        check(x -> {
            var a = x.toDoubleArray();
            a[1] = a[0] * a[2];
            return tensor(DataType.DOUBLE, a).square().sum();
        }, T);
    }

    @Test
    void elementsReadInALoop() {
        check(x -> {
            double s = 0;
            for (int i = 0; i < x.size(0); i++) for (int j = 0; j < x.size(1); j++) s += Math.sin(x.get(i, j)) * j;
            return s;
        }, tensor(DataType.DOUBLE, new double[][]{{1, 2, 3}, {4, 5, 6}}));
    }

    @Test
    void bothDirections_interleave() {
        check(x -> x.times(x.get(0)).sum(), T);
        check(x -> {
            double d = x.square().sum().item();
            Tensor y = x.times(Math.sqrt(d)).plus(Math.log(d));
            for (int i = 0; i < 3; i++) y = y.times(Math.cos(y.get(i) / d)).plus(x);
            return y.sum().item() * d;
        }, T);
    }

    @Test
    void callsBetween_areFollowed() {
        check(x -> scaled(x, norm(x)), T);
        check(d -> norm(scaled(T, d)), 1.5);
    }

    private static double norm(Tensor x) {
        return Math.sqrt(x.square().sum().item());
    }

    private static Tensor scaled(Tensor x, double by) {
        return by > 100 ? x : x.times(by).exp();
    }

    @Test
    void parameters_enterByTheirIdentity() {
        var w = tensor(DataType.DOUBLE, 1, 2);
        var gs = gradient(() -> {
            double d = w.get(1);
            return w.times(d * d).sum();
        }, params(w));
        assertArrayEquals(new double[]{4, 4 + 2 * 2 * 3}, gs.get(w).toDoubleArray(), EPS);
        assertEquals(9, withGradient(() -> w.sum().item() * 3, params(w)).value());
        assertArrayEquals(new double[]{3, 3}, gradient(() -> w.sum().item() * 3, params(w)).get(w).toDoubleArray());
    }

    record Mixed(double scale, Tensor x) {}

    @Test
    void record_ofNumberAndTensor() {
        var g = gradient(m -> m.x().times(m.scale()).square().sum(), new Mixed(2, tensor(1, 2)));
        assertEquals(20, g.scale(), EPS);
        assertArrayEquals(new double[]{8, 16}, g.x().toDoubleArray(), EPS);
        var pair = gradient((Double a, Tensor x) -> x.times(a).sum(), 2.0, tensor(1, 2));
        assertEquals(3, pair.first(), EPS);
        assertArrayEquals(new double[]{2, 2}, pair.second().toDoubleArray(), EPS);
        var list = gradient(l -> ((Tensor) l.get(0)).times((Double) l.get(1)).sum(),
                List.<Object>of(tensor(1, 2), 2.0));
        assertEquals(3.0, list.get(1));
    }

    @Test
    void arrays_becomeTensors() {
        assertArrayEquals(new double[]{2, 4}, gradient(a -> tensor(a).square().sum().item(), new double[]{1, 2}), EPS);
        assertArrayEquals(new double[]{2, 4}, gradient(a -> tensor(a).square().sum(), new double[]{1, 2}), EPS);
        assertArrayEquals(new double[]{0, 0}, gradient(a -> T.sum(), new double[]{1, 2}));
    }

    record Scaled(Tensor w) implements Layer {
        @Override
        public Tensor apply(Tensor x) {
            double s = w.item();
            return x.times(s * s);
        }
    }

    @Test
    void layers_calledInside() {
        var own = new Scaled(scalar(3));
        Layer layer = own;
        var ps = params(own);
        assertEquals(18, gradient(() -> own.apply(tensor(1, 2)).sum(), ps).get(own.w()).item(), EPS);
        assertEquals(972, gradient(() -> Math.pow(layer.apply(tensor(1, 2)).sum().item(), 2), ps).get(own.w()).item(),
                EPS);
        assertEquals(3, gradient(s -> {
            Layer made = v -> v.times(s);
            return made.apply(tensor(1, 2)).sum().item();
        }, 2), EPS);
        var net = chain(dense(2, 3, tanh), dense(3, 1));
        var check = gradientCheck(() -> Math.log(1 + net.apply(tensor(1, 2)).square().sum().item()), params(net));
        assertTrue(check.passed(), check.toString());
    }

    @Test
    void back_manyTimes() {
        var p = pullback(x -> x.times(x.get(0)), tensor(1, 2));
        for (int k = 1; k < 4; k++) {
            assertArrayEquals(new double[]{2 * k + 2 * k, k}, p.back(tensor(k, k)).toDoubleArray(), EPS);
        }
        var q = pullback((DoubleFn) d -> T.times(d).sum().item(), 2);
        assertEquals(6, q.back(1.0));
        assertEquals(12, q.back(2.0));
    }

    @Test
    void numbersThatOnlySteer_leaveTheFunctionRecorded() {
        check(x -> {
            Tensor y = x;
            for (int i = 0; i < 5; i++) y = y.sum().item() > 20 ? y.times(0.5) : y.times(x);
            return y.sum();
        }, T);
    }

    @Test
    void secondDerivative_isRefused() {
        assertRefused(() -> hessian(x -> x.times(x.get(0)).sum(), T), "second derivative", "(3)");
        assertRefused(() -> jvp(x -> x.times(x.get(0)), T, T), "second derivative");
        assertRefused(() -> hessian((DoubleFn) d -> T.times(d).square().sum().item(), 2), "tensor",
                "second derivative");
    }

    @Test
    void numberInAnIntegerTensor_isRefused() {
        assertRefused(() -> gradient(d -> indices(1, 2).times(d).sum().item(), 2), "times", "LONG", "DataType.FLOAT");
    }

    @Test
    void operationsWithoutARule_areRefused() {
        assertRefused(() -> gradient(d -> linspace(0, d, 3).sum().item(), 2), "TensorsInsideTest", "linspace",
                "tensor(");
        assertRefused(() -> gradient(d -> {
            double[] a = {d};
            return T.map(v -> v * a[0]).sum().item();
        }, 2), "TensorsInsideTest");
    }

    @Test
    void shapes_areRefusedAsInAPlainCall() {
        var e = assertThrows(IllegalArgumentException.class,
                () -> gradient(d -> T.times(tensor(d, d)).sum().item(), 2));
        assertTrue(e.getMessage().contains("(3)") && e.getMessage().contains("(2)"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> gradient(d -> T.clamp(d, 1).sum().item(), 2));
        assertThrows(IndexOutOfBoundsException.class, () -> gradient(x -> x.get(7) * x.get(0), T));
        assertThrows(IllegalStateException.class, () -> gradient(x -> x.item() * x.item(), T));
        assertThrows(IllegalArgumentException.class, () -> gradient(x -> x.times(x.get(0)), T));
    }

    private static void assertRefused(Executable call, String... parts) {
        var message = assertThrows(UnsupportedOperationException.class, call).getMessage();
        for (var part : parts) assertTrue(message.contains(part), message);
        assertTrue(gradshell.tape.Recorder.idle());
    }

    @Test
    void exception_leavesNoTapeBehind() {
        assertThrows(IllegalStateException.class, () -> gradient(d -> failing(scalar(d)), 2));
        assertTrue(gradshell.tape.Recorder.idle());
    }

    private static double failing(Tensor x) {
        if (x.item() > 1) throw new IllegalStateException();
        return x.item();
    }
}
