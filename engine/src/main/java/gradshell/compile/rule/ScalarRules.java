package gradshell.compile.rule;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table of scalar rules. A line is a name and the partial derivative for each argument, in terms of the arguments
 * {@code x, y, z} and the result {@code r}. The same line serves {@code double} and {@code float}, {@link Math} and
 * {@link StrictMath}.
 *
 * <p>At kinks: |x| and hypot have slope 0 at the origin; max and min give a tie to the first argument; clamp has slope 1
 * at its bounds; where a function has no value, as the logarithm of a negative number, the slope is NaN; steps (floor, ceil, rint, signum, ulp) have slope 0 everywhere. Where a factor 0 meets an infinite one
 * the product is NaN, as in IEEE arithmetic, except in pow: its slope in the exponent at base 0 is the limit, 0.
 */
public final class ScalarRules {
    private static final Map<String, ScalarRule> TABLE = Stream.of(
            // instructions
            rule("add", "1", "1"), //
            rule("sub", "1", "-1"), //
            rule("mul", "y", "x"), //
            rule("div", "1 / y", "-r / y"), //
            rule("rem", "1", "(r - x) / y"), //
            rule("neg", "-1"), //
            rule("convert", "1"), //
            // powers, exponentials, logarithms
            rule("sqrt", "0.5 / r"), //
            rule("cbrt", "1 / (3 * r * r)"), //
            rule("pow", "powBase(x, y)", "powExponent(x, y, r)"), //
            rule("exp", "r"), //
            rule("expm1", "r + 1"), //
            rule("log", "logSlope(x)"), //
            rule("log10", "logSlope(x) / 2.302585092994046"), //
            rule("log1p", "logSlope(1 + x)"), //
            rule("hypot", "share(x, r)", "share(y, r)"), //
            // trigonometry
            rule("sin", "cos(x)"), //
            rule("cos", "-sin(x)"), //
            rule("tan", "1 + r * r"), //
            rule("asin", "1 / sqrt((1 - x) * (1 + x))"), //
            rule("acos", "-1 / sqrt((1 - x) * (1 + x))"), //
            rule("atan", "1 / (1 + x * x)"), //
            rule("atan2", "y / hypot(x, y) / hypot(x, y)", "-x / hypot(x, y) / hypot(x, y)"), //
            rule("sinh", "cosh(x)"), //
            rule("cosh", "sinh(x)"), //
            rule("tanh", "(1 - r) * (1 + r)"), //
            rule("toRadians", "0.017453292519943295"), //
            rule("toDegrees", "57.29577951308232"), //
            // kinks and steps
            rule("abs", "signum(x)"), //
            rule("max", "maxFirst(x, y)", "1 - maxFirst(x, y)"), //
            rule("min", "minFirst(x, y)", "1 - minFirst(x, y)"), //
            rule("clamp", "within(x, y, z)", "less(x, y)", "less(z, x)"), //
            rule("copySign", "signum(x) * copySign(1, y)", "0"), //
            rule("signum", "0"), //
            rule("floor", "0"), //
            rule("ceil", "0"), //
            rule("rint", "0"), //
            rule("IEEEremainder", "1", "(r - x) / y"), //
            // the floating-point format
            rule("fma", "y", "x", "1"), //
            rule("scalb", "powerOfTwo(y)", "0"), //
            rule("ulp", "0"), //
            rule("nextUp", "1"), //
            rule("nextDown", "1"), //
            rule("nextAfter", "1", "0"), //
            // what the slopes above are made of, for second and higher derivatives
            rule("maxFirst", "0", "0"), //
            rule("minFirst", "0", "0"), //
            rule("within", "0", "0", "0"), //
            rule("less", "0", "0"), //
            rule("logSlope", "-r * r"), //
            rule("powBase", "powPartial(x, y, 2, 0)", "powPartial(x, y, 1, 1)"), //
            rule("powExponent", "powPartial(x, y, 1, 1)", "powPartial(x, y, 0, 2)", "0"), //
            rule("powPartial", "powPartial(x, y, z + 1, w)", "powPartial(x, y, z, w + 1)", "0", "0"), //
            rule("share", "inverse(y)", "-r * inverse(y)"), //
            rule("inverse", "-r * r"), //
            rule("powerOfTwo", "0"), //
            // Gradshell's own
            rule("stopGradient", "0")).collect(Collectors.toUnmodifiableMap(ScalarRule::name, Function.identity()));

    private static final Map<String, String> OWNERS = Map.of("java/lang/Math", "", "java/lang/StrictMath", "", //
            "java/lang/Double", "sum max min", "java/lang/Float", "sum max min", "gradshell/Gradshell", "stopGradient", //
            "gradshell/compile/rule/Partials", "");

    private ScalarRules() {}

    /** The rule of an instruction: {@code add sub mul div rem neg convert}. */
    public static ScalarRule ofInstruction(String name) {
        return TABLE.get(name);
    }

    /** The rule of a static method that returns {@code double} or {@code float}, if the table has one. */
    public static Optional<ScalarRule> find(ClassDesc owner, String name, MethodTypeDesc type) {
        String descriptor = owner.descriptorString();
        if (!owner.isClassOrInterface() || !"DF".contains(type.returnType().descriptorString()))
            return Optional.empty();
        String names = OWNERS.get(descriptor.substring(1, descriptor.length() - 1));
        if (names == null || (!names.isEmpty() && !List.of(names.split(" ")).contains(name))) return Optional.empty();
        return Optional.ofNullable(TABLE.get(name.equals("sum") ? "add" : name))
                .filter(rule -> rule.partials().size() == type.parameterCount());
    }

    private static ScalarRule rule(String name, String... partials) {
        return new ScalarRule(name, Arrays.stream(partials).map(ExprParser::parse).toList());
    }
}
