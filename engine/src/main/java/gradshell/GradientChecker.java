package gradshell;

import gradshell.array.Array;
import gradshell.array.ElementType;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * Compares pullbacks with five-point central differences. A result of many elements is multiplied with fixed weights, so
 * that one run checks a combination of all its gradients.
 */
final class GradientChecker {
    private static final double DOUBLE_STEP = 1e-3;
    private static final double DOUBLE_TOLERANCE = 1e-6;
    private static final double DOUBLE_ROUNDING = Math.ulp(1.0);
    private static final double FLOAT_STEP = 2e-2;
    private static final double FLOAT_TOLERANCE = 5e-3;
    private static final double FLOAT_ROUNDING = Math.ulp(1f);

    private double absolute;
    private double relative;
    private String where = "";

    private GradientChecker() {}

    static GradientCheck numbers(ToDoubleFunction<double[]> f, Function<double[], double[]> gradient, double... x) {
        return numbers(f, gradient, false, x);
    }

    private static GradientCheck numbers(ToDoubleFunction<double[]> f, Function<double[], double[]> gradient,
            boolean single, double... x) {
        var checker = new GradientChecker();
        var rounding = single ? FLOAT_ROUNDING : DOUBLE_ROUNDING;
        var derivatives = gradient.apply(x);
        for (var i = 0; i < x.length; i++) {
            var step = (single ? FLOAT_STEP : DOUBLE_STEP) * Math.max(1, Math.abs(x[i]));
            var at = i;
            var size = Math.abs(f.applyAsDouble(x));
            var slope = slope(step, h -> {
                var moved = x.clone();
                moved[at] += h;
                return f.applyAsDouble(moved);
            });
            checker.compare("argument " + i, derivatives[i], slope, 20 * rounding * size / step);
        }
        return checker.result(0, single ? FLOAT_TOLERANCE : DOUBLE_TOLERANCE);
    }

    /** Of code that takes tensors, or numbers: then its result is a number. */
    static <Y> GradientCheck arguments(Serializable code, Function<Object[], Y> f, Object... args) {
        return Codes.arePlain(args) ? plain(code, f, args) : tensors(code, f, args);
    }

    private static <Y> GradientCheck plain(Serializable code, Function<Object[], Y> f, Object... args) {
        return numbers(row -> ((Number) f.apply(PlainNumbers.with(row, args))).doubleValue(),
                row -> PlainNumbers.row(Codes.withGradient(code, PlainNumbers.with(row, args)).gradient()),
                PlainNumbers.anyFloat(args), PlainNumbers.row(args));
    }

    private static <Y> GradientCheck tensors(Serializable code, Function<Object[], Y> f, Object... args) {
        var leaves = Structure.leaves(Arrays.asList(args));
        var pullback = Differentiation.arguments(code, f, args);
        var weights = weights(pullback.value());
        var gradients = Structure.leaves(Arrays.asList(pullback.back(weights)));
        var checker = new GradientChecker();
        for (var k = 0; k < leaves.size(); k++) {
            var number = k;
            checker.leaf("place " + k, leaves.get(k), gradients.get(k), weights, moved -> {
                var replaced = new ArrayList<>(leaves);
                replaced.set(number, moved);
                var next = replaced.iterator();
                var inputs = Arrays.stream(args).map(a -> Structure.map(a, _ -> next.next())).toArray();
                return f.apply(inputs);
            });
        }
        // compiled code has no products with tangents of tensors
        return checker.result(
                Codes.mixes(code, args.length, Arrays.asList(args)) ? 0 : forward(pullback, weights, args),
                tolerance(leaves));
    }

    static <Y> GradientCheck parameters(Serializable code, Fn0<Y> f, Params params, Object... args) {
        var pullback = Differentiation.parameters(code, f, params, args);
        var weights = weights(pullback.value());
        var grads = pullback.back(weights);
        var checker = new GradientChecker();
        for (var p : params) {
            var before = new Tensor(p.array.copy());
            var gradient = grads.has(p) ? grads.get(p) : new Tensor(Array.full(p.array.type(), 0, p.shape()));
            checker.leaf(params.name(p), before, gradient, weights, moved -> {
                p.assign(moved);
                try {
                    return f.apply();
                } finally {
                    p.assign(before);
                }
            });
        }
        return checker.result(0, tolerance(params.tensors()));
    }

    private void leaf(String name, Tensor x, Tensor gradient, Object weights, Function<Tensor, Object> f) {
        var isFloat = x.array.type() == ElementType.FLOAT;
        var values = x.array.toDoubleArray();
        var derivatives = gradient.array.toDoubleArray();
        var size = product(f.apply(x), weights, true);
        for (var i = 0; i < values.length; i++) {
            var step = (isFloat ? FLOAT_STEP : DOUBLE_STEP) * Math.max(1, Math.abs(values[i]));
            var at = i;
            var slope = slope(step, h -> {
                var moved = values.clone();
                moved[at] += h;
                return product(f.apply(new Tensor(Array.of(moved, x.shape()).to(x.array.type()))), weights, false);
            });
            var noise = 20 * (isFloat ? FLOAT_ROUNDING : DOUBLE_ROUNDING) * size / step;
            compare("%s, element %d".formatted(name, i), derivatives[i], slope, noise);
        }
    }

    private void compare(String place, double derivative, double difference, double noise) {
        var apart = Math.abs(derivative - difference);
        if (derivative == difference) {
            return;
        }
        var larger = Math.max(Math.abs(derivative), Math.abs(difference));
        var share = Double.isNaN(apart) ? Double.POSITIVE_INFINITY : Math.max(0, apart - noise) / larger;
        absolute = Double.isNaN(apart) ? Double.POSITIVE_INFINITY : Math.max(absolute, apart);
        if (share > relative) {
            relative = share;
            where = "%s (derivative %s, difference quotient %s)".formatted(place, derivative, difference);
        }
    }

    private GradientCheck result(double forward, double tolerance) {
        return new GradientCheck(absolute, relative, forward, tolerance, where);
    }

    /** The weights times the tangent, forwards and backwards: ⟨w, J v⟩ against ⟨Jᵀ w, v⟩. */
    private static <Y> double forward(Pullback<Y, Object[]> pullback, Y weights, Object... args) {
        var random = RandomGenerator.getDefault();
        var direction = Arrays.stream(args).map(a -> Structure.map(a, t -> random(t, random::nextGaussian))).toArray();
        var forwards = product(Higher.tangents(pullback, direction)[0], weights, false);
        var size = product(Higher.tangents(pullback, direction)[0], weights, true);
        var backwards = product(Arrays.asList(pullback.back(weights)), Arrays.asList(direction), false);
        return forwards == backwards ? 0 : Math.abs(forwards - backwards) / Math.max(size, Math.abs(backwards));
    }

    /** The sum of products, or of their absolute values, over all places. */
    private static double product(Object a, Object b, boolean absolute) {
        if (a instanceof Number x) {
            var product = x.doubleValue() * ((Number) b).doubleValue();
            return absolute ? Math.abs(product) : product;
        }
        var sum = 0.0;
        var others = Structure.leaves(b).iterator();
        for (var part : Structure.leaves(a)) {
            var x = part.array.toDoubleArray();
            var y = others.next().array.toDoubleArray();
            for (var i = 0; i < x.length; i++) {
                sum += absolute ? Math.abs(x[i] * y[i]) : x[i] * y[i];
            }
        }
        return sum;
    }

    @SuppressWarnings("unchecked")
    private static <Y> Y weights(Y like) {
        if (like instanceof Number) {
            return Differentiation.one(like);
        }
        var count = new int[1];
        return (Y) Structure.map(like, t -> random(t, () -> 1 + Math.sin(++count[0]) / 2));
    }

    private static Tensor random(Tensor like, Supplier<Double> next) {
        var values = new double[Math.toIntExact(like.size())];
        Arrays.setAll(values, _ -> next.get());
        return new Tensor(Array.of(values, like.shape()).to(like.array.type()));
    }

    private static double slope(double h, DoubleUnaryOperator f) {
        var near = f.applyAsDouble(h) - f.applyAsDouble(-h);
        var far = f.applyAsDouble(2 * h) - f.applyAsDouble(-2 * h);
        return (8 * near - far) / (12 * h);
    }

    private static double tolerance(List<Tensor> leaves) {
        var anyFloat = leaves.stream().anyMatch(t -> t.array.type() == ElementType.FLOAT);
        return anyFloat ? FLOAT_TOLERANCE : DOUBLE_TOLERANCE;
    }
}
