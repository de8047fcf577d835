package gradshell.optim;

/**
 * Shows a training while it runs. Whoever can do that better than with printed lines, such as a notebook, provides a
 * {@link Provider} as a service; called on the training's thread after each update, it must not take long.
 */
public interface TrainingMonitor {
    /** Takes part in trainings whose options ask for {@code progress} or a {@code liveCurve}. */
    interface Provider {
        /**
         * Begins to show a training.
         *
         * @param batches how many there are in an epoch; negative when that is not known yet
         * @return null when there is nowhere to show it
         */
        TrainingMonitor start(TrainOptions options, int batches);
    }

    /** A batch was learnt. */
    void batch(TrainStep step);

    /** An epoch has ended. */
    void epoch(TrainStep end);

    /** The training has ended, completed, stopped by a callback, or with an exception. */
    void end(boolean completed);
}
