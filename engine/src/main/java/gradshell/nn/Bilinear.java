package gradshell.nn;

import gradshell.Layer;
import gradshell.Shapes;
import gradshell.Tensor;

/**
 * {@code activation(xᵀ · weight_i · y + bias_i)} for each output i; of one input, x is y.
 *
 * <p>Shapes: weight {@code (out, in1, in2)}, bias {@code (out)}; inputs {@code (in1, batch)} and {@code (in2, batch)}.
 */
public record Bilinear(Tensor weight, Tensor bias, Layer activation) implements Coded {
    @Override
    public Tensor apply(Tensor x) {
        return apply(x, x);
    }

    /** Of two inputs. */
    public Tensor apply(Tensor x, Tensor y) {
        check(x.shape(), y.shape());
        return activation.apply(weight.matmul(y).times(x.unsqueeze(0)).sum(1).plus(bias.unsqueeze(1)));
    }

    @Override
    public long[] outputSize(long... shape) {
        check(shape, shape);
        return Models.outputSize(activation, weight.size(0), shape[1]);
    }

    private void check(long[] x, long[] y) {
        if (x.length != 2 || y.length != 2 || x[0] != weight.size(1) || y[0] != weight.size(2) || x[1] != y[1])
            throw new IllegalArgumentException(
                    "%s: the inputs must be (%d, batch) and (%d, batch), but they have the shapes %s and %s".formatted(
                            code(), weight.size(1), weight.size(2), Shapes.text(x), Shapes.text(y)));
    }

    @Override
    public String code() {
        return "bilinear(" + weight.size(1) + ", " + weight.size(2) + ", " + weight.size(0)
                + ModelText.more(activation) + ")";
    }

    @Override
    public String toString() {
        return ModelText.of(this);
    }
}
