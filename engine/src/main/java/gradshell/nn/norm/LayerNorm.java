package gradshell.nn.norm;

import gradshell.Layer;
import gradshell.Shapes;
import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.nn.Coded;
import gradshell.nn.ModelText;
import gradshell.nn.Models;
import java.util.Arrays;
import java.util.stream.Collectors;
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
        check(x.shape());
        int rank = scale.rank();
        long[] stretched = new long[x.rank()];
        for (int d = 0; d < stretched.length; d++) stretched[d] = d < rank ? scale.size(d) : 1;
        Tensor y = Normal.normalised(x, epsilon, IntStream.range(0, rank).toArray());
        return activation.apply(y.times(scale.reshape(stretched)).plus(bias.reshape(stretched)));
    }

    @Override
    public long[] outputSize(long... shape) {
        check(shape);
        return Models.outputSize(activation, shape);
    }

    private void check(long... shape) {
        if (shape.length < scale.rank() || !Arrays.equals(scale.shape(), Arrays.copyOf(shape, scale.rank())))
            throw new IllegalArgumentException("%s: the input's first dimensions must be %s, but it has shape %s"
                    .formatted(code(), Shapes.text(scale.shape()), Shapes.text(shape)));
    }

    @Override
    public String code() {
        return "layerNorm(" + Arrays.stream(scale.shape()).mapToObj(Long::toString).collect(Collectors.joining(", "))
                + ")";
    }

    @Override
    public String toString() {
        return ModelText.of(this);
    }
}
