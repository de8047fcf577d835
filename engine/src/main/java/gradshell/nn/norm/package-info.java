/** Layers that normalise, and those that drop values at random: what differs between training and use. */
package gradshell.nn.norm;
