/** Layers that are made of several others. */
package gradshell.nn.combine;
