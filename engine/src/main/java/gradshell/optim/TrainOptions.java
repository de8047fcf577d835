package gradshell.optim;

import gradshell.Tensor;
import gradshell.data.Batch;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToDoubleBiFunction;

/**
 * How to train: {@code epochs(20).progress(true)}. Each method gives new options and leaves these as they are.
 *
 * @param epochs how often to go through the data
 * @param onBatch called after each update
 * @param onEpoch called after each pass through the data; its loss is the mean of the batches' losses
 * @param stopWhen asked after each epoch whether to stop
 * @param progress whether to show how far the training is: a bar in a notebook, elsewhere about 20 printed lines
 * @param liveCurve whether to draw the losses while the training runs, in a notebook
 * @param validation data to measure the loss and the metrics on after each epoch, or null
 * @param metrics functions of a validation batch's x and y, by name
 */
public record TrainOptions(int epochs, Consumer<TrainStep> onBatch, Consumer<TrainStep> onEpoch,
        Predicate<TrainStep> stopWhen, boolean progress, boolean liveCurve, Iterable<Batch> validation,
        Map<String, ToDoubleBiFunction<Tensor, Tensor>> metrics) {
    /** Checks the number of epochs. */
    public TrainOptions {
        if (epochs < 1) throw new IllegalArgumentException("epochs must be at least 1, but it is " + epochs);
        Objects.requireNonNull(onBatch, "onBatch");
        Objects.requireNonNull(onEpoch, "onEpoch");
        Objects.requireNonNull(stopWhen, "stopWhen");
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /** One epoch, no callbacks, nothing printed. */
    public TrainOptions() {
        this(1, _ -> {}, _ -> {}, _ -> false, false, false, null, Map.of());
    }

    /** With this number of passes through the data. */
    public TrainOptions epochs(int epochs) {
        return new TrainOptions(epochs, onBatch, onEpoch, stopWhen, progress, liveCurve, validation, metrics);
    }

    /** With this called after each update, after what is called there already. */
    public TrainOptions onBatch(Consumer<TrainStep> callback) {
        return new TrainOptions(epochs, onBatch.andThen(callback), onEpoch, stopWhen, progress, liveCurve, validation,
                metrics);
    }

    /** With this called after each epoch, after what is called there already. */
    public TrainOptions onEpoch(Consumer<TrainStep> callback) {
        return new TrainOptions(epochs, onBatch, onEpoch.andThen(callback), stopWhen, progress, liveCurve, validation,
                metrics);
    }

    /**
     * Stopping after an epoch for which this holds, or what was given before:
     * {@code stopWhen(earlyStopping(s -> s.validationLoss(), 5))}.
     */
    public TrainOptions stopWhen(Predicate<TrainStep> condition) {
        Predicate<TrainStep> either = s -> {
            boolean stops = stopWhen.test(s);
            return condition.test(s) || stops; // both are asked each time, for they may count
        };
        return new TrainOptions(epochs, onBatch, onEpoch, either, progress, liveCurve, validation, metrics);
    }

    /** With a bar or lines that show how far it is, or without. */
    public TrainOptions progress(boolean progress) {
        return new TrainOptions(epochs, onBatch, onEpoch, stopWhen, progress, liveCurve, validation, metrics);
    }

    /** With a curve of the losses that grows in the notebook while the training runs, or without. */
    public TrainOptions liveCurve(boolean liveCurve) {
        return new TrainOptions(epochs, onBatch, onEpoch, stopWhen, progress, liveCurve, validation, metrics);
    }

    /** With the loss of these data after each epoch, which are not trained on. */
    public TrainOptions validation(Iterable<Batch> data) {
        return new TrainOptions(epochs, onBatch, onEpoch, stopWhen, progress, liveCurve, data, metrics);
    }

    /**
     * With a number that is measured on each batch of the validation data, and its mean over the samples:
     * {@code metric("accuracy", (x, y) -> accuracy(model.apply(x), y))}.
     */
    public TrainOptions metric(String name, ToDoubleBiFunction<Tensor, Tensor> measure) {
        if (name.equals(Validation.LOSS) || metrics.containsKey(name))
            throw new IllegalArgumentException("there is a metric called " + name + " already");
        Map<String, ToDoubleBiFunction<Tensor, Tensor>> more = new LinkedHashMap<>(metrics);
        more.put(name, measure);
        return new TrainOptions(epochs, onBatch, onEpoch, stopWhen, progress, liveCurve, validation, more);
    }
}
