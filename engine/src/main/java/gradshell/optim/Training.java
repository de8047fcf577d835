package gradshell.optim;

import static gradshell.Gradshell.params;
import static gradshell.Gradshell.withGradient;

import gradshell.Fn2;
import gradshell.Fn3;
import gradshell.Grads;
import gradshell.Layer;
import gradshell.Params;
import gradshell.Shapes;
import gradshell.Tensor;
import gradshell.WithGradient;
import gradshell.data.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * The training loop: for each batch the loss, its gradient and one step of the optimizer. The loss is a function of the batch and
 * captures the parameters, or a function of the model and the batch; both do the same. It may return a record with the loss
 * first, such as {@code new Pair<>(loss, yHat)}, which callbacks then see as {@code s.value()}.
 *
 * <p>Training stops with an exception, and keeps everything learnt so far, when the loss or a gradient is no finite number, before
 * the update that would spoil the parameters; when the loss depends on none of the parameters; and when the thread is
 * interrupted.
 */
public final class Training {
    private Training() {}

    /** Options for so many passes through the data: {@code train(loss, ps, data, adam(), epochs(20))}. */
    public static TrainOptions epochs(int epochs) {
        return new TrainOptions().epochs(epochs);
    }

    /** {@code callback} at most once in so many seconds: {@code onBatch(throttle(s -> IO.println(s), 10))}. */
    public static <T> Consumer<T> throttle(Consumer<T> callback, double seconds) {
        return Callbacks.throttle(callback, seconds);
    }

    /** True when {@code condition} has been so for {@code wait} calls in a row. */
    public static <T> Predicate<T> patience(Predicate<T> condition, int wait) {
        return Callbacks.patience(condition, wait);
    }

    /** The same for loops of one's own. */
    public static BooleanSupplier patience(BooleanSupplier condition, int wait) {
        Predicate<Object> counted = Callbacks.patience(_ -> condition.getAsBoolean(), wait);
        return () -> counted.test("");
    }

    /** {@link #earlyStopping(ToDoubleFunction, int, double)} where each score that is not larger than the best before is good. */
    public static <T> Predicate<T> earlyStopping(ToDoubleFunction<T> score, int delay) {
        return earlyStopping(score, delay, 0);
    }

    /**
     * True when for {@code delay} calls in a row the score was larger than the best before, or smaller by less than
     * {@code minDistance}, or NaN: {@code stopWhen(earlyStopping(s -> s.validationLoss(), 5))}. Of what is to grow, give the
     * negative. As in Flux's code, whose documentation says otherwise, a score that stays counts only where {@code minDistance} is
     * above 0.
     */
    public static <T> Predicate<T> earlyStopping(ToDoubleFunction<T> score, int delay, double minDistance) {
        return Callbacks.patience(Callbacks.noBetter(score, minDistance), delay);
    }

    /** The same for loops of one's own: {@code if (stop.getAsBoolean()) break;}. */
    public static BooleanSupplier earlyStopping(DoubleSupplier score, int delay) {
        Predicate<Object> stop = earlyStopping(_ -> score.getAsDouble(), delay);
        return () -> stop.test("");
    }

    /** {@link #plateau(ToDoubleFunction, int, double)} with 1e-6. */
    public static <T> Predicate<T> plateau(ToDoubleFunction<T> score, int width) {
        return plateau(score, width, 1e-6);
    }

    /** True when for {@code width} calls in a row the score differed from the one before by less than {@code minDistance}. */
    public static <T> Predicate<T> plateau(ToDoubleFunction<T> score, int width, double minDistance) {
        return Callbacks.patience(Callbacks.same(score, minDistance), width);
    }

    /** The same for loops of one's own. */
    public static BooleanSupplier plateau(DoubleSupplier score, int width) {
        Predicate<Object> stop = plateau(_ -> score.getAsDouble(), width);
        return () -> stop.test("");
    }

    /** One pass through the data; see {@link #train(Fn2, Params, Iterable, Optimizer, TrainOptions)}. */
    public static History train(Fn2<Tensor, Tensor, ?> loss, Params ps, Iterable<Batch> data, Optimizer opt) {
        return train(loss, ps, data, opt, new TrainOptions());
    }

    /**
     * Trains {@code ps} on the loss of {@code (x, y)}.
     *
     * @throws ArithmeticException when a loss or a gradient is not finite
     * @throws IllegalArgumentException when there is no data or an empty batch, or the loss depends on none of the parameters
     * @throws CancellationException when the thread is interrupted
     */
    public static History train(Fn2<Tensor, Tensor, ?> loss, Params ps, Iterable<Batch> data, Optimizer opt,
            TrainOptions options) {
        if (options.validation() == null && !options.metrics().isEmpty())
            throw new IllegalArgumentException("metrics are measured on validation data: add validation(data)");
        History history = new History();
        TrainingMonitor monitor = Monitors.start(options, data);
        boolean completed = false;
        try {
            completed = run(loss, ps, data, opt, options, history, monitor);
        } finally {
            monitor.end(completed);
        }
        return history;
    }

    /** Returns whether it came to its end, rather than be stopped by a callback. */
    private static boolean run(Fn2<Tensor, Tensor, ?> loss, Params ps, Iterable<Batch> data, Optimizer opt,
            TrainOptions options, History history, TrainingMonitor monitor) {
        Validation validation = new Validation(options, loss);
        for (int epoch = 1; epoch <= options.epochs(); epoch++) {
            List<Double> losses = new ArrayList<>();
            TrainStep step = null;
            for (Batch batch : data) {
                step = step(loss, ps, batch, opt, epoch, losses.size() + 1);
                losses.add(step.loss());
                monitor.batch(step);
                options.onBatch().accept(step);
                if (step.isStopped()) break;
            }
            if (step == null) throw new IllegalArgumentException(noData(epoch));
            history.add(losses.stream().mapToDouble(Double::doubleValue).toArray());
            TrainStep end = step.end(history.last(), validation.measured(epoch));
            history.addValidation(end.validation());
            options.onEpoch().accept(end);
            if (options.stopWhen().test(end) || step.isStopped()) end.stop();
            monitor.epoch(end);
            if (end.isStopped()) return false;
        }
        return true;
    }

    /** One pass through the data; see {@link #train(Fn3, Layer, Iterable, Optimizer, TrainOptions)}. */
    public static <M extends Layer> History train(Fn3<M, Tensor, Tensor, ?> loss, M model, Iterable<Batch> data,
            Optimizer opt) {
        return train(loss, model, data, opt, new TrainOptions());
    }

    /**
     * Trains all parameters of {@code model} on the loss of {@code (model, x, y)}.
     *
     * @throws ArithmeticException when a loss or a gradient is not finite
     * @throws IllegalArgumentException when there is no data or an empty batch, or the loss depends on none of the parameters
     * @throws CancellationException when the thread is interrupted
     */
    public static <M extends Layer> History train(Fn3<M, Tensor, Tensor, ?> loss, M model, Iterable<Batch> data,
            Optimizer opt,
            TrainOptions options) {
        return train((x, y) -> loss.apply(model, x, y), params(model), data, opt, options);
    }

    private static TrainStep step(Fn2<Tensor, Tensor, ?> loss, Params ps, Batch batch, Optimizer opt, int epoch,
            int number) {
        String where = "batch " + number + " of epoch " + epoch;
        checkInterrupt(where);
        if (batch.size() == 0)
            throw new IllegalArgumentException(where + " has no observation, so there is no loss: its x has the shape "
                    + Shapes.text(batch.x().shape()));
        WithGradient<?, Grads> result = withGradient(() -> loss.apply(batch.x(), batch.y()), ps);
        double value = result.loss();
        Grads gs = result.gradient();
        if (!Double.isFinite(value))
            throw new ArithmeticException("the loss is " + value + Diagnosis.of(where, ps, batch, gs));
        if (!Diagnosis.isFinite(ps, gs))
            throw new ArithmeticException(
                    "the loss is " + value + ", but a gradient is not finite" + Diagnosis.of(where, ps, batch, gs));
        if (ps.size() > 0 && Diagnosis.isEmpty(ps, gs))
            throw new IllegalArgumentException("the loss of " + where + " depends on none of the " + ps.size()
                    + " parameters (" + String.join(", ", ps.names()) + "); is it the loss of another model?");
        opt.update(ps, gs);
        return new TrainStep(epoch, number, value, result.value(), gs, Map.of());
    }

    /** Left set: whoever interrupted may want to see it as well. */
    static void checkInterrupt(String where) {
        if (Thread.currentThread().isInterrupted())
            throw new CancellationException(
                    "training was interrupted before " + where + "; what was learnt so far is kept");
    }

    private static String noData(int epoch) {
        return epoch == 1
                ? "there is no batch in the data"
                : "there is no batch in the data for epoch " + epoch
                        + "; give something that can be gone through again, such as a dataLoader or a list";
    }
}
