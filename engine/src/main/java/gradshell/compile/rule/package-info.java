/**
 * The scalar rules: one table, an entry a function, with the local partial derivative for each argument. Reverse mode and
 * forward mode are both emitted from the same entry. Internal.
 */
package gradshell.compile.rule;
