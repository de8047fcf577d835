package gradshell.nn;

import gradshell.Layer;
import java.util.List;

/** A layer that prints as the code that makes it. */
public interface Coded extends Layer {
    /** The call that makes it, in one line: {@code dense(3, 2, relu)}. */
    String code();

    /** The layers that are written inside of it, each in a line of its own; none for most. */
    default List<Layer> inner() {
        return List.of();
    }
}
