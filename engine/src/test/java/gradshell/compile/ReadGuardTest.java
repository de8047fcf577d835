package gradshell.compile;

import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.ignore;
import static gradshell.Gradshell.params;
import static gradshell.Gradshell.pullback;
import static gradshell.Gradshell.stopGradient;
import static gradshell.Tensors.scalar;
import static gradshell.Tensors.tensor;
import static gradshell.nn.Layers.chain;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.Layer;
import gradshell.Tensor;
import gradshell.tape.Recorder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Numbers read from tensors by code that isn't known before it runs: looked at, or refused. */
class ReadGuardTest {
    private static double last;
    private static final List<String> LOG = new ArrayList<>();

    /** What runs as it is: nobody sees before that a field's function reads numbers. */
    private record Hidden(Supplier<Tensor> code) {
        Tensor run() {
            return code.get();
        }
    }

    private static void assertAllowed(Tensor w, Supplier<Tensor> code) {
        var hidden = new Hidden(code);
        var gs = gradient(() -> hidden.run().sum(), params(w));
        assertArrayEquals(new double[]{1, 1}, gs.get(w).toDoubleArray(), gs.toString());
    }

    private static void assertRefused(Tensor w, Supplier<Tensor> code) {
        assertRefused(w, code, "ReadGuardTest");
    }

    private static void assertRefused(Tensor w, Supplier<Tensor> code, String reader) {
        var hidden = new Hidden(code);
        assertRefused(() -> gradient(() -> hidden.run().sum(), params(w)), reader, "read from a tensor");
    }

    private static void assertRefused(Executable call, String... parts) {
        var message = assertThrows(UnsupportedOperationException.class, call).getMessage();
        for (var part : parts) assertTrue(message.contains(part), message);
        assertTrue(Recorder.idle());
    }

    private static final Tensor W = tensor(1, 2);

    @Test
    void computing_isRefused() {
        assertRefused(W, () -> W.times(W.get(0)));
        assertRefused(W, () -> W.plus(Math.sqrt(1 + W.toDoubleArray()[1])));
        assertRefused(W, () -> tensor(W.toFloatArray()).times(W));
        assertRefused(W, () -> W.times(size(W)));
        assertRefused(W, () -> {
            double[] parts = {0, 1};
            parts[0] = W.get(1) > 1 ? W.get(1) : 1;
            return W.times(parts[0]);
        });
    }

    private static double size(Tensor x) {
        return Math.sqrt(x.square().sum().item());
    }

    @Test
    void keeping_isRefused() {
        assertRefused(W, () -> {
            last = W.get(0);
            return W.times(last);
        });
        var kept = new ArrayList<Double>();
        assertRefused(W, () -> {
            kept.add(W.get(0));
            return W.times(kept.getLast());
        });
        var array = new double[1];
        assertRefused(W, () -> {
            array[0] = W.get(0);
            return W.times(array[0]);
        });
    }

    @Test
    void reading_throughOthersCode_isRefused() {
        assertRefused(W, () -> W.times(List.of(W.sum()).stream().mapToDouble(Tensor::item).sum()));
        DoubleSupplier read = () -> W.get(0);
        assertRefused(W, () -> W.times(read.getAsDouble()));
        assertRefused(W, () -> tensor(3, 4).map(v -> v * W.get(0)).plus(W));
    }

    @Test
    void text_isNoWayOut() {
        assertRefused(W, () -> W.times(Double.parseDouble(Double.toString(W.get(0)))));
        assertRefused(W, () -> W.times(parsed("" + W.get(0))));
    }

    private static double parsed(String s) {
        return Double.parseDouble(s);
    }

    @Test
    void ofNd4j_isRefused() {
        assertRefused(W, () -> Tensor.of(W.toNd4j().mul(2)));
        assertRefused(() -> gradient(x -> Tensor.of(x.toNd4j().mul(2)).sum(), tensor(1, 2)), "read from a tensor");
    }

    @Test
    void printing_isAllowed() {
        assertAllowed(W, () -> {
            LOG.add(0, "never " + LOG.size());
            double first = W.get(0);
            var text = new StringBuilder();
            for (int i = 0; i < 2; i++) text.append(first).append(String.format(" %.3f %s", size(W), W));
            System.out.print("");
            System.out.printf("%s", Arrays.toString(W.toDoubleArray()).isEmpty() ? text : "");
            show(W.get(1));
            return W;
        });
    }

    private static void show(double d) {
        if (d > 100) System.out.println("large: " + d);
    }

    @Test
    void comparing_isAllowed() {
        assertAllowed(W, () -> {
            int best = 0;
            double most = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < 2; i++) {
                if (W.get(i) > most) {
                    best = i;
                    most = W.get(i);
                }
            }
            if (Double.isNaN(most)) throw new IllegalStateException("no number: " + W.sum().item());
            return best == 1 && Math.round(size(W)) == 2 ? W : W.times(2);
        });
    }

    @Test
    void ignoring_isAllowed() {
        assertAllowed(W, () -> W.times(ignore(() -> W.get(0))));
        assertAllowed(W, () -> W.times(stopGradient(W).get(0)));
        assertAllowed(W, () -> W.times(stopGradient(W.get(0))));
        assertAllowed(W, () -> W.times(tensor(1, 5).get(0)));
    }

    interface Scaler {
        double scale();
    }

    /** No layer, so that nobody looks into it before it runs. */
    private static final class Model {
        final Tensor w = scalar(3);
        final Scaler scaler = () -> w.item();
    }

    @Test
    void objectInAField_isRefusedByName() {
        var model = new Model();
        assertRefused(() -> gradient(() -> tensor(1, 2).times(model.scaler.scale()).sum(), params(model.w)), "Model",
                "ReadGuardTest.java", "stopGradient");
        assertRefused(() -> pullback(() -> tensor(1, 2).times(model.scaler.scale()), params(model.w)), "Model");
    }

    @Test
    void codeServedWithOtherLines_isRefused() throws ReflectiveOperationException {
        var source = "import gradshell.*;\npublic class Served implements java.util.function.Function<Tensor, Tensor> {\n"
                + "\n\n public Tensor apply(Tensor w) {\n  double s = w.get(0);\n  return w.times(s);\n }\n}";
        Class<?> type = SourceCode.loadRelined("Served", source, line -> line + 2);
        @SuppressWarnings("unchecked")
        var code = (Function<Tensor, Tensor>) type.getConstructor().newInstance();
        assertRefused(W, () -> code.apply(W), "Served");
    }

    @Test
    void normOfGradients_followed_isLookedAtOnly() {
        var ps = params(W);
        assertRefused(() -> gradient(() -> W.times(gradient(() -> W.square().sum(), ps).norm()).sum(), ps),
                "read from a tensor");
        var gs = gradient(() -> {
            var inner = gradient(() -> W.square().sum(), ps);
            if (inner.norm() > 100 || inner.rows().isEmpty()) System.out.println(inner.norm() + " " + inner);
            return inner.get(W).sum();
        }, ps);
        assertArrayEquals(new double[]{2, 2}, gs.get(W).toDoubleArray());
    }

    @Test
    void textOfAModel_isAllowed() {
        Layer layer = x -> x.times(W);
        var model = chain(layer);
        assertEquals(3, gradient(() -> {
            if (model.toString().isEmpty()) throw new IllegalStateException();
            return model.apply(tensor(1, 2)).sum();
        }, params(W)).get(W).sum().item());
    }
}
