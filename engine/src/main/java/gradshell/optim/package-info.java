/** Optimizers and the training loop. */
package gradshell.optim;
