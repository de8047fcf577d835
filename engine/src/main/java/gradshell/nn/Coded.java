package gradshell.nn;

import gradshell.Layer;
import java.util.List;

/** A layer that prints as the code that makes it. */
public interface Coded extends Layer {
    /** The call that makes it, in one line: {@code dense(3, 2, relu)}. */
    String code();

    /**
     * The shape of the output for an input of this shape; nothing is computed but what lambdas inside are made of.
     *
     * @throws IllegalArgumentException when such an input doesn't fit
     */
    long[] outputSize(long... shape);

    /** The layers that are written inside of it, each in a line of its own; none for most. */
    default List<Layer> inner() {
        return List.of();
    }
}
