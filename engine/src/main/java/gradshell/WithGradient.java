package gradshell;

/**
 * A function's value and its gradient, from one run. A function may return more than its loss: of a {@link Pair}, {@link Triple}
 * or another record the first component is what the gradient is of, and the value is the whole record.
 */
public record WithGradient<Y, G>(Y value, G gradient) {
    /** The loss as a number: the value, or its first component. */
    public double loss() {
        return switch (Differentiation.loss(value)) {
            case Tensor tensor -> tensor.item();
            case Number number -> number.doubleValue();
            case Object other -> throw new IllegalStateException("%s is no number".formatted(other));
        };
    }
}
