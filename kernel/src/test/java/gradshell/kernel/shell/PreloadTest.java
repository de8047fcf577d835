package gradshell.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything is there with no import, and no call is ambiguous. */
class PreloadTest extends ShellTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "max(1, 2) | 2",
            "max(1.0, 2) | 2.0",
            "abs(-3) | 3",
            "exp(0.0) | 1.0",
            "tanh(0) | 0.0",
            "sqrt(16) | 4.0",
            "PI > 3 | true",
            "exp(tensor(0, 0)).shape().length | 1",
            "tanh(tensor(0, 0)).size() | 2",
            "relu(tensor(-1, 2)).sum().item() | 2.0",
            "sum(tensor(1, 2)).item() | 3.0",
            "max(tensor(1, 2)).item() | 2.0",
            "abs(tensor(-1, 2)).sum().item() | 3.0",
            "List.of(Tensor.class, Params.class, Grads.class, Pullback.class, Layer.class, Dense.class, Chain.class).size() | 7",
            "List.of(Batch.class, DataLoader.class, History.class, Optimizer.class, TrainOptions.class, Pair.class).size() | 6",
            "dense(3, 2, tanh).apply(ones(3)).size() | 2",
            "chain(dense(3, 2, sigmoid), dense(2, 1)).size() | 2",
            "mse(tensor(1, 2), tensor(1, 2)).item() | 0.0",
            "params(dense(3, 2)).count() | 8",
            "List.of(1, 2).stream().map(v -> v + 1).collect(Collectors.toList()).toString() | [2, 3]",
            "new Random(1).nextInt(1) | 0",
            "plot(x -> sin(x), 0, 1).add(\"c\", cos(tensor(1, 2))) | Plot(a line of 400 points; c, a line of 2 points)",
            "contour((x, y) -> x * y, 0, 1, 0, 1) instanceof Plot | true",
            "heatmap((x, y) -> x * y, 0, 1, 0, 1) instanceof Plot | true",
            "histogram(randn(9), 3).scatter(null, List.of(1), new int[]{2}) | Plot(3 bars; 1 dots)",
            "imshow(zeros(2, 3)) | 'image of 3 x 2 pixels, black 0 to white 1'",
            "svd(eye(3)).s().sum().item() | 3.0",
            "scatter(Scatter.SUM, ones(2), indices(1, 1), 2).get(1) | 2.0",
            "complexAbs(fft(ones(4, 2))).shape().length | 1",
            "Optional.of(3).get() | 3"})
    void preload_call_isNotAmbiguous(String code, String shown) {
        assertEquals(shown, String.valueOf(value(code)));
    }

    @Test
    void gradient_ofPlainJava_readsTheCellsCode() {
        done("double f(double x) {\n  double s = 1;\n  for (int i = 0; i < 2; i++) s += x;\n  return 3 * x * x + s;\n}");
        assertEquals(32.0, value("gradient(x -> f(x), 5)"));
    }

    @Test
    void gradient_overParams_works() {
        assertEquals("(2)", value("""
            Tensor w = tensor(1, 2);
            Grads g = gradient(() -> sum(w.times(w)), params(w));
            "(" + g.get(w).size() + ")"
            """));
    }

    @Test
    void training_ofAModel_works() {
        assertEquals(true, value("""
            var x = randn(1, 32);
            var model = chain(dense(1, 4, tanh), dense(4, 1));
            var history = train((m, a, b) -> mse(m.apply(a), b), model, dataLoader(x, x.times(2)).batchSize(8), adam(0.01));
            history != null
            """));
    }
}
