/**
 * Source transformation: derivatives of plain Java code, generated from its bytecode. Internal; the face
 * {@link gradshell} finds it as a service.
 *
 * <p>A function goes through these stages, each a class: {@code FunctionObject} finds the code of a lambda,
 * {@code Lifter} turns the bytecode of a method into a {@code Graph}, {@code Normaliser} gives loops one entry and one
 * way back, {@code Activity} finds the values that carry a derivative and refuses what can't be differentiated,
 * {@code ForwardMode} adds tangents for products with the Jacobian and for second derivatives,
 * {@code Outliner} cuts large methods, {@code ReversePlan} decides what is recorded where, {@code ForwardEmitter} and
 * {@code ReverseEmitter} write the two sweeps, and {@code Derivation} defines them as hidden nestmates of the user's class.
 *
 * <p>{@code GeneratedCode} shows what is generated as Java source.
 */
package gradshell.compile;
