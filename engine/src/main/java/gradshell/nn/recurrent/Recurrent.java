package gradshell.nn.recurrent;

import gradshell.Shapes;
import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.nn.Coded;
import gradshell.nn.ModelText;

/**
 * A cell led over a sequence: {@code (in, time)} or {@code (in, time, batch)} gives {@code (out, time)} or {@code (out, time, batch)},
 * the outputs of all steps. It begins with {@link #initialStates} unless it is given another state.
 *
 * @param <S> what the cell remembers
 */
public record Recurrent<S>(Cell<S> cell) implements Coded {
    @Override
    public Tensor apply(Tensor x) {
        return run(x, initialStates(x.rank() == 3 ? x.size(2) : 0)).output();
    }

    /** What the cell remembers before the first step; {@code batch} 0 for a sequence that is no batch. */
    public S initialStates(long batch) {
        return cell.initialState(batch);
    }

    /** The outputs from this state on, and the state after the last step. */
    public Cell.Step<S> run(Tensor x, S state) {
        if ((x.rank() != 2 && x.rank() != 3) || x.size(0) != cell.in() || x.size(1) == 0)
            throw new IllegalArgumentException(
                    "%s: the input must be (%d, time) or (%d, time, batch) with a step at least, but it has shape %s"
                            .formatted(code(), cell.in(), cell.in(), Shapes.text(x.shape())));
        Tensor[] outputs = new Tensor[(int) x.size(1)];
        S now = state;
        for (int t = 0; t < outputs.length; t++) {
            var step = cell.step(x.select(1, t), now);
            outputs[t] = step.output();
            now = step.state();
        }
        return new Cell.Step<>(Tensors.stack(1, outputs), now);
    }

    @Override
    public String code() {
        return cell.code();
    }

    @Override
    public String toString() {
        return ModelText.of(this);
    }
}
