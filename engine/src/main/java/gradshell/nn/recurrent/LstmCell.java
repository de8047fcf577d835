package gradshell.nn.recurrent;

import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.nn.Initializers;

/**
 * Long short-term memory, Hochreiter and Schmidhuber 1997 with the forget gate of Gers et al. 2000. With the gates i, f, g, o, blocks of
 * {@code inputWeight · x + stateWeight · h + bias} in this order: {@code c' = σ(f) c + σ(i) tanh(g)}, {@code h' = σ(o) tanh(c')}.
 *
 * <p>Shapes: {@code (4 out, in)}, {@code (4 out, out)}, {@code (4 out)}.
 */
public record LstmCell(Tensor inputWeight, Tensor stateWeight, Tensor bias) implements Cell<LstmCell.State> {
    /** The output {@code h} and the memory {@code c}, {@code (out)} or {@code (out, batch)}. */
    public record State(Tensor h, Tensor c) {}

    /** With Glorot's weights. */
    public static LstmCell of(long in, long out) {
        Weights.check("lstm", in, out);
        return new LstmCell(Weights.blocks(Initializers::glorotUniform, 4, out, in),
                Weights.blocks(Initializers::glorotUniform, 4, out, out), Tensors.zeros(4 * out));
    }

    @Override
    public Step<State> step(Tensor x, State state) {
        Weights.checkInput(code(), in(), x, state.h);
        long out = out();
        Tensor gates = Weights.biased(inputWeight.matmul(x).plus(stateWeight.matmul(state.h)), bias);
        Tensor input = Weights.gate(gates, 0, out).sigmoid();
        Tensor forget = Weights.gate(gates, 1, out).sigmoid();
        Tensor cell = Weights.gate(gates, 2, out).tanh();
        Tensor c = forget.times(state.c).plus(input.times(cell));
        Tensor h = Weights.gate(gates, 3, out).sigmoid().times(c.tanh());
        return new Step<>(h, new State(h, c));
    }

    @Override
    public State initialState(long batch) {
        return new State(Weights.state(out(), batch), Weights.state(out(), batch));
    }

    @Override
    public long in() {
        return inputWeight.size(1);
    }

    private long out() {
        return bias.size() / 4;
    }

    @Override
    public String code() {
        return "lstm(" + in() + ", " + out() + ")";
    }
}
