package gradshell.nn.recurrent;

import gradshell.Layer;
import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.nn.Activations;
import gradshell.nn.Initializers;
import gradshell.nn.ModelText;

/**
 * {@code h' = activation(inputWeight · x + stateWeight · h + bias)}, which is output and state.
 *
 * <p>Shapes: {@code (out, in)}, {@code (out, out)}, {@code (out)}.
 */
public record RnnCell(Tensor inputWeight, Tensor stateWeight, Tensor bias, Layer activation) implements Cell<Tensor> {
    /** With Glorot's weights. */
    public static RnnCell of(long in, long out, Layer activation) {
        Weights.check("rnn", in, out);
        return new RnnCell(Initializers.glorotUniform(out, in), Initializers.glorotUniform(out, out),
                Tensors.zeros(out),
                activation);
    }

    @Override
    public Step<Tensor> step(Tensor x, Tensor h) {
        Weights.checkInput(code(), in(), x, h);
        Tensor next = activation
                .apply(Weights.biased(inputWeight.matmul(x).plus(stateWeight.matmul(h)), bias));
        return new Step<>(next, next);
    }

    @Override
    public Tensor initialState(long batch) {
        return Weights.state(bias.size(), batch);
    }

    @Override
    public long in() {
        return inputWeight.size(1);
    }

    @Override
    public String code() {
        return "rnn(" + in() + ", " + bias.size()
                + (activation == Activations.tanh ? "" : ", " + ModelText.code(activation)) + ")";
    }
}
