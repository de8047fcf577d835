package gradshell.nn.conv;

import gradshell.Layer;
import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.Window;
import gradshell.nn.Initializer;
import gradshell.nn.ModelText;
import gradshell.nn.Models;
import gradshell.nn.Weighted;

/**
 * The transposed convolution {@code activation(weightᵀ * x + bias)}, which goes back from the output's sizes of a {@link Conv} to its
 * input's.
 *
 * <p>Shapes: weight {@code (size.., out / groups, in)}, bias {@code (out)} or null for none; input {@code (spatial.., in, batch)}
 * gives {@code ((spatial - 1) stride + size - padding + outPad.., out, batch)}. The weight is turned as in {@link Conv}.
 */
public record ConvTranspose(Window window, Tensor weight, Tensor bias, Layer activation) implements Weighted {
    /** Checks that the parts fit together. */
    public ConvTranspose {
        Parts.check("convTranspose", window, weight, bias, 2);
    }

    /** With a bias of zero; {@code weights} makes the weight. */
    public static ConvTranspose of(Window window, long in, long out, Layer activation, Initializer weights) {
        Tensor weight = Parts.kernel("convTranspose", window, out, in, weights);
        return new ConvTranspose(window, weight, Tensors.zeros(out), activation);
    }

    /** The number of channels that come in. */
    public long in() {
        return weight.size(window.rank() + 1);
    }

    /** The number of channels that go out. */
    public long out() {
        return weight.size(window.rank()) * window.groups();
    }

    /** The same without a bias. */
    public ConvTranspose withoutBias() {
        return new ConvTranspose(window, weight, null, activation);
    }

    @Override
    public int outputs() {
        return window.rank();
    }

    @Override
    public ConvTranspose withWeight(Tensor other) {
        return new ConvTranspose(window, other, bias, activation);
    }

    @Override
    public Tensor apply(Tensor x) {
        if (x.rank() != window.rank() + 2 || x.size(window.rank()) != in())
            throw new IllegalArgumentException(Parts.mismatch(code(), window, in(), x.shape()));
        Tensor y = window.convTranspose(x, weight);
        return activation.apply(bias == null ? y : y.plus(bias.unsqueeze(1)));
    }

    @Override
    public long[] outputSize(long... shape) {
        if (shape.length != window.rank() + 2 || shape[window.rank()] != in())
            throw new IllegalArgumentException(Parts.mismatch(code(), window, in(), shape));
        long[] out = window.convTransposeSize(shape);
        out[window.rank()] = out();
        return Models.outputSize(activation, out);
    }

    @Override
    public String code() {
        return Parts.code("convTranspose", window, in(), out(), activation, bias == null);
    }

    @Override
    public String toString() {
        return ModelText.of(this);
    }
}
