package gradshell;

/**
 * The largest elements along a dimension, in falling order.
 *
 * @param values the elements
 * @param indices where they were, LONG
 */
public record TopK(Tensor values, Tensor indices) {}
