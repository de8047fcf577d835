/**
 * Java that cells may leave out: operators of tensors, and methods passed by their bare names. What Java refuses is
 * attributed with the compiler's own tree API and written as the Java it stands for; nothing here knows JShell.
 */
package gradshell.kernel.source;
