package gradshell.compile.corpus;

import static gradshell.compile.corpus.Case.at;

import java.util.List;

/** Operators on {@code double} and {@code float}. */
public final class Arithmetic {
    private Arithmetic() {}

    public static List<Case<?>> cases() {
        return List.of(at("constant", _ -> 3, 2).is(_ -> 0.0), at("identity", x -> x, 2).is(_ -> 1.0),
                at("negation", x -> -x, 2).is(_ -> -1.0), at("plus", x -> +x, 2).is(_ -> 1.0),
                at("sum", (x, y) -> x + y, 2, 3).is(_ -> new double[]{1, 1}),
                at("difference", (x, y) -> x - y, 2, 3).is(_ -> new double[]{1, -1}),
                at("product", (x, y) -> x * y, 2, 3).is(a -> new double[]{a[1], a[0]}),
                at("quotient", (x, y) -> x / y, 2, 3).is(a -> new double[]{1 / a[1], -a[0] / (a[1] * a[1])}),
                at("remainder", (x, y) -> x % y, 7.5, 2).is(_ -> new double[]{1, -3}),
                at("remainder of a negative number", (x, y) -> x % y, -7.5, 2).is(_ -> new double[]{1, 3}),
                at("square", x -> x * x, 3).is(x -> 2 * x), at("cube", x -> x * x * x, 3).is(x -> 3 * x * x),
                at("reciprocal", x -> 1 / x, 4).is(x -> -1 / (x * x)),
                at("polynomial", x -> 3 * x * x + 2 * x + 1, 5).is(x -> 6 * x + 2),
                at("rational", x -> (x * x - 1) / (x + 3), 2).is(x -> (x * x + 6 * x + 1) / ((x + 3) * (x + 3))),
                at("constant minus", x -> 10 - x, 4).is(_ -> -1.0), at("twice used", x -> x + x, 4).is(_ -> 2.0),
                at("not used", (x, y) -> y, 4, 5).is(_ -> new double[]{0, 1}),
                at("product of three", (x, y, z) -> x * y * z, 2, 3, 4)
                        .is(a -> new double[]{a[1] * a[2], a[0] * a[2], a[0] * a[1]}),
                at("second only", (x, y, z) -> y * y, 2, 3, 4).is(a -> new double[]{0, 2 * a[1], 0}),
                at("continued fraction", (x, y, z) -> x + 1 / (y + 1 / z), 1, 2, 3),
                at("common part", (x, y) -> (x + y) * (x + y), 1, 2),
                at("chained quotients", (x, y, z) -> x / y / z, 6, 2, 4), at("at zero", x -> x * x + x, 0).is(_ -> 1.0),
                at("tiny", x -> x * 1e-200 * 1e200, 3), at("huge", x -> x * 1e150 / 1e150, 3),
                at("reassigned", Arithmetic::reassigned, 1.3), at("swapped", Arithmetic::swapped, 1.5, 0.5),
                at("plus assigned", Arithmetic::plusAssigned, 1.3),
                at("times assigned", Arithmetic::timesAssigned, 1.3),
                at("over assigned", Arithmetic::overAssigned, 1.3),
                at("remainder assigned", Arithmetic::remainderAssigned, 7.3),
                at("chained assignment", Arithmetic::chainedAssignment, 1.1),
                at("assignment inside", Arithmetic::assignmentInside, 1.1), at("increment", Arithmetic::increment, 1.1),
                at("parameter written", Arithmetic::parameterWritten, 1.7),
                at("strict", Arithmetic::strict, 1.7), at("unused local", Arithmetic::unusedLocal, 1.7),
                at("float sum", x -> (float) x + 2f, 1.5).inFloat(),
                at("float product", x -> (float) x * (float) x, 1.5).inFloat().is(x -> 2 * x),
                at("float quotient", x -> 1f / (float) x, 1.5).inFloat(),
                at("float remainder", x -> (float) x % 2f, 3.5).inFloat(),
                at("float negation", x -> -(float) x, 1.5).inFloat(),
                at("float locals", Arithmetic::floatLocals, 1.25).inFloat(),
                at("float and double", Arithmetic::floatAndDouble, 1.25).inFloat());
    }

    public static double reassigned(double x) {
        double y = x * x;
        y = y + x;
        y = y * y;
        return y;
    }

    public static double swapped(double x, double y) {
        double t = x;
        x = y;
        y = t;
        return x * x * y;
    }

    public static double plusAssigned(double x) {
        double y = 1;
        y += x * x;
        y -= 2 * x;
        return y;
    }

    public static double timesAssigned(double x) {
        double y = x;
        y *= y;
        y *= x;
        return y;
    }

    public static double overAssigned(double x) {
        double y = x * x;
        y /= 1 + x;
        return y;
    }

    public static double remainderAssigned(double x) {
        double y = x * x;
        y %= 5;
        return y * x;
    }

    public static double chainedAssignment(double x) {
        double a;
        double b;
        a = b = x * x;
        a += b * b;
        return a * b;
    }

    public static double assignmentInside(double x) {
        double y;
        return (y = x * x) * y + y;
    }

    public static double increment(double x) {
        double y = x++ * 2;
        y += --x;
        return y * x++ * x;
    }

    public static double parameterWritten(double x) {
        x = x * x;
        x = x - 1;
        return x * x;
    }

    @SuppressWarnings("strictfp")
    public static strictfp double strict(double x) {
        return x * x / 3 + x;
    }

    public static double unusedLocal(double x) {
        double y = x * x;
        double _ = y / 0;
        return y + x;
    }

    public static double floatLocals(double x) {
        float a = (float) x;
        float b = a * a;
        b += 0.5f;
        b *= a;
        return b - a / b;
    }

    public static double floatAndDouble(double x) {
        float a = (float) (x * x);
        double b = a * x;
        return b + a;
    }
}
