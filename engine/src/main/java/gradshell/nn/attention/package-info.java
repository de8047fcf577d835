/** Attention over sequences {@code (features, length, batch)}. */
package gradshell.nn.attention;
