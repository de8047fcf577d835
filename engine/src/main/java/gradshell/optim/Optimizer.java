package gradshell.optim;

import gradshell.Grads;
import gradshell.Params;

/**
 * Changes parameters by their gradients. Made by {@link Optimizers}; a lambda is one as well, which has no settings and
 * freezes nothing.
 */
@FunctionalInterface
public interface Optimizer {
    /**
     * Makes one step. A parameter without an entry in {@code gs} is left as it is.
     *
     * @throws IllegalArgumentException when {@code gs} was taken over other parameters
     * @throws IllegalStateException while a gradient is being taken: the step comes after it
     */
    void update(Params ps, Grads gs);

    /** Sets the learning rate from now on; what is remembered of the parameters stays. Returns this. */
    default Optimizer adjust(double learningRate) {
        return adjust(Setting.RATE, learningRate);
    }

    /** Sets the learning rate from now on to a schedule of the steps since the first. Returns this. */
    default Optimizer adjust(Schedule learningRate) {
        return adjust(Setting.RATE, learningRate);
    }

    /**
     * Sets a number by its name: {@code "learningRate"}, {@code "rho"}, {@code "beta1"}, {@code "beta2"}, {@code "epsilon"},
     * {@code "decay"}, {@code "max"}, as the rule has it; in a chain, in each part that has it. Returns this.
     *
     * @throws IllegalArgumentException when there is none of that name, or the value makes no sense
     */
    default Optimizer adjust(String setting, double value) {
        return adjust(setting, Schedules.constant(value));
    }

    /** The same with a schedule of the steps since the first. Returns this. */
    default Optimizer adjust(String setting, Schedule values) {
        throw new UnsupportedOperationException("adjust: only the optimizers that Optimizers makes have settings");
    }

    /** Leaves the parameters of these layers, records, lists or tensors as they are, until they are thawed. Returns this. */
    default Optimizer freeze(Object... models) {
        throw new UnsupportedOperationException("freeze: only the optimizers that Optimizers makes can leave some out");
    }

    /** Changes these parameters again, with what was remembered of them before. Returns this. */
    default Optimizer thaw(Object... models) {
        throw new UnsupportedOperationException("thaw: only the optimizers that Optimizers makes can leave some out");
    }
}
