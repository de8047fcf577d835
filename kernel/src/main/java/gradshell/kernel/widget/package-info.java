/** Controls of a notebook's page, over the comms of ipywidgets: sliders and others, and what follows them. */
package gradshell.kernel.widget;
