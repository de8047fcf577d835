package gradshell.compile.corpus;

import static java.lang.Math.abs;

import gradshell.DoubleFn;
import gradshell.DoubleFn2;
import gradshell.DoubleFn3;
import gradshell.Fn;
import gradshell.Gradshell;
import gradshell.Pullback;
import gradshell.WithGradient;
import gradshell.compile.Leaves;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A function, an argument to differentiate it at, and what its gradient must agree with.
 *
 * @param <A> the argument; an array for functions of two or three numbers
 */
public final class Case<A> {
    private static int effects;

    private final String name;
    private final A argument;
    private final ToDoubleFunction<A> f;
    private final Function<A, WithGradient<Double, A>> withGradient;
    private final Function<A, Pullback<Double, A>> pullback;
    private final ToDoubleBiFunction<A, A> jvp;
    private UnaryOperator<A> closedForm;
    private double difference = 1e-4;
    private double tolerance = 1e-7;
    private boolean forwards = true;

    private Case(String name, A argument, ToDoubleFunction<A> f, Function<A, WithGradient<Double, A>> withGradient,
            Function<A, Pullback<Double, A>> pullback, ToDoubleBiFunction<A, A> jvp) {
        this.name = name;
        this.argument = argument;
        this.f = f;
        this.withGradient = withGradient;
        this.pullback = pullback;
        this.jvp = jvp;
    }

    /** A function of one number. */
    public static Case<Double> at(String name, DoubleFn f, double x) {
        return new Case<>(name, x, f::apply, a -> Gradshell.withGradient(f, a), a -> Gradshell.pullback(f, a),
                (a, da) -> Gradshell.jvp(f, a, da));
    }

    /** A function of two numbers. */
    public static Case<double[]> at(String name, DoubleFn2 f, double x, double y) {
        return new Case<>(name, new double[]{x, y}, a -> f.apply(a[0], a[1]),
                a -> Gradshell.withGradient(f, a[0], a[1]), a -> Gradshell.pullback(f, a[0], a[1]),
                (a, da) -> Gradshell.jvp((Fn<double[], Double>) b -> f.apply(b[0], b[1]), a, da));
    }

    /** A function of three numbers. */
    public static Case<double[]> at(String name, DoubleFn3 f, double x, double y, double z) {
        return new Case<>(name, new double[]{x, y, z}, a -> f.apply(a[0], a[1], a[2]),
                a -> Gradshell.withGradient(f, a[0], a[1], a[2]), a -> Gradshell.pullback(f, a[0], a[1], a[2]),
                (a, da) -> Gradshell.jvp((Fn<double[], Double>) b -> f.apply(b[0], b[1], b[2]), a, da));
    }

    /** A function of anything else. */
    public static <A> Case<A> at(String name, Fn<A, Double> f, A x) {
        return new Case<>(name, x, f::apply, a -> Gradshell.withGradient(f, a), a -> Gradshell.pullback(f, a),
                (a, da) -> Gradshell.jvp(f, a, da));
    }

    /** A function of an array. */
    public static Case<double[]> on(String name, Fn<double[], Double> f, double... x) {
        return at(name, f, x);
    }

    /** What the gradient must be, but for rounding. */
    public Case<A> is(UnaryOperator<A> gradient) {
        closedForm = gradient;
        return this;
    }

    /** The function computes in {@code float}, so that differences need large steps and say little. */
    public Case<A> inFloat() {
        difference = 2e-2;
        tolerance = 2e-3;
        return this;
    }

    /** The function has no forward mode: numbers and tensors meet in it. */
    public Case<A> backwards() {
        forwards = false;
        return this;
    }

    /** Something that a function does besides computing; must happen as often as in a plain call. */
    public static void effect() {
        effects++;
    }

    /** Whether the gradient agrees with all there is to compare it with; throws, saying where not. */
    public boolean check() {
        A plain = Leaves.copy(argument);
        int before = effects;
        double value = f.applyAsDouble(plain);
        int once = effects - before;
        A given = Leaves.copy(argument);
        var result = withGradient.apply(given);
        double[] gradient = Leaves.of(result.gradient());
        same("value", value, result.value(), 1e-14);
        same("effects", 2 * once, effects - before, 0);
        same("argument after the call", Leaves.of(plain), Leaves.of(given), 0);
        var back = pullback.apply(Leaves.copy(argument));
        same("first sweep of the pullback", gradient, Leaves.of(back.back(1.0)), 1e-14);
        same("second sweep of the pullback", gradient, Leaves.of(back.back(1.0)), 1e-14);
        if (forwards) checkForwards(gradient);
        same("by differences", Leaves.differences(f, argument, difference), gradient, tolerance);
        if (closedForm != null) same("closed form", Leaves.of(closedForm.apply(argument)), gradient, tolerance / 100);
        return true;
    }

    private void checkForwards(double[] gradient) {
        double[] step = IntStream.range(0, gradient.length).mapToDouble(i -> Math.cos(i + 1)).toArray();
        double slope = jvp.applyAsDouble(Leaves.copy(argument), Leaves.with(argument, step));
        same("forwards", IntStream.range(0, step.length).mapToDouble(i -> gradient[i] * step[i]).sum(), slope,
                tolerance / 1000);
    }

    private void same(String what, double[] expected, double[] actual, double tolerance) {
        same(what + ", size", expected.length, actual.length, 0);
        for (int i = 0; i < expected.length; i++) same(what + ", number " + i, expected[i], actual[i], tolerance);
    }

    private void same(String what, double expected, double actual, double tolerance) {
        if (Double.compare(expected, actual) == 0 || abs(expected - actual) <= tolerance * (1 + abs(expected))) return;
        throw new AssertionError(name + ", " + what + ": expected " + expected + ", was " + actual);
    }

    @Override
    public String toString() {
        return name;
    }
}
