package gradshell;

import java.util.List;

/** A layer that is a list of layers and can be made anew with others, such as their gradients. */
public interface LayerList extends Layer, Iterable<Layer> {
    /** The same of these layers, as many as there are here. */
    LayerList with(List<? extends Layer> layers);
}
