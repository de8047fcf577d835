package gradshell.optim;

import gradshell.Grads;
import gradshell.Params;

/** Changes parameters by their gradients. Made by {@link Optimizers}; a lambda is one as well. */
@FunctionalInterface
public interface Optimizer {
    /**
     * Makes one step. A parameter without an entry in {@code gs} is left as it is.
     *
     * @throws IllegalArgumentException when {@code gs} was taken over other parameters
     * @throws IllegalStateException while a gradient is being taken: the step comes after it
     */
    void update(Params ps, Grads gs);
}
