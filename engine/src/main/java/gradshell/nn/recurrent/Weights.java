package gradshell.nn.recurrent;

import gradshell.Shapes;
import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.nn.Initializer;

/** What the cells share: gates are blocks of rows of one weight. */
final class Weights {
    private Weights() {}

    static void check(String name, long in, long out) {
        if (in < 1 || out < 1)
            throw new IllegalArgumentException("%s(%d, %d): both sizes must be at least 1".formatted(name, in, out));
    }

    /** Of {@code gates} blocks, each with the fans of one. */
    static Tensor blocks(Initializer make, int gates, long out, long in) {
        Tensor[] parts = new Tensor[gates];
        for (int i = 0; i < gates; i++) parts[i] = make.make(out, in);
        return gates == 1 ? parts[0] : Tensors.cat(0, parts);
    }

    static Tensor state(long out, long batch) {
        return batch == 0 ? Tensors.zeros(out) : Tensors.zeros(out, batch);
    }

    static Tensor biased(Tensor x, Tensor bias) {
        return x.plus(x.rank() == 1 ? bias : bias.unsqueeze(1));
    }

    /** Rows of gate {@code i}. */
    static Tensor gate(Tensor x, int i, long out) {
        return x.slice(0, i * out, (i + 1) * out);
    }

    /** σ of the sum of gate {@code i} of both. */
    static Tensor opened(Tensor fromInput, Tensor fromState, int i, long out) {
        return gate(fromInput, i, out).plus(gate(fromState, i, out)).sigmoid();
    }

    /** {@code (1 - update) candidate + update h}, output and state at once. */
    static Cell.Step<Tensor> updated(Tensor update, Tensor candidate, Tensor h) {
        Tensor next = candidate.plus(update.times(h.minus(candidate)));
        return new Cell.Step<>(next, next);
    }

    static void checkInput(String code, long in, Tensor x, Tensor state) {
        if (x.rank() < 1 || x.rank() > 2 || x.size(0) != in || x.rank() != state.rank()
                || (x.rank() == 2 && x.size(1) != state.size(1)))
            throw new IllegalArgumentException(
                    "%s: the input must be (%d) or (%d, batch) with a state of the same batch, but they have the shapes %s and %s"
                            .formatted(code, in, in, Shapes.text(x.shape()), Shapes.text(state.shape())));
    }
}
