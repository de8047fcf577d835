package gradshell;

import java.util.Objects;
import java.util.function.Function;

/**
 * A function's value together with the way back: from a cotangent of the value to the cotangents of the arguments.
 *
 * @param <Y> the function's result
 * @param <G> what comes back, shaped like the arguments
 */
public final class Pullback<Y, G> {
    private final Y value;
    private final Function<Y, G> back;

    /** What a custom rule returns: the value, and the map from its cotangent to the argument's. */
    public Pullback(Y value, Function<Y, G> back) {
        this.value = value;
        this.back = Objects.requireNonNull(back, "back");
    }

    /** The function's result; the function itself ran exactly once. */
    public Y value() {
        return value;
    }

    /** The cotangents of the arguments for the cotangent {@code dy} of the value. May be called many times. */
    public G back(Y dy) {
        return back.apply(dy);
    }

    @Override
    public String toString() {
        return "Pullback(value=" + value + ")";
    }
}
