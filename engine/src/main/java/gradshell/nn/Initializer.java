package gradshell.nn;

import gradshell.Tensor;

/** Makes the first values of a parameter. */
@FunctionalInterface
public interface Initializer {
    /** A new tensor of the given shape; of a weight that is {@code (out, in)}. */
    Tensor make(long... shape);
}
