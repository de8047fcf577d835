/**
 * What takes the place of methods of {@code java.*} that compute with numbers or call a user's function: the same in plain
 * Java, so that it is differentiated like user code. Nothing here is a lambda: an object of a named class can be
 * differentiated even when it was made where nothing was. Internal.
 */
package gradshell.compile.library;
