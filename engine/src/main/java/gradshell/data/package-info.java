/** Batches, loaders, one-hot labels and data sets. An observation is the last dimension of a tensor. */
package gradshell.data;
