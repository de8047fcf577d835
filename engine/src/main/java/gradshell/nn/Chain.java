package gradshell.nn;

import gradshell.Layer;
import gradshell.LayerList;
import gradshell.NamedLayer;
import gradshell.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;

/** Layers one after the other, each taking what the one before gives. Made by {@link Layers#chain}. */
public final class Chain implements Coded, LayerList {
    private final List<Layer> layers;

    Chain(List<Layer> layers) {
        this.layers = List.copyOf(layers);
        Set<String> names = new HashSet<>();
        for (Layer layer : layers)
            if (layer instanceof NamedLayer named && !names.add(named.name()))
                throw new IllegalArgumentException("chain: two layers are called " + named.name());
    }

    @Override
    public Tensor apply(Tensor x) {
        return apply(0, layers.size(), x);
    }

    /** What the layers {@code from} until before {@code to} make of {@code x}. */
    Tensor apply(int from, int to, Tensor x) {
        Tensor y = x;
        for (int i = from; i < to; i++) y = apply(i, y);
        return y;
    }

    /** What the layers give one after the other, the first one's output first. */
    public List<Tensor> activations(Tensor x) {
        List<Tensor> all = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) all.add(apply(i, all.isEmpty() ? x : all.getLast()));
        return all;
    }

    private Tensor apply(int i, Tensor x) {
        try {
            return layers.get(i).apply(x);
        } catch (IllegalArgumentException e) {
            // an own type of exception is kept as it is
            throw e.getClass() == IllegalArgumentException.class ? placed(i, e) : e;
        } catch (IndexOutOfBoundsException e) {
            throw e.getClass() == IndexOutOfBoundsException.class ? placed(i, e) : e;
        }
    }

    @Override
    public long[] outputSize(long... shape) {
        long[] size = shape;
        for (int i = 0; i < layers.size(); i++) size = outputSize(i, size);
        return size;
    }

    long[] outputSize(int i, long... shape) {
        try {
            return Models.outputSize(layers.get(i), shape);
        } catch (IllegalArgumentException e) {
            throw e.getClass() == IllegalArgumentException.class ? placed(i, e) : e;
        }
    }

    private IllegalArgumentException placed(int i, IllegalArgumentException e) {
        return like(e, new IllegalArgumentException(place(i, e), e.getCause()));
    }

    private IndexOutOfBoundsException placed(int i, IndexOutOfBoundsException e) {
        return like(e, new IndexOutOfBoundsException(place(i, e)));
    }

    /** The message, saying where in the chain it came from: {@code chain[2]: ..}, {@code chain[2][0]: ..}. */
    private String place(int i, RuntimeException e) {
        String place = "chain[" + (layers.get(i) instanceof NamedLayer named ? named.name() : i) + "]";
        String message = String.valueOf(e.getMessage());
        return place + (message.startsWith("chain[") ? message.substring("chain".length()) : ": " + message);
    }

    private static <E extends RuntimeException> E like(E e, E placed) {
        placed.setStackTrace(e.getStackTrace());
        for (Throwable more : e.getSuppressed()) placed.addSuppressed(more);
        return placed;
    }

    /**
     * The layer at {@code i}, as the type that the caller expects: {@code Dense d = model.get(0)}. Where an argument is what
     * expects it, say the type: {@code IO.println(model.<Layer>get(0))}; the compiler might take it for a {@code String}.
     *
     * @throws IndexOutOfBoundsException when there is no such layer
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the caller names the type, as with a cast
    public <L extends Layer> L get(int i) {
        if (i < 0 || i >= size())
            throw new IndexOutOfBoundsException("layer " + i + " of a chain of " + size() + "; the first is layer 0");
        return (L) (layers.get(i) instanceof NamedLayer named ? named.layer() : layers.get(i));
    }

    /**
     * The layer of that name, as the type that the caller expects.
     *
     * @throws NoSuchElementException when there is no such layer
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the caller names the type, as with a cast
    public <L extends Layer> L get(String name) {
        for (Layer layer : layers)
            if (layer instanceof NamedLayer named && named.name().equals(name)) return (L) named.layer();
        throw new NoSuchElementException("no layer of this chain is called " + name + "; its names are "
                + layers.stream().filter(NamedLayer.class::isInstance).map(layer -> ((NamedLayer) layer).name())
                        .toList());
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
    public Chain with(List<? extends Layer> others) {
        return new Chain(List.copyOf(others));
    }

    @Override
    public Iterator<Layer> iterator() {
        return layers.iterator();
    }

    @Override
    public String code() {
        return ModelText.code("chain(", layers);
    }

    @Override
    public List<Layer> inner() {
        return layers;
    }

    @Override
    public String toString() {
        return ModelText.of(this);
    }
}
