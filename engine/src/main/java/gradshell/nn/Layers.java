package gradshell.nn;

import static gradshell.nn.Activations.identity;

import gradshell.Layer;
import gradshell.Tensor;
import gradshell.Tensors;
import java.util.List;

/** Makes layers. A layer is a function from {@link Tensor} to {@code Tensor}, so a lambda is one as well. */
public final class Layers {
    /** A layer that makes {@code (features, batch)} of {@code (.., batch)}. */
    public static final Activation flatten = new Activation("flatten", Layers::flatten);

    private Layers() {}

    /** A fully connected layer without activation; see {@link #dense(long, long, Layer, Initializer)}. */
    public static Dense dense(long in, long out) {
        return dense(in, out, identity);
    }

    /** A fully connected layer; see {@link #dense(long, long, Layer, Initializer)}. */
    public static Dense dense(long in, long out, Layer activation) {
        return dense(in, out, activation, Initializers::glorotUniform);
    }

    /**
     * A fully connected layer, {@code activation(weight · x + bias)}.
     *
     * @param in features that come in: the first dimension of the input {@code (in)} or {@code (in, batch)}
     * @param out features that go out
     * @param weights makes the {@code (out, in)} weight; the bias starts at zero
     */
    public static Dense dense(long in, long out, Layer activation, Initializer weights) {
        if (in < 1 || out < 1)
            throw new IllegalArgumentException("dense(" + in + ", " + out + "): both sizes must be at least 1");
        return new Dense(weights.make(out, in), Tensors.zeros(out), activation);
    }

    /** The layers one after the other. */
    public static Chain chain(Layer... layers) {
        return new Chain(List.of(layers));
    }

    /** The layers one after the other. */
    public static Chain chain(List<? extends Layer> layers) {
        return new Chain(List.copyOf(layers));
    }

    /** {@code (.., batch)} as {@code (features, batch)}; what has less than two dimensions stays as it is. */
    public static Tensor flatten(Tensor x) {
        if (x.rank() < 2) return x;
        long batch = x.size(x.rank() - 1);
        long features = 1;
        for (int dim = 0; dim < x.rank() - 1; dim++) features *= x.size(dim);
        return x.reshape(features, batch);
    }
}
