/** Runs a notebook file with no Jupyter: reads nbformat 4, evaluates the code cells, writes the outputs back. */
package gradshell.kernel.notebook;
