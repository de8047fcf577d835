/**
 * What derivatives of plain Java cost, in time and memory, printed by {@code Report} as tables.
 */
package gradshell.compile.bench;
