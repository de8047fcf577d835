package gradshell.nn;

import gradshell.Layer;
import gradshell.Tensor;
import java.util.Iterator;
import java.util.List;

/** Layers one after the other, each taking what the one before gives. Made by {@link Layers#chain}. */
public final class Chain implements Layer, Iterable<Layer> {
    private final List<Layer> layers;

    Chain(List<Layer> layers) {
        this.layers = List.copyOf(layers);
    }

    @Override
    public Tensor apply(Tensor x) {
        Tensor y = x;
        for (Layer layer : layers) y = layer.apply(y);
        return y;
    }

    /**
     * The layer at {@code i}, as the type that the caller expects: {@code Dense d = model.get(0)}. Where an argument is what
     * expects it, say the type: {@code println(model.<Layer>get(0))}; the compiler might take it for a {@code String}.
     *
     * @throws IndexOutOfBoundsException when there is no such layer
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the caller names the type, as with a cast
    public <L extends Layer> L get(int i) {
        if (i < 0 || i >= size())
            throw new IndexOutOfBoundsException("layer " + i + " of a chain of " + size() + "; the first is layer 0");
        return (L) layers.get(i);
    }

    /** The number of layers. */
    public int size() {
        return layers.size();
    }

    /** The layers {@code from} until before {@code to} as a chain of their own; the parameters are shared. */
    public Chain slice(int from, int to) {
        return new Chain(layers.subList(from, to));
    }

    /** The layers in their order. */
    public List<Layer> layers() {
        return layers;
    }

    @Override
    public Iterator<Layer> iterator() {
        return layers.iterator();
    }

    @Override
    public String toString() {
        return ModelText.of(this);
    }
}
