package gradshell.optim;

import gradshell.Grads;

/** Where the training is, for a callback. Numbers of epochs and batches count from 1. */
public final class TrainStep {
    private final int epoch;
    private final int batch;
    private final double loss;
    private final Grads gradient;
    private boolean stopped;

    TrainStep(int epoch, int batch, double loss, Grads gradient) {
        this.epoch = epoch;
        this.batch = batch;
        this.loss = loss;
        this.gradient = gradient;
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

    /** The gradients of the last batch. */
    public Grads gradient() {
        return gradient;
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
        return "epoch " + epoch + ", batch " + batch + ": loss " + loss;
    }
}
