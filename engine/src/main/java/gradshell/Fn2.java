package gradshell;

import java.io.Serializable;

/** A function of two arguments. Serializable, so that the code of a lambda can be found and differentiated. */
@FunctionalInterface
public interface Fn2<A, B, Y> extends Serializable {
    Y apply(A a, B b);
}
