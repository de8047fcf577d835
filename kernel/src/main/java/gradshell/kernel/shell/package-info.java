/**
 * Runs cells on the JShell API, in this process: JShell compiles a whole cell first, then the cell's thread runs it.
 * {@link gradshell.kernel.shell.JavaShell} is the way in.
 */
package gradshell.kernel.shell;
