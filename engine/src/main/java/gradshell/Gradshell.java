package gradshell;

import gradshell.tape.Tape;
import java.util.function.UnaryOperator;

/**
 * Differentiation: what a user types. A function's result must be a scalar {@code Tensor} for {@code gradient} and
 * {@code withGradient}, any structure of tensors for {@code pullback}, and a {@code double} for functions of doubles.
 */
public final class Gradshell {
    private Gradshell() {}

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
        return withGradient(f, x).gradient();
    }

    /** The gradients in both arguments. */
    public static <A, B> Pair<A, B> gradient(Fn2<A, B, ?> f, A a, B b) {
        return withGradient(f, a, b).gradient();
    }

    /** The gradients in the three arguments. */
    public static <A, B, C> Triple<A, B, C> gradient(Fn3<A, B, C, ?> f, A a, B b, C c) {
        return withGradient(f, a, b, c).gradient();
    }

    /** The gradients of a loss in parameters: the implicit style. */
    public static Grads gradient(Fn0<?> loss, Params params) {
        return withGradient(loss, params).gradient();
    }

    /** The gradients of a loss in a model's parameters: the explicit style. */
    public static <M extends Layer> Grads gradient(Fn<M, ?> loss, M model) {
        return withGradient(loss, model).gradient();
    }

    // --- value and gradient

    /** Value and derivative of a function of one number. */
    public static WithGradient<Double, Double> withGradient(DoubleFn f, double x) {
        var pullback = Codes.pullback(f, x);
        return new WithGradient<>(pullback.value(), pullback.back(1.0)[0]);
    }

    /** Value and partial derivatives of a function of two numbers. */
    public static WithGradient<Double, double[]> withGradient(DoubleFn2 f, double x, double y) {
        var pullback = Codes.pullback(f, x, y);
        return new WithGradient<>(pullback.value(), pullback.back(1.0));
    }

    /** Value and partial derivatives of a function of three numbers. */
    public static WithGradient<Double, double[]> withGradient(DoubleFn3 f, double x, double y, double z) {
        var pullback = Codes.pullback(f, x, y, z);
        return new WithGradient<>(pullback.value(), pullback.back(1.0));
    }

    /** Value and gradient of a scalar function. */
    public static <A, Y> WithGradient<Y, A> withGradient(Fn<A, Y> f, A x) {
        return Differentiation.atOne(pullback(f, x));
    }

    /** Value and gradients of a scalar function of two arguments. */
    public static <A, B, Y> WithGradient<Y, Pair<A, B>> withGradient(Fn2<A, B, Y> f, A a, B b) {
        return Differentiation.atOne(pullback(f, a, b));
    }

    /** Value and gradients of a scalar function of three arguments. */
    public static <A, B, C, Y> WithGradient<Y, Triple<A, B, C>> withGradient(Fn3<A, B, C, Y> f, A a, B b, C c) {
        return Differentiation.atOne(pullback(f, a, b, c));
    }

    /** Value and gradients of a loss in parameters. */
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
        var pullback = Differentiation.arguments(args -> f.apply((A) args[0]), x);
        return new Pullback<>(pullback.value(), dy -> (A) pullback.back(dy)[0]);
    }

    /** Value and way back of a function of two arguments. */
    @SuppressWarnings("unchecked")
    public static <A, B, Y> Pullback<Y, Pair<A, B>> pullback(Fn2<A, B, Y> f, A a, B b) {
        var pullback = Differentiation.arguments(args -> f.apply((A) args[0], (B) args[1]), a, b);
        return new Pullback<>(pullback.value(), dy -> {
            var back = pullback.back(dy);
            return new Pair<>((A) back[0], (B) back[1]);
        });
    }

    /** Value and way back of a function of three arguments. */
    @SuppressWarnings("unchecked")
    public static <A, B, C, Y> Pullback<Y, Triple<A, B, C>> pullback(Fn3<A, B, C, Y> f, A a, B b, C c) {
        var pullback = Differentiation.arguments(args -> f.apply((A) args[0], (B) args[1], (C) args[2]), a, b, c);
        return new Pullback<>(pullback.value(), dy -> {
            var back = pullback.back(dy);
            return new Triple<>((A) back[0], (B) back[1], (C) back[2]);
        });
    }

    /** Value and way back of a loss over parameters. */
    public static <Y> Pullback<Y, Grads> pullback(Fn0<Y> loss, Params params) {
        return Differentiation.parameters(loss, params);
    }

    /** Value and way back of a loss over a model's parameters. */
    public static <M extends Layer, Y> Pullback<Y, Grads> pullback(Fn<M, Y> loss, M model) {
        return Differentiation.parameters(() -> loss.apply(model), params(model));
    }

    // --- control of what flows back

    /** What {@code f} returns; nothing flows back through it. */
    public static <T> T ignore(Fn0<T> f) {
        return Tape.paused(f::apply);
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
            var changed = onGradient.apply(dy);
            Shapes.same("hook", dy.shape(), changed.shape());
            return changed.to(dy.dataType());
        });
    }
}
