package gradshell.compile.corpus;

import static gradshell.compile.corpus.Case.at;
import static gradshell.compile.corpus.Case.effect;
import static gradshell.compile.corpus.Case.on;

import gradshell.DoubleFn;
import gradshell.DoubleFn2;
import gradshell.Fn;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleFunction;
import java.util.function.DoublePredicate;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** Lambdas and method references that capture active values and are called inside. */
public final class Lambdas {
    /** One of our own. */
    @FunctionalInterface
    public interface Mix {
        double mix(double a, int n, double[] b);
    }

    private Lambdas() {}

    public static List<Case<?>> cases() {
        return List.of(at("called at once", Lambdas::atOnce, 1.3),
                at("captures a number", Lambdas::captures, 1.3).is(x -> 2 * x + 2),
                at("captures and is given", Lambdas::capturesAndIsGiven, 1.3), at("binary", Lambdas::binary, 1.3),
                at("supplier", Lambdas::supplier, 1.3),
                at("Function of Double", Lambdas::boxedFunction, 1.3),
                at("BiFunction of Doubles", Lambdas::boxedBiFunction, 1.3),
                at("UnaryOperator", Lambdas::unaryOperator, 1.3), at("BinaryOperator", Lambdas::binaryOperator, 1.3),
                at("Supplier of Double", Lambdas::boxedSupplier, 1.3),
                at("ToDoubleFunction", Lambdas::toDouble, 1.3), at("IntToDoubleFunction", Lambdas::intToDouble, 1.3),
                at("DoubleFunction", Lambdas::doubleFunction, 1.3),
                at("predicate", Lambdas::predicate, 1.3), at("DoubleFn", Lambdas::ourFn, 1.3),
                at("DoubleFn2", Lambdas::ourFn2, 1.3), at("Fn", Lambdas::ourGenericFn, 1.3),
                at("own interface", Lambdas::ownInterface, 1.3),
                at("static method reference", x -> apply(Calls::square, x), 1.3),
                at("Math reference", x -> apply(Math::sin, x), 1.3),
                at("bound method reference", x -> apply(new Calls.Line(x)::at, 2), 1.3),
                at("unbound method reference", Lambdas::unbound, 1.3),
                at("constructor reference", Lambdas::constructor, 1.3),
                at("array constructor reference", Lambdas::arrayConstructor, 1.3),
                at("interface method reference", Lambdas::interfaceReference, 1.3),
                at("returned", x -> adder(x).applyAsDouble(2 * x), 1.3),
                at("curried", x -> curried(x).apply(x * x).applyAsDouble(3), 1.3),
                at("composed", Lambdas::composed, 1.3),
                at("andThen", Lambdas::andThen, 1.3), at("Function.compose", Lambdas::functionCompose, 1.3),
                at("Function.identity", x -> Function.<Double>identity().apply(x * x), 1.3),
                at("nested capture", Lambdas::nestedCapture, 1.3),
                at("lambda in a lambda", Lambdas::lambdaInLambda, 1.3), at("in a loop", Lambdas::inLoop, 1.3),
                at("iterated", x -> iterate(y -> Math.cos(x * y), 1, 6), 0.7),
                at("chosen at run time", Lambdas::chosen, 1.3), at("in an array", Lambdas::inArray, 1.3),
                at("in a list", Lambdas::inList, 0.7),
                at("recursive through a field", x -> new Recursion().f.apply(x), 3.3),
                at("writes a captured array", Lambdas::writesCaptured, 1.3),
                on("captures an array", Lambdas::capturesArray, 1, 2, 3),
                on("captures this", x -> new Holder(x).product(), 2, 3), at("Consumer", Lambdas::consumer, 1.3),
                at("Runnable", Lambdas::runnable, 1.3), at("integral", x -> integral(t -> Math.exp(-x * t), 0, 1), 0.8),
                at("Newton on a lambda", x -> root(y -> y * y - x, y -> 2 * y, 1), 2).is(x -> 0.5 / Math.sqrt(x)),
                at("Runge–Kutta of a lambda", x -> solve((t, y) -> x * y - t, 1), 0.8),
                at("effects in a lambda", Lambdas::effects, 1.3),
                at("captures integers", Lambdas::capturesIntegers, 1.3),
                at("DoubleUnaryOperator.identity", x -> DoubleUnaryOperator.identity().applyAsDouble(x * x), 1.3),
                at("Church numeral", x -> three(y -> y * x).applyAsDouble(2), 1.3));
    }

    public static double apply(DoubleUnaryOperator f, double x) {
        return f.applyAsDouble(x);
    }

    public static double atOnce(double x) {
        DoubleUnaryOperator f = y -> y * y;
        return f.applyAsDouble(x);
    }

    public static double captures(double x) {
        DoubleUnaryOperator f = y -> x * y;
        return f.applyAsDouble(2) + f.applyAsDouble(x);
    }

    public static double capturesAndIsGiven(double x) {
        double k = x * x;
        DoubleUnaryOperator f = y -> k * y + x;
        return f.applyAsDouble(k) * f.applyAsDouble(3);
    }

    public static double binary(double x) {
        DoubleBinaryOperator f = (a, b) -> a * b * b + x;
        return f.applyAsDouble(x, 3) - f.applyAsDouble(2, x);
    }

    public static double supplier(double x) {
        DoubleSupplier f = () -> x * x;
        return f.getAsDouble() * x;
    }

    public static double boxedFunction(double x) {
        Function<Double, Double> f = y -> y * y * x;
        return f.apply(x + 1);
    }

    public static double boxedBiFunction(double x) {
        BiFunction<Double, Integer, Double> f = (y, n) -> y * n + x;
        return f.apply(x * x, 3);
    }

    public static double unaryOperator(double x) {
        UnaryOperator<double[]> f = a -> new double[]{a[1] * x, a[0]};
        return f.apply(f.apply(new double[]{x, 2}))[0];
    }

    public static double binaryOperator(double x) {
        BinaryOperator<Double> f = (a, b) -> a / b;
        return f.apply(x * x, x + 1);
    }

    public static double boxedSupplier(double x) {
        Supplier<Double> f = () -> Math.sin(x);
        return f.get() * f.get();
    }

    public static double toDouble(double x) {
        ToDoubleFunction<double[]> f = a -> a[0] * a[1] + x;
        return f.applyAsDouble(new double[]{x, x * x});
    }

    public static double intToDouble(double x) {
        IntToDoubleFunction f = n -> Math.pow(x, n);
        return f.applyAsDouble(3) - f.applyAsDouble(2);
    }

    public static double doubleFunction(double x) {
        DoubleFunction<double[]> f = y -> new double[]{y, y * x};
        return f.apply(x * x)[1];
    }

    public static double predicate(double x) {
        DoublePredicate large = y -> y * x > 1;
        return large.test(x) ? x * x : x;
    }

    public static double ourFn(double x) {
        DoubleFn f = y -> y * x;
        return f.apply(f.apply(2));
    }

    public static double ourFn2(double x) {
        DoubleFn2 f = (y, z) -> y * x - z;
        return f.apply(x * x, 2 * x);
    }

    public static double ourGenericFn(double x) {
        Fn<double[], Double> f = a -> a[0] * x + a[1];
        return f.apply(new double[]{x, x * x});
    }

    public static double ownInterface(double x) {
        Mix mix = (a, n, b) -> a * n + b[0] * x;
        return mix.mix(x * x, 3, new double[]{x});
    }

    public static double unbound(double x) {
        ToDoubleFunction<Calls.Builder> get = Calls.Builder::get;
        return get.applyAsDouble(new Calls.Builder().add(x).times(x));
    }

    public static double constructor(double x) {
        DoubleFunction<Calls.Line> make = Calls.Line::new;
        return make.apply(x).at(x);
    }

    public static double arrayConstructor(double x) {
        java.util.function.IntFunction<double[]> make = double[]::new;
        double[] a = make.apply(2);
        a[1] = x * x;
        return a[1] * a[1] + a[0];
    }

    public static double interfaceReference(double x) {
        BiFunction<Calls.Law, Double, Double> at = Calls.Law::at;
        return at.apply(new Calls.Raised(), x);
    }

    public static DoubleUnaryOperator adder(double x) {
        return y -> x * x + y;
    }

    public static DoubleFunction<DoubleUnaryOperator> curried(double x) {
        return y -> z -> x * y * z + x;
    }

    public static double composed(double x) {
        DoubleUnaryOperator f = y -> y * x;
        return f.compose(Math::sin).applyAsDouble(x);
    }

    public static double andThen(double x) {
        DoubleUnaryOperator f = y -> y * x;
        return f.andThen(Math::exp).applyAsDouble(0.3);
    }

    public static double functionCompose(double x) {
        Function<Double, Double> f = y -> y * x;
        Function<Double, Double> g = y -> y + x;
        return f.compose(g).andThen(g).apply(x);
    }

    public static double nestedCapture(double x) {
        double y = x * x;
        Supplier<DoubleSupplier> f = () -> () -> x * y;
        return f.get().getAsDouble();
    }

    public static double lambdaInLambda(double x) {
        DoubleUnaryOperator f = y -> {
            DoubleUnaryOperator g = z -> z * y * x;
            return g.applyAsDouble(y) + g.applyAsDouble(x);
        };
        return f.applyAsDouble(x + 1);
    }

    public static double inLoop(double x) {
        double s = x;
        for (int i = 1; i < 5; i++) {
            double k = s / i;
            DoubleUnaryOperator f = y -> k * y + x;
            s = f.applyAsDouble(s) * 0.3;
        }
        return s;
    }

    public static double iterate(DoubleUnaryOperator f, double x, int n) {
        for (int i = 0; i < n; i++) x = f.applyAsDouble(x);
        return x;
    }

    public static double chosen(double x) {
        DoubleUnaryOperator f = x > 1 ? y -> y * x : y -> y - x;
        DoubleUnaryOperator g = x < 1 ? Math::sin : Math::cos;
        return f.applyAsDouble(g.applyAsDouble(x));
    }

    public static double inArray(double x) {
        DoubleUnaryOperator[] all = {Math::sin, y -> y * x, y -> y + 1};
        double s = x;
        for (DoubleUnaryOperator f : all) s = f.applyAsDouble(s);
        return s;
    }

    public static double inList(double x) {
        double s = x;
        for (DoubleUnaryOperator f : List.<DoubleUnaryOperator>of(Math::exp, y -> y / x, Math::log))
            s = f.applyAsDouble(s);
        return s;
    }

    public static final class Recursion {
        final DoubleFn f = x -> x < 1 ? x : x * this.f.apply(x - 1);
    }

    public static double writesCaptured(double x) {
        double[] sum = new double[1];
        DoubleFunction<Void> add = y -> {
            sum[0] += y * x;
            return null;
        };
        add.apply(x);
        add.apply(3);
        return sum[0];
    }

    public static double capturesArray(double[] x) {
        IntToDoubleFunction f = i -> x[i] * x[0];
        double s = 0;
        for (int i = 0; i < x.length; i++) s += f.applyAsDouble(i);
        return s;
    }

    public static final class Holder {
        private final double[] x;
        private double sum;

        public Holder(double[] x) {
            this.x = x;
        }

        public double product() {
            Consumer<Double> add = y -> sum = sum * x[0] + y;
            add.accept(x[1]);
            add.accept(x[0]);
            return sum;
        }
    }

    public static double consumer(double x) {
        double[] last = new double[1];
        Consumer<Double> keep = y -> last[0] = y * x;
        keep.accept(x * x);
        return last[0];
    }

    public static double runnable(double x) {
        double[] held = {x};
        Runnable square = () -> held[0] *= held[0];
        square.run();
        square.run();
        return held[0];
    }

    public static double integral(DoubleUnaryOperator f, double a, double b) {
        int n = 10;
        double h = (b - a) / n;
        double s = 0;
        for (int i = 0; i < n; i++) s += h * f.applyAsDouble(a + h * (i + 0.5));
        return s;
    }

    public static double root(DoubleUnaryOperator f, DoubleUnaryOperator slope, double start) {
        double y = start;
        for (int i = 0; i < 8; i++) y -= f.applyAsDouble(y) / slope.applyAsDouble(y);
        return y;
    }

    public static double solve(DoubleBinaryOperator f, double y) {
        double h = 0.25;
        for (int i = 0; i < 4; i++) {
            double t = i * h;
            double k1 = f.applyAsDouble(t, y);
            double k2 = f.applyAsDouble(t + h / 2, y + h / 2 * k1);
            double k3 = f.applyAsDouble(t + h / 2, y + h / 2 * k2);
            double k4 = f.applyAsDouble(t + h, y + h * k3);
            y += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
        }
        return y;
    }

    public static double effects(double x) {
        DoubleUnaryOperator f = y -> {
            effect();
            return y * x;
        };
        return f.applyAsDouble(f.applyAsDouble(x));
    }

    public static double capturesIntegers(double x) {
        int n = (int) (x * 3);
        String text = "abc";
        DoubleUnaryOperator f = y -> y * n + text.length();
        return f.applyAsDouble(x * x);
    }

    public static DoubleUnaryOperator three(DoubleUnaryOperator f) {
        return x -> f.applyAsDouble(f.applyAsDouble(f.applyAsDouble(x)));
    }
}
