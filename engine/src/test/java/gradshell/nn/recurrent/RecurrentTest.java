package gradshell.nn.recurrent;

import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.gradientCheck;
import static gradshell.Gradshell.params;
import static gradshell.Tensors.randn;
import static gradshell.Tensors.zeros;
import static gradshell.nn.Activations.relu;
import static gradshell.nn.Layers.chain;
import static gradshell.nn.Layers.dense;
import static gradshell.nn.Layers.gru;
import static gradshell.nn.Layers.gruV3;
import static gradshell.nn.Layers.lstm;
import static gradshell.nn.Layers.recurrence;
import static gradshell.nn.Layers.rnn;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.DataType;
import gradshell.Tensor;
import gradshell.Tensors;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecurrentTest {
    private static final int IN = 2;
    private static final int OUT = 3;
    private static final int STEPS = 4;

    @BeforeEach
    void seed() {
        Tensors.seed(11);
    }

    /** Its output is the sum of all that came, weighed. */
    private static final class Summing implements Cell<Tensor> {
        private final Tensor weight = Tensors.ones(1, IN);

        @Override
        public Step<Tensor> step(Tensor x, Tensor state) {
            Tensor next = state.plus(weight.matmul(x));
            return new Step<>(next, next);
        }

        @Override
        public Tensor initialState(long batch) {
            return batch == 0 ? zeros(1) : zeros(1, batch);
        }

        @Override
        public long in() {
            return IN;
        }

        @Override
        public String code() {
            return "summing";
        }
    }

    @Test
    void cellThatIsAClass_hasParameters() {
        var layer = recurrence(new Summing());
        Tensor x = Tensors.ones(IN, STEPS);
        assertArrayEquals(new double[]{2, 4, 6, 8}, layer.apply(x).toDoubleArray());
        var gradient = gradient(() -> layer.apply(x).sum(), params(layer)).get("cell.weight");
        assertArrayEquals(new double[]{10, 10}, gradient.toDoubleArray());
    }

    private static double dot(Tensor w, int row, double... x) {
        double sum = 0;
        for (int j = 0; j < x.length; j++) sum += w.get(row, j) * x[j];
        return sum;
    }

    private static double[] column(Tensor x, int t) {
        return x.select(1, t).toDoubleArray();
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private interface Reference {
        double[] step(double[] x, double[] h);
    }

    private static void compare(Tensor x, Tensor y, Reference reference) {
        double[] h = new double[OUT];
        for (int t = 0; t < STEPS; t++) {
            h = reference.step(column(x, t), h);
            assertArrayEquals(h, column(y, t), 1e-12, "step " + t);
        }
    }

    private static Tensor random(long... shape) {
        return randn(DataType.DOUBLE, shape);
    }

    @Test
    void rnn_againstLoops() {
        var cell = new RnnCell(random(OUT, IN), random(OUT, OUT), random(OUT), relu);
        Tensor x = random(IN, STEPS);
        compare(x, recurrence(cell).run(x, zeros(OUT)).output(), (in, h) -> {
            double[] next = new double[OUT];
            for (int i = 0; i < OUT; i++)
                next[i] = Math.max(0,
                        dot(cell.inputWeight(), i, in) + dot(cell.stateWeight(), i, h) + cell.bias().get(i));
            return next;
        });
    }

    @Test
    void lstm_againstLoops() {
        var cell = new LstmCell(random(4 * OUT, IN), random(4 * OUT, OUT), random(4 * OUT));
        Tensor x = random(IN, STEPS);
        double[] c = new double[OUT];
        compare(x, recurrence(cell).apply(x), (in, h) -> {
            double[] next = new double[OUT];
            for (int i = 0; i < OUT; i++) {
                double[] gate = new double[4];
                for (int g = 0; g < 4; g++) {
                    int row = g * OUT + i;
                    gate[g] = dot(cell.inputWeight(), row, in) + dot(cell.stateWeight(), row, h) + cell.bias().get(row);
                }
                c[i] = sigmoid(gate[1]) * c[i] + sigmoid(gate[0]) * Math.tanh(gate[2]);
                next[i] = sigmoid(gate[3]) * Math.tanh(c[i]);
            }
            return next;
        });
    }

    @Test
    void gru_againstLoops() {
        var cell = new GruCell(random(3 * OUT, IN), random(3 * OUT, OUT), random(3 * OUT));
        Tensor x = random(IN, STEPS);
        compare(x, recurrence(cell).apply(x), (in, h) -> {
            double[] next = new double[OUT];
            for (int i = 0; i < OUT; i++) {
                double[] a = new double[3];
                double[] b = new double[3];
                for (int g = 0; g < 3; g++) {
                    a[g] = dot(cell.inputWeight(), g * OUT + i, in) + cell.bias().get(g * OUT + i);
                    b[g] = dot(cell.stateWeight(), g * OUT + i, h);
                }
                double z = sigmoid(a[1] + b[1]);
                next[i] = (1 - z) * Math.tanh(a[2] + sigmoid(a[0] + b[0]) * b[2]) + z * h[i];
            }
            return next;
        });
    }

    @Test
    void gruV3_againstLoops() {
        var cell = new GruV3Cell(random(3 * OUT, IN), random(2 * OUT, OUT), random(OUT, OUT), random(3 * OUT));
        Tensor x = random(IN, STEPS);
        compare(x, recurrence(cell).apply(x), (in, h) -> {
            double[] reset = new double[OUT];
            for (int i = 0; i < OUT; i++)
                reset[i] = h[i]
                        * sigmoid(dot(cell.inputWeight(), i, in) + dot(cell.stateWeight(), i, h) + cell.bias().get(i));
            double[] next = new double[OUT];
            for (int i = 0; i < OUT; i++) {
                double z = sigmoid(dot(cell.inputWeight(), OUT + i, in) + dot(cell.stateWeight(), OUT + i, h)
                        + cell.bias().get(OUT + i));
                double n = Math.tanh(dot(cell.inputWeight(), 2 * OUT + i, in) + dot(cell.candidateWeight(), i, reset)
                        + cell.bias().get(2 * OUT + i));
                next[i] = (1 - z) * n + z * h[i];
            }
            return next;
        });
    }

    @Test
    void parameters_areAsManyAsFluxsDocumentationSays() {
        assertEquals(180, params(lstm(3, 5)).count());
        assertEquals(135, params(gru(3, 5)).count());
        assertEquals(135, params(gruV3(3, 5)).count());
        assertEquals(45, params(rnn(3, 5)).count());
    }

    @Test
    void batch_isEachSampleForItself() {
        for (Recurrent<?> layer : List.of(rnn(IN, OUT), lstm(IN, OUT), gru(IN, OUT), gruV3(IN, OUT))) {
            Tensor x = randn(IN, STEPS, 5);
            Tensor y = layer.apply(x);
            assertArrayEquals(new long[]{OUT, STEPS, 5}, y.shape());
            assertTrue(y.select(2, 3).allClose(layer.apply(x.select(2, 3)), 1e-6));
        }
    }

    @Test
    void state_goesOnWhereItEnded() {
        var layer = lstm(IN, OUT);
        Tensor x = randn(IN, 6);
        var first = layer.run(x.slice(1, 0, 2), layer.initialStates(0));
        var rest = layer.run(x.slice(1, 2, 6), first.state());
        assertTrue(layer.apply(x).slice(1, 2, 6).allClose(rest.output(), 1e-6));
    }

    @Test
    void gradients_throughTime() {
        for (DataType type : new DataType[]{DataType.FLOAT, DataType.DOUBLE}) {
            Tensor x = randn(type, IN, 3, 2);
            for (Recurrent<?> layer : List.of(rnn(IN, OUT), lstm(IN, OUT), gru(IN, OUT), gruV3(IN, OUT))) {
                var check = gradientCheck((Tensor z) -> layer.apply(z), x);
                assertTrue(check.passed(), () -> layer + " " + check);
                var weights = gradientCheck(() -> layer.apply(x).square().sum(), params(layer));
                assertTrue(weights.passed(), () -> layer + " " + weights);
            }
        }
    }

    @Test
    void inputsThatDoNotFit_areRefused() {
        var model = chain(gru(2, 3), lstm(4, 2));
        assertEquals(
                "chain[1]: lstm(4, 2): the input must be (4, time) or (4, time, batch) with a step at least, but it has"
                        + " shape (3, 5)",
                assertThrows(IllegalArgumentException.class, () -> model.apply(zeros(2, 5))).getMessage());
        assertThrows(IllegalArgumentException.class, () -> rnn(0, 1));
        assertThrows(IllegalArgumentException.class, () -> rnn(2, 3).run(zeros(2, 5), zeros(3, 4)));
    }

    @Test
    void model_printsAsTheCodeThatMakesIt() {
        assertEquals("lstm(3, 5)  # 180 parameters", lstm(3, 5).toString());
        assertEquals("rnn(3, 5, relu)  # 45 parameters", rnn(3, 5, relu).toString());
        assertEquals("chain(gru(3, 5), dense(5, 2))", chain(gru(3, 5), dense(5, 2)).code());
    }
}
