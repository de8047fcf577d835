package gradshell;

/** Three values: the gradients of a function of three arguments, in their order. */
public record Triple<A, B, C>(A first, B second, C third) {}
