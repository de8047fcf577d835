/** Bars that tell how far a loop or a training is. */
package gradshell.kernel.progress;
