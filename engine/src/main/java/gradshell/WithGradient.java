package gradshell;

/** A function's value and its gradient, from one run. */
public record WithGradient<Y, G>(Y value, G gradient) {}
