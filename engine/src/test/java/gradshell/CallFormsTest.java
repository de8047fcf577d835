package gradshell;

import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.params;
import static gradshell.Gradshell.pullback;
import static gradshell.Gradshell.withGradient;
import static gradshell.Tensors.ones;
import static gradshell.Tensors.scalar;
import static gradshell.Tensors.tensor;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** That every form of api.md compiles from an ordinary call with an implicit lambda, and means what it should. */
class CallFormsTest {
    record Scale(Tensor factor) implements Layer {
        @Override
        public Tensor apply(Tensor x) {
            return x.times(factor);
        }
    }

    record Point(Tensor a, String name, Tensor b) {}

    private final Tensor t = tensor(1, 2, 3);
    private final Scale model = new Scale(tensor(2, 2, 2));

    private static void assertValues(Tensor actual, double... expected) {
        assertArrayEquals(expected, actual.toDoubleArray(), 1e-5);
    }

    @Test
    void gradient_tensor() {
        Tensor g = gradient(x -> x.square().sum(), t);
        assertValues(g, 2, 4, 6);
        assertValues(withGradient(x -> x.square().sum(), t).value(), 14);
        Pullback<Tensor, Tensor> p = pullback(x -> x.square(), t);
        assertValues(p.back(ones(3)), 2, 4, 6);
    }

    @Test
    void gradient_twoAndThreeTensors() {
        Pair<Tensor, Tensor> two = gradient((x, y) -> x.times(y).sum(), t, tensor(4, 5, 6));
        assertValues(two.first(), 4, 5, 6);
        assertValues(two.second(), 1, 2, 3);
        Triple<Tensor, Tensor, Tensor> three = gradient((x, y, z) -> x.times(y).times(z).sum(), t, t, scalar(2));
        assertValues(three.third(), 14);
        assertValues(withGradient((x, y) -> x.dot(y), t, t).gradient().first(), 1, 2, 3);
        assertValues(withGradient((x, y, z) -> x.dot(y).times(z), t, t, scalar(2)).value(), 28);
        assertValues(pullback((x, y) -> x.dot(y), t, t).back(scalar(2)).second(), 2, 4, 6);
        assertValues(pullback((x, y, z) -> x.dot(y).times(z), t, t, scalar(2)).back(scalar(1)).third(), 14);
    }

    @Test
    void gradient_model() {
        Grads g = gradient(m -> m.apply(t).sum(), model);
        assertValues(g.get("factor"), 1, 2, 3);
        Grads w = withGradient(m -> m.apply(t).sum(), model).gradient();
        assertValues(w.get(model.factor()), 1, 2, 3);
        Grads p = pullback(m -> m.apply(t), model).back(tensor(1, 0, 1));
        assertValues(p.get(model.factor()), 1, 0, 3);
    }

    @Test
    void gradient_params() {
        var ps = params(model);
        Grads g = gradient(() -> model.apply(t).sum(), ps);
        assertValues(g.get(model.factor()), 1, 2, 3);
        assertEquals(12, withGradient(() -> model.apply(t).sum(), ps).value().item());
        assertValues(pullback(() -> model.apply(t), ps).back(ones(3)).get(model.factor()), 1, 2, 3);
    }

    @Test
    void gradient_structures() {
        Point p = gradient(q -> q.a().times(q.b()).sum(), new Point(t, "origin", ones(3)));
        assertEquals("origin", p.name());
        assertValues(p.b(), 1, 2, 3);
        List<Tensor> list = gradient(l -> l.get(0).dot(l.get(1)), List.of(t, ones(3)));
        assertValues(list.get(1), 1, 2, 3);
        Map<String, Tensor> map = gradient(m -> m.get("w").square().sum(), Map.of("w", t));
        assertValues(map.get("w"), 2, 4, 6);
    }

    /** Only compiled: which code is called is decided there. */
    static double plainNumbers() {
        double one = gradient(x -> 3 * x * x, 5);
        double[] two = gradient((x, y) -> x * y, 5, 4.0);
        double[] three = gradient((x, y, z) -> x * y * z, 1, 2, 3);
        WithGradient<Double, Double> value = withGradient(x -> x * x, 5);
        WithGradient<Double, double[]> value2 = withGradient((x, y) -> x * y, 5, 4);
        WithGradient<Double, double[]> value3 = withGradient((x, y, z) -> x * y, 5, 4, 3);
        Pullback<Double, Double> back = pullback(x -> x * x, 5);
        Pullback<Double, double[]> back2 = pullback((x, y) -> x * y, 5, 4);
        Pullback<Double, double[]> back3 = pullback((x, y, z) -> x * y, 5, 4, 3);
        return one + two[0] + three[0] + value.value() + value2.value() + value3.value() + back.value() + back2.value()
                + back3.value();
    }
}
