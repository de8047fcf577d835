package gradshell.nn.combine;

import gradshell.Layer;
import gradshell.Tensor;
import gradshell.nn.Coded;
import gradshell.nn.ModelText;
import gradshell.nn.Models;
import java.util.ArrayList;
import java.util.List;

/** Layers side by side: each takes the one input, or an input of its own, and {@code combiner} makes one output of theirs. */
public record Parallel(Combiner combiner, List<Layer> layers) implements Coded {
    /** Checks that there are layers. */
    public Parallel {
        if (layers.isEmpty()) throw new IllegalArgumentException("parallel: it needs a layer at least");
        layers = List.copyOf(layers);
    }

    @Override
    public Tensor apply(Tensor x) {
        return combiner.of(layers.stream().map(layer -> layer.apply(x)).toArray(Tensor[]::new));
    }

    /** Each layer of its own input; a single layer of each input. */
    public Tensor apply(Tensor first, Tensor second, Tensor... more) {
        List<Tensor> inputs = new ArrayList<>(List.of(first, second));
        inputs.addAll(List.of(more));
        if (layers.size() > 1 && layers.size() != inputs.size())
            throw new IllegalArgumentException(
                    "parallel: %d layers can't take %d inputs".formatted(layers.size(), inputs.size()));
        Tensor[] outputs = new Tensor[inputs.size()];
        for (int i = 0; i < outputs.length; i++)
            outputs[i] = layers.get(layers.size() == 1 ? 0 : i).apply(inputs.get(i));
        return combiner.of(outputs);
    }

    @Override
    public long[] outputSize(long... shape) {
        return Models.shapeOf(combiner::of,
                layers.stream().map(layer -> Models.outputSize(layer, shape)).toArray(long[][]::new));
    }

    @Override
    public String code() {
        return ModelText.code("parallel(ys -> …, ", layers);
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
