/**
 * Strided arrays in native memory and everything that computes on them: elementwise functions, reductions, indexing,
 * linear algebra, random numbers. The only package that knows ND4J; it knows no gradients. Internal: users type
 * {@code Tensor}.
 */
package gradshell.array;
