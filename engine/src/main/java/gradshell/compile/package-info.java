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
 * <p>A number has its cotangent in a local variable. What is on the heap has a shadow, which is found by the identity of its
 * object ({@code Shadows}): so references may travel through fields, collections and library code without being followed.
 * {@code Aliases} tells which references may lead to differentiated memory at all, {@code Surroundings} what methods do to it
 * that are called, {@code Apart} which references never meet. {@code Hoisting} looks once at what a loop loads again and again;
 * {@code Shadowing} puts the search for a shadow where it is cheapest, {@code Passing} finds the arrays that need none because
 * their shadow goes along with them. {@code MemoryAdjoint} writes what reads and writes mean on the way back. {@code Dispatch} links calls whose code depends on the receiver, {@code Closures} makes
 * classes of lambdas, {@code Library} says what a method of the JDK does with differentiated values.
 *
 * <p>{@code GeneratedCode} shows what is generated as Java source.
 */
package gradshell.compile;
