/** Measures installed kernels as a client sees them, and prints a table of what the project asks of its own. */
package gradshell.bench;
