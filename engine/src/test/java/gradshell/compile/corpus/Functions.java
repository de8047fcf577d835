package gradshell.compile.corpus;

import static gradshell.compile.corpus.Case.at;

import java.util.List;

/** The methods of {@code Math}, {@code StrictMath}, {@code Double} and {@code Float}. */
public final class Functions {
    private Functions() {}

    public static List<Case<?>> cases() {
        return List.of(at("sin", Math::sin, 0.7).is(Math::cos), at("cos", Math::cos, 0.7).is(x -> -Math.sin(x)),
                at("tan", Math::tan, 0.7).is(x -> 1 + Math.pow(Math.tan(x), 2)),
                at("asin", Math::asin, 0.4).is(x -> 1 / Math.sqrt(1 - x * x)),
                at("acos", Math::acos, 0.4).is(x -> -1 / Math.sqrt(1 - x * x)),
                at("atan", Math::atan, 0.4).is(x -> 1 / (1 + x * x)), at("sinh", Math::sinh, 0.7).is(Math::cosh),
                at("cosh", Math::cosh, 0.7).is(Math::sinh),
                at("tanh", Math::tanh, 0.7).is(x -> 1 - Math.pow(Math.tanh(x), 2)),
                at("exp", Math::exp, 0.7).is(Math::exp), at("expm1", Math::expm1, 0.7).is(Math::exp),
                at("log", Math::log, 1.7).is(x -> 1 / x), at("log10", Math::log10, 1.7).is(x -> 1 / x / Math.log(10)),
                at("log1p", Math::log1p, 1.7).is(x -> 1 / (1 + x)),
                at("sqrt", Math::sqrt, 1.7).is(x -> 0.5 / Math.sqrt(x)),
                at("cbrt", Math::cbrt, 1.7).is(x -> Math.cbrt(x) / (3 * x)),
                at("abs", Math::abs, -1.7).is(_ -> -1.0), at("abs of a positive number", Math::abs, 1.7),
                at("signum", Math::signum, 1.7).is(_ -> 0.0), at("floor", Math::floor, 1.7).is(_ -> 0.0),
                at("ceil", Math::ceil, 1.7).is(_ -> 0.0), at("rint", Math::rint, 1.7).is(_ -> 0.0),
                at("round", x -> x * Math.round(x), 1.7).is(_ -> 2.0), at("ulp", x -> x + Math.ulp(x), 1.7),
                at("toRadians", Math::toRadians, 40).is(_ -> Math.PI / 180),
                at("toDegrees", Math::toDegrees, 0.7).is(_ -> 180 / Math.PI),
                at("pow", Math::pow, 1.7, 2.5), at("pow of a constant exponent", x -> Math.pow(x, 3), 1.7),
                at("pow of a negative base", x -> Math.pow(x, 3), -1.7).is(x -> 3 * x * x),
                at("pow of a constant base", x -> Math.pow(2, x), 1.7).is(x -> Math.log(2) * Math.pow(2, x)),
                at("atan2", Math::atan2, 0.7, -0.4), at("hypot", Math::hypot, 3, 4).is(_ -> new double[]{0.6, 0.8}),
                at("max", (x, y) -> Math.max(x, y), 3, 4).is(_ -> new double[]{0, 1}),
                at("min", (x, y) -> Math.min(x, y), 3, 4).is(_ -> new double[]{1, 0}),
                at("max with a constant", x -> Math.max(x, 0), -0.3).is(_ -> 0.0),
                at("clamp inside", x -> Math.clamp(x * x, 0.0, 2.0), 1.1).is(x -> 2 * x),
                at("clamp outside", x -> Math.clamp(x * x, 0.0, 2.0), 1.7).is(_ -> 0.0),
                at("fma", Math::fma, 2, 3, 4).is(a -> new double[]{a[1], a[0], 1}),
                at("IEEEremainder", Math::IEEEremainder, 7.3, 2), at("copySign", Math::copySign, 7.3, -2),
                at("scalb", x -> Math.scalb(x, 3), 1.3).is(_ -> 8.0),
                at("getExponent", x -> x * Math.getExponent(x), 5.3).is(_ -> 2.0),
                at("nextUp", Math::nextUp, 1.3).is(_ -> 1.0), at("nextDown", Math::nextDown, 1.3).is(_ -> 1.0),
                at("nextAfter", x -> Math.nextAfter(x, 9), 1.3).is(_ -> 1.0),
                at("strict sin", StrictMath::sin, 0.7).is(Math::cos), at("strict pow", StrictMath::pow, 1.7, 2.5),
                at("strict hypot", StrictMath::hypot, 1, 2), at("strict log", StrictMath::log, 1.7),
                at("Double.sum", Double::sum, 1.7, 2).is(_ -> new double[]{1, 1}),
                at("Double.max", Double::max, 1.7, 2), at("Double.min", Double::min, 1.7, 2),
                at("Double.isNaN", x -> Double.isNaN(x) ? 0 : x * x, 1.7),
                at("Double.isFinite", x -> Double.isFinite(1 / x) ? x * x : 0, 1.7),
                at("Double.isInfinite", x -> Double.isInfinite(x) ? 0 : x * x, 1.7),
                at("Double.compare", (x, y) -> Double.compare(x, y) * x, 1.7, 2),
                at("float max", x -> Math.max((float) x, 1f), 1.5).inFloat(),
                at("float abs", x -> Math.abs((float) x), -1.5).inFloat(),
                at("Float.sum", x -> Float.sum((float) x, (float) x), 1.5).inFloat(),
                at("sigmoid", x -> 1 / (1 + Math.exp(-x)), 0.3), at("softplus", x -> Math.log1p(Math.exp(x)), 0.3),
                at("normal density", x -> Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI), 0.3),
                at("power tower", x -> Math.pow(x, Math.pow(x, x)), 1.3),
                at("nested", x -> Math.sin(Math.cos(Math.tan(x))), 0.3),
                at("great circle", Functions::greatCircle, 0.3, 0.5, 0.9));
    }

    public static double greatCircle(double a, double b, double difference) {
        return Math.acos(Math.sin(a) * Math.sin(b) + Math.cos(a) * Math.cos(b) * Math.cos(difference));
    }
}
