package gradshell;

import java.io.Serializable;

/** A function of one {@code double}. Serializable, so that the code of a lambda can be found and differentiated. */
@FunctionalInterface
public interface DoubleFn extends Serializable {
    double apply(double x);
}
