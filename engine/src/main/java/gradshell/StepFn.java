package gradshell;

import java.io.Serializable;

/**
 * A step of a loop: from the state before it to the state after it. Serializable, so that the code of a lambda can be found
 * and differentiated.
 */
@FunctionalInterface
public interface StepFn<S> extends Serializable {
    S apply(int i, S state);
}
