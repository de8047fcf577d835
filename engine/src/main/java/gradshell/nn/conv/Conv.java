package gradshell.nn.conv;

import gradshell.Layer;
import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.Window;
import gradshell.nn.Activations;
import gradshell.nn.Initializer;
import gradshell.nn.ModelText;
import gradshell.nn.Models;
import gradshell.nn.Weighted;

/**
 * The convolution {@code activation(weight * x + bias)} in any number of dimensions.
 *
 * <p>Shapes: weight {@code (size.., in / groups, out)}, bias {@code (out)} or null for none; input {@code (spatial.., in, batch)}
 * gives {@code (spatial.., out, batch)}. As in Flux, the weight is turned round in space where {@code turned}, as the mathematics
 * has it; a cross-correlation, which is what other libraries call convolution, doesn't turn it.
 */
public record Conv(Window window, Tensor weight, Tensor bias, Layer activation, boolean turned) implements Weighted {
    /** Checks that the parts fit together. */
    public Conv {
        Parts.check(turned ? "conv" : "crossCor", window, weight, bias, 1);
    }

    /** With a bias of zero; {@code weights} makes the weight. */
    public static Conv of(Window window, long in, long out, Layer activation, Initializer weights, boolean turned) {
        Tensor weight = Parts.kernel(turned ? "conv" : "crossCor", window, in, out, weights);
        return new Conv(window, weight, Tensors.zeros(out), activation, turned);
    }

    /** The number of channels that come in. */
    public long in() {
        return weight.size(window.rank()) * window.groups();
    }

    /** The number of channels that go out. */
    public long out() {
        return weight.size(window.rank() + 1);
    }

    /** The same without a bias. */
    public Conv withoutBias() {
        return new Conv(window, weight, null, activation, turned);
    }

    @Override
    public int outputs() {
        return window.rank() + 1;
    }

    @Override
    public Conv withWeight(Tensor other) {
        return new Conv(window, other, bias, activation, turned);
    }

    @Override
    public Tensor apply(Tensor x) {
        if (x.rank() != window.rank() + 2 || x.size(window.rank()) != in())
            throw new IllegalArgumentException(Parts.mismatch(code(), window, in(), x.shape()));
        boolean relu = activation == Activations.relu;
        Tensor y = turned ? window.conv(x, weight, bias, relu) : window.crossCor(x, weight, bias, relu);
        return relu ? y : activation.apply(y);
    }

    @Override
    public long[] outputSize(long... shape) {
        if (shape.length != window.rank() + 2 || shape[window.rank()] != in())
            throw new IllegalArgumentException(Parts.mismatch(code(), window, in(), shape));
        long[] out = window.convSize(shape);
        out[window.rank()] = out();
        return Models.outputSize(activation, out);
    }

    @Override
    public String code() {
        return Parts.code(turned ? "conv" : "crossCor", window, in(), out(), activation, bias == null);
    }

    @Override
    public String toString() {
        return ModelText.of(this);
    }
}
