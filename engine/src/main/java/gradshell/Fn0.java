package gradshell;

import java.io.Serializable;

/** A function of no argument, such as a loss over captured parameters. Serializable, so that the code of a lambda can be found and differentiated. */
@FunctionalInterface
public interface Fn0<Y> extends Serializable {
    Y apply();
}
