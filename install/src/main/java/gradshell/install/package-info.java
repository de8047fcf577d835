/** The {@code gradshell} command: console, run, jshell, install, uninstall, doctor. */
package gradshell.install;
