package gradshell.nn.combine;

import gradshell.Fn2;
import gradshell.Layer;
import gradshell.Tensor;
import gradshell.nn.Coded;
import gradshell.nn.ModelText;
import gradshell.nn.Models;
import java.util.ArrayList;
import java.util.List;

/**
 * Layers one after the other, each but the first of {@code connection(input, the one before's output)}. The output of a layer of
 * one tensor is that of the last; {@link #outputs} gives all, as Flux does.
 */
public record PairwiseFusion(Fn2<Tensor, Tensor, Tensor> connection, List<Layer> layers) implements Coded {
    /** Checks that there are layers. */
    public PairwiseFusion {
        if (layers.isEmpty()) throw new IllegalArgumentException("pairwiseFusion: it needs a layer at least");
        layers = List.copyOf(layers);
    }

    @Override
    public Tensor apply(Tensor x) {
        return outputs(x).getLast();
    }

    /** The output of each layer; there is one input for each, or one for all. */
    public List<Tensor> outputs(Tensor... inputs) {
        if (inputs.length != 1 && inputs.length != layers.size())
            throw new IllegalArgumentException(
                    "pairwiseFusion: %d layers can't take %d inputs".formatted(layers.size(), inputs.length));
        List<Tensor> all = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            Tensor x = inputs[inputs.length == 1 ? 0 : i];
            all.add(layers.get(i).apply(i == 0 ? x : connection.apply(x, all.getLast())));
        }
        return all;
    }

    @Override
    public long[] outputSize(long... shape) {
        long[] size = Models.outputSize(layers.getFirst(), shape);
        for (Layer layer : layers.subList(1, layers.size()))
            size = Models.outputSize(layer, Models.shapeOf(xs -> connection.apply(xs[0], xs[1]), shape, size));
        return size;
    }

    @Override
    public String code() {
        return ModelText.code("pairwiseFusion((x, y) -> …, ", layers);
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
