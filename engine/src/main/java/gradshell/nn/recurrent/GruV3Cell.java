package gradshell.nn.recurrent;

import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.nn.Initializers;

/**
 * Gated recurrent unit, Cho et al. 2014 in the paper's third version: the reset gate multiplies the state before the product,
 * {@code n = tanh(Wn x + Vn (r h) + bn)}; else as {@link GruCell}.
 *
 * <p>Shapes: {@code (3 out, in)}, {@code (2 out, out)}, {@code (out, out)}, {@code (3 out)}.
 */
public record GruV3Cell(Tensor inputWeight, Tensor stateWeight, Tensor candidateWeight, Tensor bias)
        implements
            Cell<Tensor> {
    /** With Glorot's weights. */
    public static GruV3Cell of(long in, long out) {
        Weights.check("gruV3", in, out);
        return new GruV3Cell(Weights.blocks(Initializers::glorotUniform, 3, out, in),
                Weights.blocks(Initializers::glorotUniform, 2, out, out), Initializers.glorotUniform(out, out),
                Tensors.zeros(3 * out));
    }

    @Override
    public Step<Tensor> step(Tensor x, Tensor h) {
        Weights.checkInput(code(), in(), x, h);
        long out = out();
        Tensor fromInput = Weights.biased(inputWeight.matmul(x), bias);
        Tensor fromState = stateWeight.matmul(h);
        Tensor reset = Weights.opened(fromInput, fromState, 0, out);
        Tensor update = Weights.opened(fromInput, fromState, 1, out);
        Tensor candidate = Weights.gate(fromInput, 2, out).plus(candidateWeight.matmul(reset.times(h))).tanh();
        return Weights.updated(update, candidate, h);
    }

    @Override
    public Tensor initialState(long batch) {
        return Weights.state(out(), batch);
    }

    @Override
    public long in() {
        return inputWeight.size(1);
    }

    private long out() {
        return bias.size() / 3;
    }

    @Override
    public String code() {
        return "gruV3(" + in() + ", " + out() + ")";
    }
}
