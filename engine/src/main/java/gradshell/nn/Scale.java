package gradshell.nn;

import gradshell.Layer;
import gradshell.Shapes;
import gradshell.Tensor;
import java.util.Arrays;
import java.util.stream.Collectors;

/** {@code activation(scale · x + bias)}, element by element: scale and bias have the sizes of the input's first dimensions. */
public record Scale(Tensor scale, Tensor bias, Layer activation) implements Coded {
    @Override
    public Tensor apply(Tensor x) {
        check(x.shape());
        int rank = scale.rank();
        long[] stretched = new long[x.rank()];
        for (int d = 0; d < stretched.length; d++) stretched[d] = d < rank ? scale.size(d) : 1;
        return activation.apply(x.times(scale.reshape(stretched)).plus(bias.reshape(stretched)));
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
        return Arrays.stream(scale.shape()).mapToObj(Long::toString).collect(Collectors.joining(", ", "scale(", ")"));
    }

    @Override
    public String toString() {
        return ModelText.of(this);
    }
}
