/** Documentation comments: where the sources of a class are, what its comments say, and how that is shown. */
package gradshell.kernel.docs;
