/**
 * The intermediate form of a method: a control-flow graph of blocks with parameters, in which each value is assigned once.
 * Values are typed as the virtual machine's locals are. Internal.
 */
package gradshell.compile.ir;
