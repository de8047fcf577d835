package gradshell.nn;

import gradshell.Gradshell;
import gradshell.Layer;
import gradshell.Tensor;
import java.util.List;

/**
 * A layer that keeps its input only, and runs again on the way back. A chain of n layers is cut into about √n pieces, each of
 * which does so by itself: then no more is kept than their inputs and what one of them makes. Made by {@link Layers#checkpointed}.
 */
record Checkpointed(Layer layer) implements Coded {
    @Override
    public Tensor apply(Tensor x) {
        if (!(layer instanceof Chain chain)) return Gradshell.checkpointed(layer::apply, x);
        int size = chain.size();
        int length = (int) Math.ceil(Math.sqrt(size));
        Tensor y = x;
        for (int from = 0; from < size; from += length) {
            int first = from;
            int end = Math.min(size, from + length);
            y = Gradshell.checkpointed(in -> chain.apply(first, end, in), y);
        }
        return y;
    }

    @Override
    public long[] outputSize(long... shape) {
        return Models.outputSize(layer, shape);
    }

    @Override
    public String code() {
        return "checkpointed(" + ModelText.code(layer) + ")";
    }

    @Override
    public List<Layer> inner() {
        return List.of(layer);
    }

    @Override
    public String toString() {
        return ModelText.of(this);
    }
}
