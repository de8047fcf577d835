package gradshell.nn.norm;

import gradshell.NotTrainable;
import gradshell.Tensor;
import gradshell.nn.Coded;
import gradshell.nn.ModelText;
import gradshell.nn.Weighted;
import java.util.stream.IntStream;

/**
 * A layer whose weight is trained as direction and length, {@code length · direction / |direction|}: Salimans and Kingma 2016. There
 * is a length for each output of the layer.
 */
public record WeightNorm(Tensor direction, Tensor length, Tensor bias, @NotTrainable Weighted layer) implements Coded {
    /** At first the weight is what it was. */
    public static WeightNorm of(Weighted layer) {
        Tensor v = layer.weight();
        return new WeightNorm(v, norm(v, layer.outputs()), layer.bias(), layer);
    }

    private static Tensor norm(Tensor v, int outputs) {
        return v.norm(IntStream.range(0, v.rank()).filter(d -> d != outputs).toArray()).keepDims();
    }

    /** The weight that these parameters make. */
    public Tensor weight() {
        return direction.times(length.div(norm(direction, layer.outputs())));
    }

    @Override
    public Tensor apply(Tensor x) {
        return layer.withWeight(weight()).apply(x);
    }

    @Override
    public long[] outputSize(long... shape) {
        return layer.outputSize(shape);
    }

    @Override
    public String code() {
        return "weightNorm(" + layer.code() + ")";
    }

    @Override
    public String toString() {
        return ModelText.of(this);
    }
}
