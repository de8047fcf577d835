/** The compiler kept warm between cells. */
package gradshell.kernel.javac;
