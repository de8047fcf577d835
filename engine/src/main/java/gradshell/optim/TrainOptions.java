package gradshell.optim;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * How to train: {@code epochs(20).progress(true)}. Each method gives new options and leaves these as they are.
 *
 * @param epochs how often to go through the data
 * @param onBatch called after each update
 * @param onEpoch called after each pass through the data; its loss is the mean of the batches' losses
 * @param progress whether to show how far the training is: a bar in a notebook, elsewhere about 20 printed lines
 * @param liveCurve whether to draw the losses while the training runs, in a notebook
 */
public record TrainOptions(int epochs, Consumer<TrainStep> onBatch, Consumer<TrainStep> onEpoch, boolean progress,
        boolean liveCurve) {
    /** Checks the number of epochs. */
    public TrainOptions {
        if (epochs < 1) throw new IllegalArgumentException("epochs must be at least 1, but it is " + epochs);
        Objects.requireNonNull(onBatch, "onBatch");
        Objects.requireNonNull(onEpoch, "onEpoch");
    }

    /** One epoch, no callbacks, nothing printed. */
    public TrainOptions() {
        this(1, _ -> {}, _ -> {}, false, false);
    }

    /** With this number of passes through the data. */
    public TrainOptions epochs(int epochs) {
        return new TrainOptions(epochs, onBatch, onEpoch, progress, liveCurve);
    }

    /** With this called after each update, after what is called there already. */
    public TrainOptions onBatch(Consumer<TrainStep> callback) {
        return new TrainOptions(epochs, onBatch.andThen(callback), onEpoch, progress, liveCurve);
    }

    /** With this called after each epoch, after what is called there already. */
    public TrainOptions onEpoch(Consumer<TrainStep> callback) {
        return new TrainOptions(epochs, onBatch, onEpoch.andThen(callback), progress, liveCurve);
    }

    /** With a bar or lines that show how far it is, or without. */
    public TrainOptions progress(boolean progress) {
        return new TrainOptions(epochs, onBatch, onEpoch, progress, liveCurve);
    }

    /** With a curve of the losses that grows in the notebook while the training runs, or without. */
    public TrainOptions liveCurve(boolean liveCurve) {
        return new TrainOptions(epochs, onBatch, onEpoch, progress, liveCurve);
    }
}
