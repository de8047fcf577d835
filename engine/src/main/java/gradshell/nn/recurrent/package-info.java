/** Recurrent layers: cells that take a step, and the layers that lead them over a sequence {@code (features, time[, batch])}. */
package gradshell.nn.recurrent;
