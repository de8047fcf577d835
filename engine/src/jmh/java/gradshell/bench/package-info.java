/**
 * What tensors, gradients and training steps cost beside PyTorch, which DJL brings, and SameDiff; {@code Bench} prints the tables.
 */
package gradshell.bench;
