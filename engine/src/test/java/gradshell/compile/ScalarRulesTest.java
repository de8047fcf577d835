package gradshell.compile;

import static gradshell.compile.Derivatives.check;
import static gradshell.compile.Derivatives.checkForward;
import static gradshell.compile.Derivatives.checkSecond;
import static gradshell.compile.Derivatives.gradient;
import static gradshell.compile.Derivatives.hessian;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.DoubleFn2;
import gradshell.compile.rule.ScalarRules;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScalarRulesTest {
    private static final String[] VALUES = {"0.7", "0.45", "0.8"};

    private static List<Method> floatingMethods(Class<?> owner) {
        return Arrays.stream(owner.getMethods())
                .filter(m -> m.getReturnType() == double.class || m.getReturnType() == float.class)
                .filter(m -> m.getParameterCount() > 0 && m.getDeclaringClass() == owner).toList();
    }

    @Test
    void everyFunctionOfMath_hasARule() {
        for (Class<?> owner : List.of(Math.class, StrictMath.class)) {
            for (Method m : floatingMethods(owner)) {
                var type = MethodType.methodType(m.getReturnType(), m.getParameterTypes()).describeConstable()
                        .orElseThrow();
                var rule = ScalarRules.find(ClassDesc.of(owner.getName()), m.getName(), type);
                assertTrue(rule.isPresent(), m::toString);
            }
        }
    }

    @Test
    void everyPartial_agreesWithDifferences() {
        var lambdas = new ArrayList<String>();
        var names = new ArrayList<String>();
        for (Method m : Stream.of(Math.class, StrictMath.class).flatMap(c -> floatingMethods(c).stream()).toList()) {
            for (int i = 0; i < m.getParameterCount(); i++) {
                if (m.getParameterTypes()[i] != double.class) continue;
                var args = new ArrayList<String>();
                for (int j = 0; j < m.getParameterCount(); j++) {
                    args.add(j == i
                            ? "x"
                            : m.getParameterTypes()[j] == int.class
                                    ? "3"
                                    : "(%s) %s".formatted(m.getParameterTypes()[j], VALUES[j]));
                }
                names.add(m + " in argument " + i);
                lambdas.add("x -> %s.%s(%s)".formatted(m.getDeclaringClass().getName(), m.getName(),
                        String.join(", ", args)));
            }
        }
        // nextAfter(float, double) steps in float, too coarse for differences
        for (int i = 0; i < lambdas.size(); i++)
            if (lambdas.get(i).contains("nextAfter((float)")) lambdas.set(i, "x -> 0 * x");
        Class<?> type = SourceCode.functions("MathFunctions", lambdas);
        for (int i = 0; i < lambdas.size(); i++) {
            for (double x : new double[]{0.65, 0.3}) {
                if (lambdas.get(i).contains("clamp(") && x < 0.45 && !lambdas.get(i).contains("clamp(x")) continue;
                try {
                    var f = SourceCode.function(type, "f" + i);
                    check(f, x);
                    if (!lambdas.get(i).contains("float")) checkSecond(f, x);
                } catch (AssertionError e) {
                    throw new AssertionError(names.get(i) + " at " + x + ": " + e.getMessage(), e);
                }
            }
        }
    }

    @Test
    void floatFunctions_agreeWithThoseOfDouble() {
        var lambdas = new ArrayList<String>();
        for (Method m : floatingMethods(Math.class)) {
            if (m.getReturnType() != float.class || m.getName().startsWith("next") || m.getName().equals("ulp"))
                continue;
            for (String kind : List.of("float", "double")) {
                var args = new ArrayList<String>();
                for (int j = 0; j < m.getParameterCount(); j++) {
                    String value = j == 0 ? "x" : VALUES[j];
                    args.add(m.getParameterTypes()[j] == int.class ? "2" : "(%s) %s".formatted(kind, value));
                }
                lambdas.add("x -> Math.%s(%s)".formatted(m.getName(), String.join(", ", args)));
            }
        }
        Class<?> type = SourceCode.functions("FloatFunctions", lambdas);
        for (int i = 0; i < lambdas.size(); i += 2) {
            double expected = gradient(SourceCode.function(type, "f" + (i + 1)), 0.65);
            var f = SourceCode.function(type, "f" + i);
            assertEquals(expected, gradient(f, 0.65), 1e-6, lambdas.get(i));
            checkForward(f, new double[]{gradient(f, 0.65)}, 0.65);
        }
    }

    @Test
    void secondSlopesOfTwoArguments_agreeWithDifferences() {
        for (DoubleFn2 f : List.<DoubleFn2>of(Math::pow, Math::hypot, Math::atan2, (x, y) -> x / y, (x, y) -> x % y,
                (x, y) -> Math.fma(x, y, x) * Math.max(x, y), (x, y) -> Math.pow(x, 3) * Math.pow(2, y))) {
            checkSecond(f, 0.7, 0.45);
            checkSecond(f, 1.7, 2.3);
        }
    }

    @Test
    void secondSlopesOfPowers_atZero() {
        assertEquals(0.0, hessian(x -> Math.pow(x, 3), 0));
        assertEquals(2.0, hessian(x -> Math.pow(x, 2), 0));
        assertEquals(0.0, hessian(x -> Math.pow(x, 1), 0));
        assertEquals(0.0, hessian(x -> Math.pow(x, 0), 0));
        assertEquals(-12.0, hessian(x -> Math.pow(x, 3), -2));
        assertEquals(0.0, hessian(x -> Math.hypot(x, 0), 0));
    }

    @Test
    void kinks() {
        assertEquals(0.0, gradient(Math::abs, 0));
        assertArrayEquals(new double[]{1, 0}, gradient(Math::max, 2, 2));
        assertArrayEquals(new double[]{1, 0}, gradient(Math::min, 2, 2));
        assertArrayEquals(new double[]{0, 0}, gradient(Math::hypot, 0, 0));
        assertEquals(1.0, gradient(x -> Math.clamp(x, 0.0, 1.0), 1));
        for (double x : new double[]{0, 0.5, 2}) {
            assertEquals(0.0, gradient(Math::floor, x));
            assertEquals(0.0, gradient(Math::rint, x));
            assertEquals(0.0, gradient(Math::signum, x));
        }
    }

    @Test
    void maximum_ofNaNGivesItsOwnArgumentTheCotangent() {
        assertArrayEquals(new double[]{1, 0}, gradient(Math::max, Double.NaN, 2));
        assertArrayEquals(new double[]{0, 1}, gradient(Math::max, 2, Double.NaN));
        assertArrayEquals(new double[]{0, 1}, gradient(Math::min, 2, Double.NaN));
    }

    @Test
    void power_atZero() {
        assertArrayEquals(new double[]{0, 0}, gradient(Math::pow, 0, 2));
        assertArrayEquals(new double[]{1, 0}, gradient(Math::pow, 0, 1));
        assertArrayEquals(new double[]{0, 0}, gradient(Math::pow, 0, 0));
        assertEquals(12.0, gradient(x -> Math.pow(x, 3), -2));
    }

    @Test
    void atan2_ofTinyAndHugeArguments() {
        assertArrayEquals(new double[]{0.5e200, -0.5e200}, gradient(Math::atan2, 1e-200, 1e-200), 1e186);
        assertArrayEquals(new double[]{0.5e-200, -0.5e-200}, gradient(Math::atan2, 1e200, 1e200), 1e-214);
    }

    @Test
    void slope_isNaNWhereTheFunctionHasNoValue() {
        assertEquals(Double.NaN, gradient(Math::log, -1));
        assertEquals(Double.NaN, gradient(Math::log10, -1));
        assertEquals(Double.NaN, gradient(Math::log1p, -2));
        assertEquals(Double.NaN, gradient(Math::sqrt, -1));
        assertEquals(Double.NaN, gradient(Math::asin, 2));
    }

    @Test
    void infiniteSlopes_areInfinite() {
        assertEquals(Double.POSITIVE_INFINITY, gradient(Math::sqrt, 0));
        assertEquals(Double.POSITIVE_INFINITY, gradient(Math::cbrt, 0));
        assertEquals(Double.POSITIVE_INFINITY, gradient(Math::log, 0));
    }

    @Test
    void remainder_followsTheQuotient() {
        check((DoubleFn2) (x, y) -> x % y, 7.3, 2.1);
        check((DoubleFn2) (x, y) -> x % y, -7.3, 2.1);
        check((DoubleFn2) Math::IEEEremainder, 7.3, 2.1);
    }

    @Test
    void doubleAndFloat_sumMaxMin() {
        check((DoubleFn2) (x, y) -> Double.sum(x, y) * Double.max(x, y) - Double.min(x, y), 1.5, 2.5);
        assertEquals(1.0, gradient(x -> Float.max((float) x, 1f), 3));
        checkForward((DoubleFn2) (x, y) -> Math.max((float) y, (float) x), new double[]{1, 0}, 3, 2);
    }

    @Test
    void libraryFunctionWithoutARule_isRefused() {
        var e = assertThrows(UnsupportedOperationException.class,
                () -> gradient(x -> Double.longBitsToDouble(Double.doubleToLongBits(x)), 3));
        assertTrue(e.getMessage().contains("no rule for Double.doubleToLongBits"), e.getMessage());
    }
}
