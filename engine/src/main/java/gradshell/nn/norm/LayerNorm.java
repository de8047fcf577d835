package gradshell.nn.norm;

import gradshell.Layer;
import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.nn.Coded;
import gradshell.nn.Leading;
import gradshell.nn.ModelText;
import gradshell.nn.Models;
import java.util.stream.IntStream;

/**
 * Normalises each sample over its first dimensions, then {@code activation(scale · x + bias)}: Ba, Kiros and Hinton 2016.
 *
 * <p>Scale and bias have the sizes of the dimensions that are normalised over; input {@code (sizes.., ..)}.
 */
public record LayerNorm(Tensor scale, Tensor bias, Layer activation, double epsilon) implements Coded {
    /** With scale 1 and bias 0. */
    public static LayerNorm of(Layer activation, long... sizes) {
        if (sizes.length == 0)
            throw new IllegalArgumentException("layerNorm: it needs the size of a dimension at least");
        return new LayerNorm(Tensors.ones(sizes), Tensors.zeros(sizes), activation, 1e-5);
    }

    @Override
    public Tensor apply(Tensor x) {
        Leading.check(code(), scale, x.shape());
        Tensor y = Normal.normalised(x, epsilon, IntStream.range(0, scale.rank()).toArray());
        return activation.apply(Leading.affine(y, scale, bias));
    }

    @Override
    public long[] outputSize(long... shape) {
        Leading.check(code(), scale, shape);
        return Models.outputSize(activation, shape);
    }

    @Override
    public String code() {
        return Leading.code("layerNorm", scale);
    }

    @Override
    public String toString() {
        return ModelText.of(this);
    }
}
