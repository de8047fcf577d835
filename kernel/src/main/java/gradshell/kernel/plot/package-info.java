/** Plots: from numbers to pictures, through JFreeChart. Nothing of it is loaded before the first plot is shown. */
package gradshell.kernel.plot;
