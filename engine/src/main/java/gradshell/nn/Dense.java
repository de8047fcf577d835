package gradshell.nn;

import static gradshell.nn.Activations.identity;

import gradshell.Fused;
import gradshell.Layer;
import gradshell.Shapes;
import gradshell.Tensor;

/**
 * The fully connected layer {@code activation(weight · x + bias)}.
 *
 * <p>Shapes: weight {@code (out, in)}, bias {@code (out)} or null for none; input {@code (in)} or {@code (in, batch)} gives {@code (out)} or
 * {@code (out, batch)}. Further dimensions of the input are kept as they are. Made by {@link Layers#dense(long, long)}.
 */
public record Dense(Tensor weight, Tensor bias, Layer activation) implements Weighted {
    /** Checks that the two fit together. */
    public Dense {
        if (weight.rank() != 2 || (bias != null && (bias.rank() != 1 || bias.size(0) != weight.size(0))))
            throw new IllegalArgumentException(
                    "dense: the weight must be (out, in) and the bias (out), but they have the shapes "
                            + Shapes.text(weight.shape()) + " and "
                            + (bias == null ? "none" : Shapes.text(bias.shape())));
    }

    /** The same without a bias. */
    public Dense withoutBias() {
        return new Dense(weight, null, activation);
    }

    /** The number of features that come in. */
    public long in() {
        return weight.size(1);
    }

    /** The number of features that go out. */
    public long out() {
        return weight.size(0);
    }

    @Override
    public int outputs() {
        return 0;
    }

    @Override
    public Dense withWeight(Tensor other) {
        return new Dense(other, bias, activation);
    }

    @Override
    public Tensor apply(Tensor x) {
        if (x.rank() == 0 || x.size(0) != in()) throw new IllegalArgumentException(mismatch(x.shape()));
        if (x.rank() > 2) {
            long[] shape = x.shape();
            Tensor columns = x.reshape(in(), x.size() / in());
            shape[0] = out();
            return apply(columns).reshape(shape);
        }
        Fused.Last last = last();
        Tensor y = Fused.dense(weight, x, bias, last);
        return last == Fused.Last.NONE ? activation.apply(y) : y;
    }

    /** The activation, where it is done in one step with the rest. */
    private Fused.Last last() {
        if (activation == Activations.relu) return Fused.Last.RELU;
        if (activation == Activations.tanh) return Fused.Last.TANH;
        return activation == Activations.sigmoid ? Fused.Last.SIGMOID : Fused.Last.NONE;
    }

    @Override
    public long[] outputSize(long... shape) {
        if (shape.length == 0 || shape[0] != in()) throw new IllegalArgumentException(mismatch(shape));
        long[] out = shape.clone();
        out[0] = out();
        return Models.outputSize(activation, out);
    }

    private String mismatch(long... shape) {
        String message = code() + ": the input's first dimension must be " + in()
                + ", the features that come in, but the input has shape " + Shapes.text(shape);
        boolean turned = shape.length == 2 && shape[1] == in();
        return turned ? message + "; a sample is a column here, so give it transposed: x.t()" : message;
    }

    /** The call that makes such a layer. */
    @Override
    public String code() {
        String sizes = "dense(" + in() + ", " + out();
        return sizes + (activation == identity ? ")" : ", " + ModelText.code(activation) + ")")
                + (bias == null ? ".withoutBias()" : "");
    }

    @Override
    public String toString() {
        return ModelText.of(this);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
