/** Batches, loaders and one-hot labels. An observation is the last dimension of a tensor. */
package gradshell.data;
