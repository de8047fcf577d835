/** Internal: values as HTML and SVG. Returns strings and knows no kernel; works in a light and in a dark page, without scripts and style sheets. */
package gradshell.show;
