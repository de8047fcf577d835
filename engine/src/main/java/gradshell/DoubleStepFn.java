package gradshell;

import java.io.Serializable;

/**
 * A step of a loop whose state is a {@code double}. Serializable, so that the code of a lambda can be found and
 * differentiated.
 */
@FunctionalInterface
public interface DoubleStepFn extends Serializable {
    double apply(int i, double state);
}
