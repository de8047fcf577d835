/** From a value to a MIME bundle: text, HTML, images. */
package gradshell.kernel.display;
