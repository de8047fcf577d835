/** A Jupyter client for tests, of this module and of others: speaks the protocol on its own, sharing no code with the kernel. */
package gradshell.kernel.client;
