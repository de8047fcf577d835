package gradshell.nn;

import gradshell.Layer;
import gradshell.Tensor;

/** {@code activation(scale · x + bias)}, element by element: scale and bias have the sizes of the input's first dimensions. */
public record Scale(Tensor scale, Tensor bias, Layer activation) implements Coded {
    @Override
    public Tensor apply(Tensor x) {
        Leading.check(code(), scale, x.shape());
        return activation.apply(Leading.affine(x, scale, bias));
    }

    @Override
    public long[] outputSize(long... shape) {
        Leading.check(code(), scale, shape);
        return Models.outputSize(activation, shape);
    }

    @Override
    public String code() {
        return Leading.code("scale", scale);
    }

    @Override
    public String toString() {
        return ModelText.of(this);
    }
}
