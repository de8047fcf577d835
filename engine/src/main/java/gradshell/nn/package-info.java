/** Layers, activations, losses and initializers: the parts that models are put together from. */
package gradshell.nn;
