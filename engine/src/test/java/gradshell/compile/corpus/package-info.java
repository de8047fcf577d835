/**
 * Small functions that between them use all of the language, a class for each of its areas. They are plain public methods,
 * so that the same functions can be differentiated from compiled classes, from jshell and from cells.
 */
package gradshell.compile.corpus;
