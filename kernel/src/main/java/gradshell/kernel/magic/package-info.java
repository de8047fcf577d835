/**
 * Magics: the lines of a cell that are no Java, such as {@code %time f(3)}. {@link gradshell.kernel.magic.MagicShell} is a
 * shell that knows them, each magic is a class of its own, and {@code Magics} lists them.
 */
package gradshell.kernel.magic;
