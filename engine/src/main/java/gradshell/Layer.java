package gradshell;

import java.io.Serializable;

/**
 * A step of a model. A lambda is one; so is any record or class whose {@code Tensor} fields are its parameters
 * ({@link NotTrainable} leaves a field out). Layers, lists, maps and records in fields are searched too; a layer that is
 * {@code Iterable} is searched like a list.
 */
@FunctionalInterface
public interface Layer extends Serializable, HasParameters {
    /** The layer's output for the input {@code x}. */
    Tensor apply(Tensor x);
}
