package gradshell.optim;

import static gradshell.Gradshell.params;
import static gradshell.Gradshell.withGradient;

import gradshell.Fn2;
import gradshell.Fn3;
import gradshell.Grads;
import gradshell.Layer;
import gradshell.Params;
import gradshell.Tensor;
import gradshell.WithGradient;
import gradshell.data.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * The training loop: for each batch the loss, its gradient and one step of the optimizer. The loss is a function of the batch and
 * captures the parameters, or a function of the model and the batch; both do the same.
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

    /** One pass through the data; see {@link #train(Fn2, Params, Iterable, Optimizer, TrainOptions)}. */
    public static History train(Fn2<Tensor, Tensor, ?> loss, Params ps, Iterable<Batch> data, Optimizer opt) {
        return train(loss, ps, data, opt, new TrainOptions());
    }

    /**
     * Trains {@code ps} on the loss of {@code (x, y)}.
     *
     * @throws ArithmeticException when a loss or a gradient is not finite
     * @throws IllegalArgumentException when there is no data, or the loss depends on none of the parameters
     * @throws CancellationException when the thread is interrupted
     */
    public static History train(Fn2<Tensor, Tensor, ?> loss, Params ps, Iterable<Batch> data, Optimizer opt,
            TrainOptions options) {
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
            TrainStep end = new TrainStep(epoch, losses.size(), history.last(), step.gradient());
            options.onEpoch().accept(end);
            if (step.isStopped()) end.stop();
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
     * @throws IllegalArgumentException when there is no data, or the loss depends on none of the parameters
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
        // left set: whoever interrupted may want to see it as well
        if (Thread.currentThread().isInterrupted())
            throw new CancellationException(
                    "training was interrupted before " + where + "; what was learnt so far is kept");
        WithGradient<?, Grads> result = withGradient(() -> loss.apply(batch.x(), batch.y()), ps);
        double value = number(result.value());
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
        return new TrainStep(epoch, number, value, gs);
    }

    private static double number(Object loss) {
        return loss instanceof Tensor tensor ? tensor.item() : ((Number) loss).doubleValue();
    }

    private static String noData(int epoch) {
        return epoch == 1
                ? "there is no batch in the data"
                : "there is no batch in the data for epoch " + epoch
                        + "; give something that can be gone through again, such as a dataLoader or a list";
    }
}
