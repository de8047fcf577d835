package gradshell.nn.recurrent;

import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.nn.Initializers;

/**
 * Gated recurrent unit, Cho et al. 2014 in the form whose reset gate multiplies the product with the state. With blocks r, z and the
 * candidate's: {@code r = σ(Wr x + Vr h + br)}, {@code z = σ(Wz x + Vz h + bz)}, {@code n = tanh(Wn x + r (Vn h) + bn)},
 * {@code h' = (1 - z) n + z h}.
 *
 * <p>Shapes: {@code (3 out, in)}, {@code (3 out, out)}, {@code (3 out)}.
 */
public record GruCell(Tensor inputWeight, Tensor stateWeight, Tensor bias) implements Cell<Tensor> {
    /** With Glorot's weights. */
    public static GruCell of(long in, long out) {
        Weights.check("gru", in, out);
        return new GruCell(Weights.blocks(Initializers::glorotUniform, 3, out, in),
                Weights.blocks(Initializers::glorotUniform, 3, out, out), Tensors.zeros(3 * out));
    }

    @Override
    public Step<Tensor> step(Tensor x, Tensor h) {
        Weights.checkInput(code(), in(), x, h);
        long out = out();
        Tensor fromInput = Weights.biased(inputWeight.matmul(x), bias);
        Tensor fromState = stateWeight.matmul(h);
        Tensor reset = Weights.opened(fromInput, fromState, 0, out);
        Tensor update = Weights.opened(fromInput, fromState, 1, out);
        Tensor candidate = Weights.gate(fromInput, 2, out).plus(reset.times(Weights.gate(fromState, 2, out))).tanh();
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
        return "gru(" + in() + ", " + out() + ")";
    }
}
