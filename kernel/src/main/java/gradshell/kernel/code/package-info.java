/**
 * Reads Java that is being written, with the compiler's tree API: what stands at a place, what may stand there, and how
 * it is written. Knows neither JShell nor cells: it is given whole compilation units.
 */
package gradshell.kernel.code;
