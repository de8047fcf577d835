package gradshell;

/** Two values: the gradients of a function of two arguments, in their order. */
public record Pair<A, B>(A first, B second) {}
