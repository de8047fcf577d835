/** Comms: the two-way channels between a page's script and the code of cells, on which widgets are built. */
package gradshell.kernel.comm;
