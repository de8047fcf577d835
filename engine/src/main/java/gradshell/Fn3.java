package gradshell;

import java.io.Serializable;

/** A function of three arguments. Serializable, so that the code of a lambda can be found and differentiated. */
@FunctionalInterface
public interface Fn3<A, B, C, Y> extends Serializable {
    Y apply(A a, B b, C c);
}
