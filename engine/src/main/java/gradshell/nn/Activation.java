package gradshell.nn;

import gradshell.Layer;
import gradshell.Tensor;

/**
 * A function with a name, so that a model that uses it prints as the code that makes it. The ones in
 * {@link Activations} act elementwise, but for the softmax pair; an own one is
 * {@code new Activation("cube", x -> x.pow(3))}.
 */
public record Activation(String name, Layer function) implements Coded {
    @Override
    public Tensor apply(Tensor x) {
        return function.apply(x);
    }

    @Override
    public long[] outputSize(long... shape) {
        if (equals(Layers.flatten)) return Layers.flat(shape);
        return Activations.keepsShape(this) ? shape : Models.shapeOf(xs -> function.apply(xs[0]), shape);
    }

    @Override
    public String code() {
        return name;
    }

    @Override
    public String toString() {
        return name;
    }
}
