package gradshell.optim;

import static gradshell.Gradshell.params;
import static gradshell.Tensors.ones;
import static gradshell.Tensors.tensor;
import static gradshell.data.Data.dataLoader;
import static gradshell.nn.Activations.tanh;
import static gradshell.nn.Layers.chain;
import static gradshell.nn.Layers.dense;
import static gradshell.nn.Losses.logitBinaryCrossEntropy;
import static gradshell.nn.Losses.mse;
import static gradshell.optim.Optimizers.adam;
import static gradshell.optim.Optimizers.descent;
import static gradshell.optim.Training.earlyStopping;
import static gradshell.optim.Training.epochs;
import static gradshell.optim.Training.plateau;
import static gradshell.optim.Training.train;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.Layer;
import gradshell.Pair;
import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.data.Batch;
import gradshell.data.DataLoader;
import gradshell.nn.Chain;
import gradshell.nn.Layers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class TrainingTest {
    private static final Batch XOR = new Batch(tensor(new double[][]{{0, 0, 1, 1}, {0, 1, 0, 1}}),
            tensor(new double[][]{{0, 1, 1, 0}}));
    private static final Batch ONES = new Batch(ones(1, 1), ones(1, 1));
    private static final Tensor ONE = tensor(1.0);

    @Test
    void xor_isLearnt() {
        Tensors.seed(1);
        Chain model = chain(dense(2, 8, tanh), dense(8, 1));
        History history = train((m, x, y) -> logitBinaryCrossEntropy(m.apply(x), y), model, List.of(XOR), adam(0.05),
                epochs(200));
        assertArrayEquals(XOR.y().toDoubleArray(), model.apply(XOR.x()).sigmoid().round().toDoubleArray());
        assertTrue(history.last() < 0.05 && history.first() > 0.4, history::toString);
    }

    @Test
    void line_isFoundByDescent() {
        Tensor w = tensor(0.0);
        Tensor b = tensor(0.0);
        Tensor x = Tensors.linspace(-1, 1, 20);
        train((a, y) -> mse(a.times(w).plus(b), y), params(w, b), dataLoader(x, x.times(3).plus(2)).batchSize(5),
                descent(0.2), epochs(100));
        assertEquals(3, w.item(), 1e-4);
        assertEquals(2, b.item(), 1e-4);
    }

    @Test
    void bothStyles_doTheSame() {
        Chain first = seeded();
        Chain second = seeded();
        History explicit = train((m, x, y) -> mse(m.apply(x), y), first, loader(), adam(), epochs(3));
        History implicit = train((x, y) -> mse(second.apply(x), y), params(second), loader(), adam(), epochs(3));
        assertArrayEquals(explicit.batchLosses(), implicit.batchLosses());
        for (String name : params(first).names()) {
            assertArrayEquals(params(first).get(name).toDoubleArray(), params(second).get(name).toDoubleArray());
        }
    }

    @Test
    void history_holdsEachBatchAndTheEpochsMeans() {
        History history = train((x, y) -> y.mean().times(ONE), params(ONE),
                dataLoader(tensor(1, 2, 3), tensor(1, 2, 6)), descent(0), epochs(2));
        assertArrayEquals(new double[]{1, 2, 6, 1, 2, 6}, history.batchLosses());
        assertArrayEquals(new double[]{3, 3}, history.epochLosses());
        assertEquals("History(2 epochs, 6 batches, loss 3.000 to 3.000)  ▁▁", history.toString());
    }

    @Test
    void history_drawsALossThatFallsThroughDecadesByDecades() {
        Tensor w = tensor(1.0);
        History history = train((x, y) -> w.square().sum(), params(w), List.of(XOR), descent(0.45), epochs(4));
        assertEquals("History(4 epochs, 4 batches, loss 1.000 to 1.000e-06)  █▆▃▁", history.toString());
    }

    @Test
    void callbacks_seeEachStep() {
        List<String> seen = new ArrayList<>();
        train((x, y) -> mse(x.times(ONE), y), params(ONE), dataLoader(ones(2), ones(2)), descent(0),
                epochs(2).onBatch(s -> seen.add(s.epoch() + "." + s.batch()))
                        .onEpoch(s -> seen.add("end " + s.epoch() + " " + s.loss())));
        assertEquals(List.of("1.1", "1.2", "end 1 0.0", "2.1", "2.2", "end 2 0.0"), seen);
    }

    @Test
    void callback_mayStop() {
        History history = train((x, y) -> mse(x.times(ONE), y), params(ONE), dataLoader(ones(4), ones(4)), descent(0),
                epochs(9).onBatch(s -> {
                    if (s.epoch() == 2 && s.batch() == 3) {
                        s.stop();
                    }
                }));
        assertEquals(7, history.batchLosses().length);
    }

    @Test
    void lossThatIsNaN_stopsBeforeTheUpdate() {
        Tensor w = tensor(1.0);
        var data = List.of(new Batch(ones(1), ones(1)), new Batch(ones(1), tensor(-3.0)));
        var error = assertThrows(ArithmeticException.class,
                () -> train((x, y) -> y.times(w).log().sum(), params(List.of(w)), data, descent(0.5), epochs(2)));
        assertEquals(
                "the loss is NaN in batch 2 of epoch 1; training stopped before the update. Parameters and gradients are finite:"
                        + " look for log, sqrt or a division at 0 in the loss.",
                error.getMessage());
        assertEquals(0.5, w.item());
    }

    @Test
    void gradientThatIsInfinite_stopsBeforeTheUpdate() {
        Tensor w = tensor(0.0);
        var error = assertThrows(ArithmeticException.class,
                () -> train((x, y) -> w.sqrt().sum(), params(List.of(w)), List.of(XOR), descent(0.5)));
        assertTrue(error.getMessage().contains("the loss is 0.0, but a gradient is not finite in batch 1 of epoch 1"),
                error.getMessage());
        assertTrue(error.getMessage().contains("The first parameter with a bad gradient is 0 (Inf)"),
                error.getMessage());
        assertEquals(0, w.item());
    }

    @Test
    void dataThatHoldNaN_areNamed() {
        var data = List.of(new Batch(tensor(Double.NaN), ones(1)));
        var error = assertThrows(ArithmeticException.class,
                () -> train((x, y) -> mse(x.times(ONE), y), params(ONE), data, descent(0.5)));
        assertTrue(error.getMessage().endsWith("The batch's x holds NaN: look at the data."), error.getMessage());
    }

    @Test
    void lossOfAnotherModel_isRefused() {
        Tensor other = tensor(1.0);
        var error = assertThrows(IllegalArgumentException.class,
                () -> train((x, y) -> other.times(x).sum(), params(ONE), dataLoader(ones(1), ones(1)), descent()));
        assertTrue(error.getMessage().contains("depends on none of the 1 parameters"), error.getMessage());
    }

    @Test
    void noData_isRefused() {
        var error = assertThrows(IllegalArgumentException.class,
                () -> train((x, y) -> ONE, params(ONE), List.of(), descent()));
        assertEquals("there is no batch in the data", error.getMessage());
    }

    @Test
    void emptyBatch_isRefusedBeforeTheUpdate() {
        Tensor w = tensor(1.0);
        List<Batch> data = List.of(new Batch(ones(1, 2), ones(1, 2)), new Batch(ones(1, 0), ones(1, 0)));
        var error = assertThrows(IllegalArgumentException.class,
                () -> train((x, y) -> mse(w.times(x), y.times(3)), params(w), data, descent(0.25)));
        assertEquals("batch 2 of epoch 1 has no observation, so there is no loss: its x has the shape (1, 0)",
                error.getMessage());
        assertEquals(2, w.item());
    }

    @Test
    void interrupt_endsTheTrainingAndKeepsWhatWasLearnt() {
        Tensor w = tensor(1.0);
        TrainOptions options = epochs(1_000_000).onBatch(s -> {
            if (s.epoch() == 3) {
                Thread.currentThread().interrupt();
            }
        });
        var error = assertThrows(CancellationException.class,
                () -> train((x, y) -> w.times(x).sum(), params(w), dataLoader(ones(1), ones(1)), descent(0.25),
                        options));
        assertTrue(Thread.interrupted());
        assertEquals("training was interrupted before batch 1 of epoch 4; what was learnt so far is kept",
                error.getMessage());
        assertEquals(0.25, w.item());
    }

    @Test
    void validation_isMeasuredInTestModeAfterEachEpoch() {
        Tensor w = tensor(1.0);
        Layer dropped = Layers.dropout(0.999);
        var data = List.of(new Batch(ones(1, 3), ones(1, 3)), new Batch(tensor(new double[][]{{3}}), ones(1, 1)));
        List<String> seen = new ArrayList<>();
        History history = train((x, y) -> dropped.apply(x).minus(y).times(w).mean(), params(w), List.of(ONES),
                descent(0), epochs(2).validation(data).metric("largest", (x, y) -> x.max().item())
                        .onEpoch(s -> seen.add(s.validation() + " " + s.validationLoss() + " " + s.metric("largest"))));
        assertArrayEquals(new double[]{0.5, 0.5}, history.validationLosses());
        assertArrayEquals(new double[]{1.5, 1.5}, history.metric("largest"));
        assertEquals("{loss=0.5, largest=1.5} 0.5 1.5", seen.getLast());
        assertTrue(history.toString().contains(", validation loss 0.5000, largest 1.500)"), history::toString);
    }

    @Test
    void validation_thatCanNotBe_isRefused() {
        var error = assertThrows(IllegalArgumentException.class,
                () -> train((x, y) -> ONE.sum(), params(ONE), List.of(XOR), descent(0),
                        epochs(1).metric("m", (x, y) -> 1)));
        assertEquals("metrics are measured on validation data: add validation(data)", error.getMessage());
        error = assertThrows(IllegalArgumentException.class, () -> train((x, y) -> ONE.sum(), params(ONE), List.of(XOR),
                descent(0), epochs(1).validation(List.of())));
        assertEquals("there is no sample in the validation data", error.getMessage());
        assertThrows(IllegalArgumentException.class, () -> epochs(1).metric("loss", (x, y) -> 1));
        assertThrows(IllegalStateException.class, () -> train((x, y) -> ONE.sum(), params(ONE), List.of(XOR),
                descent(0), epochs(1).onBatch(s -> s.validationLoss())));
        History history = train((x, y) -> ONE.sum(), params(ONE), List.of(XOR), descent(0));
        assertEquals(0, history.validationLosses().length);
        assertThrows(NoSuchElementException.class, () -> history.metric("accuracy"));
    }

    @Test
    void stopWhen_isAskedAfterEachEpoch() {
        Tensor w = tensor(4.0);
        double[] scores = {5, 4, 4.5, 4, 3, 3.5, 3.4, 3.3, 1};
        History history = train((x, y) -> w.sum(), params(w), List.of(XOR), descent(0),
                epochs(9).stopWhen(earlyStopping(s -> scores[s.epoch() - 1], 3)));
        assertEquals(8, history.epochs());
        history = train((x, y) -> w.sum(), params(w), List.of(XOR), descent(0),
                epochs(9).stopWhen(plateau(TrainStep::loss, 2)).stopWhen(s -> s.epoch() == 7));
        assertEquals(3, history.epochs());
    }

    @Test
    void lossWithMoreBesideIt_isTrained_andSeenByCallbacks() {
        Tensor w = tensor(1.0);
        List<Double> seen = new ArrayList<>();
        train((x, y) -> new Pair<>(w.times(x).sum(), w.times(7)), params(w), dataLoader(ones(1), ones(1)),
                descent(0.25),
                epochs(2).onBatch(s -> {
                    if (s.value() instanceof Pair<?, ?>(_, Tensor aside)) seen.add(aside.item());
                }));
        assertEquals(List.of(7.0, 5.25), seen);
        assertEquals(0.5, w.item());
    }

    @Test
    void interrupt_inTheValidation_keepsWhatWasLearnt() {
        Tensor w = tensor(1.0);
        assertThrows(CancellationException.class,
                () -> train((x, y) -> w.times(x).sum(), params(w), dataLoader(ones(1), ones(1)), descent(0.25),
                        epochs(5).validation(List.of(XOR)).onBatch(s -> Thread.currentThread().interrupt())));
        assertTrue(Thread.interrupted());
        assertEquals(0.75, w.item());
    }

    @Test
    void progress_showsWhatWasMeasured() {
        String printed = printed(() -> train((x, y) -> mse(x.times(ONE), y), params(ONE), List.of(ONES), descent(0),
                epochs(1).progress(true).validation(List.of(ONES)).metric("accuracy", (x, y) -> 0.5)));
        assertEquals("epoch 1/1  loss 0.00000  validation loss 0.000, accuracy 0.5000", printed.strip());
    }

    @Test
    void progress_printsAboutTwentyLines() {
        List<String> lines = printed(() -> train((x, y) -> mse(x.times(ONE), y), params(ONE),
                dataLoader(ones(1), ones(1)), descent(0), epochs(100).progress(true))).lines().toList();
        assertEquals("epoch 1/100  loss 0.00000", lines.getFirst());
        assertEquals("epoch 100/100  loss 0.00000", lines.getLast());
        assertEquals(21, lines.size());
    }

    private static String printed(Runnable action) {
        PrintStream out = System.out;
        var bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            action.run();
        } finally {
            System.setOut(out);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Chain seeded() {
        Tensors.seed(5);
        return chain(dense(2, 3, tanh), dense(3, 1));
    }

    private static DataLoader loader() {
        return dataLoader(XOR).batchSize(3).shuffle(true, 9);
    }
}
