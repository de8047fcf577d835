package gradshell;

import gradshell.array.Scope;
import gradshell.tape.Recorder;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Differentiation: what a user types. A function's result must be a scalar {@code Tensor} for {@code gradient} and
 * {@code withGradient}, any structure of tensors for {@code pullback}, and a {@code double} for functions of doubles.
 */
public final class Gradshell {
    private Gradshell() {}

    /** Every layer in a model, itself first, each once: for what is to be done to some of them. */
    public static List<Layer> modules(Object model) {
        return Structure.layers(model);
    }

    /** Every trainable tensor in the given layers, records, lists, maps or tensors, each once, in order. */
    public static Params params(Object... models) {
        return Params.of(models);
    }

    // --- gradient

    /** The derivative of a function of one number. */
    public static double gradient(DoubleFn f, double x) {
        return Codes.gradient(f, x)[0];
    }

    /** The partial derivatives of a function of two numbers, in argument order. */
    public static double[] gradient(DoubleFn2 f, double x, double y) {
        return Codes.gradient(f, x, y);
    }

    /** The partial derivatives of a function of three numbers, in argument order. */
    public static double[] gradient(DoubleFn3 f, double x, double y, double z) {
        return Codes.gradient(f, x, y, z);
    }

    /**
     * The gradient of a scalar function, with the argument's own shape: a {@code Tensor} for a {@code Tensor}, a record for
     * a record. The same tensor in two places of the argument counts as two variables.
     */
    public static <A> A gradient(Fn<A, ?> f, A x) {
        return Differentiation.alone(withGradient(f, x));
    }

    /** The gradients in both arguments. */
    public static <A, B> Pair<A, B> gradient(Fn2<A, B, ?> f, A a, B b) {
        return Differentiation.alone(withGradient(f, a, b));
    }

    /** The gradients in the three arguments. */
    public static <A, B, C> Triple<A, B, C> gradient(Fn3<A, B, C, ?> f, A a, B b, C c) {
        return Differentiation.alone(withGradient(f, a, b, c));
    }

    /** The gradients of a loss in parameters: the implicit style. */
    public static Grads gradient(Fn0<?> loss, Params params) {
        return Differentiation.alone(withGradient(loss, params));
    }

    /** The gradients of a loss in a model's parameters: the explicit style. */
    public static <M extends Layer> Grads gradient(Fn<M, ?> loss, M model) {
        return Differentiation.alone(withGradient(loss, model));
    }

    // --- value and gradient

    /** Value and derivative of a function of one number. */
    public static WithGradient<Double, Double> withGradient(DoubleFn f, double x) {
        var result = Codes.withGradient(f, x);
        return new WithGradient<>(result.value(), result.gradient()[0]);
    }

    /** Value and partial derivatives of a function of two numbers. */
    public static WithGradient<Double, double[]> withGradient(DoubleFn2 f, double x, double y) {
        return Codes.withGradient(f, x, y);
    }

    /** Value and partial derivatives of a function of three numbers. */
    public static WithGradient<Double, double[]> withGradient(DoubleFn3 f, double x, double y, double z) {
        return Codes.withGradient(f, x, y, z);
    }

    /**
     * Value and gradient of a scalar function, or of one that returns a record whose first component is the scalar: a loss,
     * and whatever is wanted with it.
     */
    @SuppressWarnings("unchecked")
    public static <A, Y> WithGradient<Y, A> withGradient(Fn<A, Y> f, A x) {
        var result = Differentiation.atOne(f, args -> f.apply((A) args[0]), x);
        return new WithGradient<>(result.value(), (A) result.gradient()[0]);
    }

    /** Value and gradients of a scalar function of two arguments. */
    @SuppressWarnings("unchecked")
    public static <A, B, Y> WithGradient<Y, Pair<A, B>> withGradient(Fn2<A, B, Y> f, A a, B b) {
        var result = Differentiation.atOne(f, args -> f.apply((A) args[0], (B) args[1]), a, b);
        var gradient = result.gradient();
        return new WithGradient<>(result.value(), new Pair<>((A) gradient[0], (B) gradient[1]));
    }

    /** Value and gradients of a scalar function of three arguments. */
    @SuppressWarnings("unchecked")
    public static <A, B, C, Y> WithGradient<Y, Triple<A, B, C>> withGradient(Fn3<A, B, C, Y> f, A a, B b, C c) {
        var result = Differentiation.atOne(f, args -> f.apply((A) args[0], (B) args[1], (C) args[2]), a, b, c);
        var gradient = result.gradient();
        return new WithGradient<>(result.value(), new Triple<>((A) gradient[0], (B) gradient[1], (C) gradient[2]));
    }

    /** Value and gradients of a loss in parameters; with the loss first, of a record. */
    public static <Y> WithGradient<Y, Grads> withGradient(Fn0<Y> loss, Params params) {
        return Differentiation.atOne(pullback(loss, params));
    }

    /** Value and gradients of a loss in a model's parameters. */
    public static <M extends Layer, Y> WithGradient<Y, Grads> withGradient(Fn<M, Y> loss, M model) {
        return Differentiation.atOne(pullback(loss, model));
    }

    // --- pullback

    /** Value and way back of a function of one number. */
    public static Pullback<Double, Double> pullback(DoubleFn f, double x) {
        var pullback = Codes.pullback(f, x);
        return new Pullback<>(pullback.value(), dy -> pullback.back(dy)[0]);
    }

    /** Value and way back of a function of two numbers. */
    public static Pullback<Double, double[]> pullback(DoubleFn2 f, double x, double y) {
        return Codes.pullback(f, x, y);
    }

    /** Value and way back of a function of three numbers. */
    public static Pullback<Double, double[]> pullback(DoubleFn3 f, double x, double y, double z) {
        return Codes.pullback(f, x, y, z);
    }

    /** Value and way back: from a cotangent with the value's structure to one with the argument's. */
    @SuppressWarnings("unchecked")
    public static <A, Y> Pullback<Y, A> pullback(Fn<A, Y> f, A x) {
        var pullback = Differentiation.arguments(f, args -> f.apply((A) args[0]), x);
        return new Pullback<>(pullback.value(), dy -> (A) pullback.back(dy)[0]);
    }

    /** Value and way back of a function of two arguments. */
    @SuppressWarnings("unchecked")
    public static <A, B, Y> Pullback<Y, Pair<A, B>> pullback(Fn2<A, B, Y> f, A a, B b) {
        var pullback = Differentiation.arguments(f, args -> f.apply((A) args[0], (B) args[1]), a, b);
        return new Pullback<>(pullback.value(), dy -> {
            var back = pullback.back(dy);
            return new Pair<>((A) back[0], (B) back[1]);
        });
    }

    /** Value and way back of a function of three arguments. */
    @SuppressWarnings("unchecked")
    public static <A, B, C, Y> Pullback<Y, Triple<A, B, C>> pullback(Fn3<A, B, C, Y> f, A a, B b, C c) {
        var pullback = Differentiation.arguments(f, args -> f.apply((A) args[0], (B) args[1], (C) args[2]), a, b, c);
        return new Pullback<>(pullback.value(), dy -> {
            var back = pullback.back(dy);
            return new Triple<>((A) back[0], (B) back[1], (C) back[2]);
        });
    }

    /** Value and way back of a loss over parameters. */
    public static <Y> Pullback<Y, Grads> pullback(Fn0<Y> loss, Params params) {
        return Differentiation.parameters(loss, loss, params);
    }

    /** Value and way back of a loss over a model's parameters. */
    public static <M extends Layer, Y> Pullback<Y, Grads> pullback(Fn<M, Y> loss, M model) {
        return Differentiation.parameters(loss, () -> loss.apply(model), params(model), model);
    }

    // --- control of what flows back

    /** What {@code f} returns; nothing flows back through it. */
    public static <T> T ignore(Fn0<T> f) {
        return Rewritten.ignored(f);
    }

    /** {@code x}; nothing flows back through it. */
    public static double stopGradient(double x) {
        return x;
    }

    /** The values of {@code x}; nothing flows back through it. */
    public static Tensor stopGradient(Tensor x) {
        return new Tensor(x.array);
    }

    /** {@code x}; on its way back its cotangent passes through {@code onGradient}, which may look at it or change it. */
    public static Tensor hook(UnaryOperator<Tensor> onGradient, Tensor x) {
        return Rules.linear("hook", x.array, x, dy -> {
            Scope.release(dy.array);
            var changed = Scope.outside(() -> onGradient.apply(dy));
            Shapes.given("hook", dy.shape(), changed);
            return changed.to(dy.dataType());
        });
    }

    /**
     * {@code f(x)} without keeping what its pullback needs: {@code f} runs again on the way back, and must then give the
     * same result. Gradients reach what {@code f} captures too. Of numbers, {@code f} gets a copy.
     */
    public static <A, Y> Y checkpointed(Fn<A, Y> f, A x) {
        return Rewritten.checkpointed(f, x);
    }

    /**
     * What {@code for (int i = 0; i < steps; i++) state = step.apply(i, state);} makes of a copy of {@code state}: a
     * structure of numbers, arrays, records, lists and maps, or of tensors. Of n steps the gradient keeps about √n states;
     * on the way back the steps between two of them run again, and must then give the same. Gradients reach what
     * {@code step} captures too, but it must not write there.
     */
    public static <S> S checkpointed(int steps, S state, StepFn<S> step) {
        return Rewritten.checkpointed(steps, state, step);
    }

    /** The same for a state that is a number. */
    public static double checkpointed(int steps, double state, DoubleStepFn step) {
        var at = state;
        for (var i = 0; i < steps; i++) {
            at = step.apply(i, at);
        }
        return at;
    }

    /**
     * A function whose value and pullback are given by {@code rule}; what the rule does is not recorded. For second
     * derivatives the rule must be written with tensor operations.
     */
    public static <A, Y> Fn<A, Y> customRule(Fn<A, Pullback<Y, A>> rule) {
        return x -> Rewritten.custom(rule, x);
    }

    // --- products with derivatives, and whole derivatives

    /** The derivative times {@code dx}, in forward mode: nothing is recorded. */
    public static double jvp(DoubleFn f, double x, double dx) {
        return Codes.jvp(f, new double[]{x}, new double[]{dx});
    }

    /**
     * The Jacobian times the tangent {@code dx} of the argument: how the value moves when {@code x} moves along it. With
     * tensors in the argument the value is a {@code Tensor}.
     */
    public static <A, Y> Y jvp(Fn<A, Y> f, A x, A dx) {
        return Higher.jvp(f, x, dx);
    }

    /** The derivative times {@code dy}. */
    public static double vjp(DoubleFn f, double x, double dy) {
        return pullback(f, x).back(dy);
    }

    /** The transposed Jacobian times the cotangent {@code dy} of the value: {@code pullback(f, x).back(dy)}. */
    public static <A, Y> A vjp(Fn<A, Y> f, A x, Y dy) {
        return pullback(f, x).back(dy);
    }

    /** The Hessian of a scalar function times {@code v}, which has the argument's structure. */
    public static <A> A hvp(Fn<A, ?> f, A x, A v) {
        return Higher.hvp(f, x, v);
    }

    /**
     * The Jacobian (outputs × inputs): elements of value and argument are both counted through the rows, so that for y (m, n) and x
     * (p, q) row i n + k, column j q + l is how y(i, k) moves with x(j, l). One pullback an output.
     */
    public static Tensor jacobian(Fn<Tensor, Tensor> f, Tensor x) {
        return Higher.jacobian(pullback(f, x), x);
    }

    /**
     * The Jacobian (outputs × inputs): a way back for each output, or with fewer inputs a run with tangents for each input.
     * Each run gets a copy of {@code x}.
     */
    public static double[][] jacobian(Fn<double[], double[]> f, double[] x) {
        return Higher.jacobian(f, x);
    }

    /** The Hessian (n × n) of a scalar function of a tensor of n elements, counted through the rows: a pullback for each. */
    public static Tensor hessian(Fn<Tensor, ?> f, Tensor x) {
        return Higher.jacobian(pullback(z -> gradient(f, z), x), x);
    }

    /** The second derivative. */
    public static double hessian(DoubleFn f, double x) {
        return Codes.hvp(f, new double[]{x}, new double[]{1})[0];
    }

    /** The Hessian (n × n) of a function of n numbers, which runs n times, each time with a copy of {@code x}. */
    public static double[][] hessian(Fn<double[], ?> f, double[] x) {
        return Higher.hessian(f, x);
    }

    /** The diagonal of the Hessian, in the argument's shape. */
    public static Tensor diagHessian(Fn<Tensor, ?> f, Tensor x) {
        return hessian(f, x).diagonal().reshape(x.shape());
    }

    /** The second derivative. */
    public static double diagHessian(DoubleFn f, double x) {
        return hessian(f, x);
    }

    /** The diagonal of the Hessian: the second derivative in each element. */
    public static double[] diagHessian(Fn<double[], ?> f, double[] x) {
        double[][] rows = hessian(f, x);
        var diagonal = new double[x.length];
        Arrays.setAll(diagonal, i -> rows[i][i]);
        return diagonal;
    }

    // --- checking

    /** Compares the derivative with central differences. */
    public static GradientCheck gradientCheck(DoubleFn f, double x) {
        return GradientChecker.numbers(a -> f.apply(a[0]), a -> Codes.gradient(f, a), x);
    }

    /** Compares the partial derivatives with central differences. */
    public static GradientCheck gradientCheck(DoubleFn2 f, double x, double y) {
        return GradientChecker.numbers(a -> f.apply(a[0], a[1]), a -> Codes.gradient(f, a), x, y);
    }

    /** Compares the partial derivatives with central differences. */
    public static GradientCheck gradientCheck(DoubleFn3 f, double x, double y, double z) {
        return GradientChecker.numbers(a -> f.apply(a[0], a[1], a[2]), a -> Codes.gradient(f, a), x, y, z);
    }

    /**
     * Compares the pullback, and with tensors the product with a tangent, with central differences: any structure of tensors as
     * result, of numbers, arrays and records a number.
     */
    @SuppressWarnings("unchecked")
    public static <A> GradientCheck gradientCheck(Fn<A, ?> f, A x) {
        return GradientChecker.arguments(f, args -> f.apply((A) args[0]), x);
    }

    /** The same in both arguments. */
    @SuppressWarnings("unchecked")
    public static <A, B> GradientCheck gradientCheck(Fn2<A, B, ?> f, A a, B b) {
        return GradientChecker.arguments(f, args -> f.apply((A) args[0], (B) args[1]), a, b);
    }

    /** The same in all three arguments. */
    @SuppressWarnings("unchecked")
    public static <A, B, C> GradientCheck gradientCheck(Fn3<A, B, C, ?> f, A a, B b, C c) {
        return GradientChecker.arguments(f, args -> f.apply((A) args[0], (B) args[1], (C) args[2]), a, b, c);
    }

    /** The same in parameters, which are changed meanwhile and get their values back. */
    public static GradientCheck gradientCheck(Fn0<?> loss, Params params) {
        return GradientChecker.parameters(loss, loss, params);
    }

    /** The same in a model's parameters. */
    public static <M extends Layer> GradientCheck gradientCheck(Fn<M, ?> loss, M model) {
        return GradientChecker.parameters(loss, () -> loss.apply(model), params(model), model);
    }

    // --- looking inside

    /**
     * The code that computes the gradient of {@code f}: the function with what it records, and the reverse sweep, as Java
     * with the function's own names and lines; then the same of each method that it calls with differentiated values.
     *
     * @throws UnsupportedOperationException when the code can't be differentiated
     */
    public static SourceText showAdjoint(DoubleFn f) {
        return Codes.adjoint(f);
    }

    /** The same of a function of two numbers. */
    public static SourceText showAdjoint(DoubleFn2 f) {
        return Codes.adjoint(f);
    }

    /** The same of a function of three numbers. */
    public static SourceText showAdjoint(DoubleFn3 f) {
        return Codes.adjoint(f);
    }

    /** The same of any function of plain numbers, arrays, records, ...: an {@link Fn}, {@link Fn2} or {@link Fn3}. */
    public static SourceText showAdjoint(Serializable f) {
        return Codes.adjoint(f);
    }

    /** The same of a lambda whose parameter is of the type of {@code x}; nothing is computed. */
    public static <A> SourceText showAdjoint(Fn<A, ?> f, A x) {
        Objects.requireNonNull(x, "x");
        return Codes.adjoint(f);
    }
}
