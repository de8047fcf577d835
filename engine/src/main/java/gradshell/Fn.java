package gradshell;

import java.io.Serializable;

/** A function of one argument. Serializable, so that the code of a lambda can be found and differentiated. */
@FunctionalInterface
public interface Fn<A, Y> extends Serializable {
    Y apply(A a);
}
