package gradshell.nn.combine;

import gradshell.Layer;
import gradshell.Tensor;
import gradshell.nn.Coded;
import gradshell.nn.ModelText;
import gradshell.nn.Models;
import java.util.Arrays;
import java.util.List;

/** The largest of the layers' outputs, element by element: Goodfellow et al. 2013. */
public record Maxout(List<Layer> layers) implements Coded {
    /** Checks that there are layers. */
    public Maxout {
        if (layers.isEmpty()) throw new IllegalArgumentException("maxout: it needs a layer at least");
        layers = List.copyOf(layers);
    }

    @Override
    public Tensor apply(Tensor x) {
        return layers.stream().map(layer -> layer.apply(x)).reduce(Tensor::maximum).orElseThrow();
    }

    @Override
    public long[] outputSize(long... shape) {
        return Models.shapeOf(sizes -> Arrays.stream(sizes).reduce(Tensor::maximum).orElseThrow(),
                layers.stream().map(layer -> Models.outputSize(layer, shape)).toArray(long[][]::new));
    }

    @Override
    public String code() {
        return ModelText.code("maxout(", layers);
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
