package gradshell.nn.recurrent;

import gradshell.HasParameters;
import gradshell.Tensor;
import java.io.Serializable;

/**
 * One step of a recurrent layer. A record or class whose tensors are its parameters is one.
 *
 * @param <S> what it remembers: a tensor, or a record of tensors
 */
public interface Cell<S> extends Serializable, HasParameters {
    /** What a step gives. */
    record Step<S>(Tensor output, S state) {}

    /** The output for {@code x (in)} or {@code (in, batch)} after what is remembered. */
    Step<S> step(Tensor x, S state);

    /** What is remembered before the first step: zeros for {@code batch} samples, or for one that is no batch when it is 0. */
    S initialState(long batch);

    /** The number of features that come in. */
    long in();

    /** The call that makes the layer of this cell. */
    String code();
}
