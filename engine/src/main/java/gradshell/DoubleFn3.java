package gradshell;

import java.io.Serializable;

/** A function of three {@code double}s. Serializable, so that the code of a lambda can be found and differentiated. */
@FunctionalInterface
public interface DoubleFn3 extends Serializable {
    double apply(double x, double y, double z);
}
