package gradshell.nn;

import gradshell.Tensor;

/** What a loss makes of its parts: one for each element, or for each sample where the loss adds up along the classes. */
public enum Reduction {
    /** Their mean, which is what losses give when nothing is said. */
    MEAN,
    /** Their sum. */
    SUM,
    /** All of them, as they are. */
    NONE;

    Tensor of(Tensor losses) {
        return switch (this) {
            case MEAN -> losses.mean();
            case SUM -> losses.sum();
            case NONE -> losses;
        };
    }
}
