/**
 * What users type: {@link gradshell.Gradshell} (the face), {@link gradshell.Tensors} (makers), {@link gradshell.Tensor},
 * {@link gradshell.Params}, {@link gradshell.Grads}, {@link gradshell.Layer} and the function interfaces. Beside them,
 * package-private, the tables of rules by family: elementwise, reductions, shapes, linear algebra. A rule is an operation's
 * value and its pullback; pullbacks are written with tensor operations, so that an outer gradient can record them.
 */
package gradshell;
