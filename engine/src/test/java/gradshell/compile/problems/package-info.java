/**
 * The problems of the public GradBench suite, stated from their mathematics, each with a gradient written by hand.
 */
package gradshell.compile.problems;
