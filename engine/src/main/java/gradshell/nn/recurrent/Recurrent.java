package gradshell.nn.recurrent;

import gradshell.Shapes;
import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.nn.Coded;
import gradshell.nn.ModelText;
import gradshell.nn.Models;

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
        check(x.shape());
        Tensor[] outputs = new Tensor[(int) x.size(1)];
        S now = state;
        for (int t = 0; t < outputs.length; t++) {
            var step = cell.step(x.select(1, t), now);
            outputs[t] = step.output();
            now = step.state();
        }
        return new Cell.Step<>(Tensors.stack(1, outputs), now);
    }

    /** Found by a step of the cell with zeros. */
    @Override
    public long[] outputSize(long... shape) {
        check(shape);
        long[] out = shape.clone();
        out[0] = Models.shapeOf(xs -> cell.step(xs[0], cell.initialState(0)).output(), new long[]{cell.in()})[0];
        return out;
    }

    private void check(long... shape) {
        if ((shape.length != 2 && shape.length != 3) || shape[0] != cell.in() || shape[1] == 0)
            throw new IllegalArgumentException(
                    "%s: the input must be (%d, time) or (%d, time, batch) with a step at least, but it has shape %s"
                            .formatted(code(), cell.in(), cell.in(), Shapes.text(shape)));
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
