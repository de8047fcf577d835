package gradshell.nn;

import gradshell.Layer;
import gradshell.Tensor;

/** A layer with a weight that another can take the place of, and a bias or null. */
public interface Weighted extends Coded {
    /** The weight. */
    Tensor weight();

    /** The bias, or null. */
    Tensor bias();

    /** The dimension of the weight that counts the outputs. */
    int outputs();

    /** The same layer with another weight. */
    Layer withWeight(Tensor weight);
}
