package gradshell.optim;

import gradshell.Grads;
import java.util.Map;

/** Where the training is, for a callback. Numbers of epochs and batches count from 1. */
public final class TrainStep {
    private final int epoch;
    private final int batch;
    private final double loss;
    private final Object value;
    private final Grads gradient;
    private final Map<String, Double> validation;
    private boolean stopped;

    TrainStep(int epoch, int batch, double loss, Object value, Grads gradient, Map<String, Double> validation) {
        this.epoch = epoch;
        this.batch = batch;
        this.loss = loss;
        this.value = value;
        this.gradient = gradient;
        this.validation = validation;
    }

    /** The end of this step's epoch. */
    TrainStep end(double mean, Map<String, Double> measured) {
        return new TrainStep(epoch, batch, mean, value, gradient, measured);
    }

    /** The number of this pass through the data, from 1. */
    public int epoch() {
        return epoch;
    }

    /** The number of the last batch in this epoch, from 1. */
    public int batch() {
        return batch;
    }

    /** The batch's loss before its update; after an epoch, the mean over its batches. */
    public double loss() {
        return loss;
    }

    /** What the loss function returned for the last batch: the loss, or a record with the loss first. */
    public Object value() {
        return value;
    }

    /** The gradients of the last batch. */
    public Grads gradient() {
        return gradient;
    }

    /** What was measured on the validation data, after an epoch: {@code "loss"} and the metrics, by name; else empty. */
    public Map<String, Double> validation() {
        return validation;
    }

    /** The loss of the validation data, after an epoch. */
    public double validationLoss() {
        return metric(Validation.LOSS);
    }

    /** A metric of the validation data, after an epoch. */
    public double metric(String name) {
        Double measured = validation.get(name);
        if (measured != null) return measured;
        throw new IllegalStateException(validation.isEmpty()
                ? "nothing was measured: validation(data) gives data for it, and it is done after each epoch"
                : "there is no metric called " + name + "; there are " + validation.keySet());
    }

    /** What was measured on the validation data, in words: {@code validation loss 0.25, accuracy 0.9}. */
    public String measured() {
        return Validation.text(validation);
    }

    /** Ends the training after this call, with everything learnt so far kept. */
    public void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    @Override
    public String toString() {
        return "epoch " + epoch + ", batch " + batch + ": loss " + loss
                + (validation.isEmpty() ? "" : ", " + measured());
    }
}
