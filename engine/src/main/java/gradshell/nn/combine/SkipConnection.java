package gradshell.nn.combine;

import gradshell.Fn2;
import gradshell.Layer;
import gradshell.Tensor;
import gradshell.nn.Coded;
import gradshell.nn.ModelText;
import gradshell.nn.Models;
import java.util.List;

/** {@code connection(layer(x), x)}: with {@code (a, b) -> a.plus(b)} a residual block, He et al. 2016. */
public record SkipConnection(Layer layer, Fn2<Tensor, Tensor, Tensor> connection) implements Coded {
    @Override
    public Tensor apply(Tensor x) {
        return connection.apply(layer.apply(x), x);
    }

    @Override
    public long[] outputSize(long... shape) {
        return Models.shapeOf(xs -> connection.apply(xs[0], xs[1]), Models.outputSize(layer, shape), shape);
    }

    @Override
    public String code() {
        return "skipConnection(" + ModelText.code(layer) + ", (y, x) -> …)";
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
