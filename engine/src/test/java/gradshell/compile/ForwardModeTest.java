package gradshell.compile;

import static gradshell.compile.Derivatives.DIFFERENTIATOR;
import static gradshell.compile.Derivatives.checkSecond;
import static gradshell.compile.Derivatives.hessian;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.DoubleFn;
import gradshell.DoubleFn2;
import gradshell.DoubleFn3;
import gradshell.Gradshell;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForwardModeTest {
    static double power(double x, int n) {
        return n == 0 ? 1 : n % 2 == 0 ? power(x * x, n / 2) : x * power(x, n - 1);
    }

    static double even(double x, int n) {
        return n == 0 ? x : Math.sin(odd(x, n - 1) * x);
    }

    static double odd(double x, int n) {
        return n == 0 ? 1 : even(x + 0.1, n - 1) / x;
    }

    static double mixed(double a, float b, int n, double c) {
        double s = a;
        for (int i = 0; i < n; i++) s += b * s * c;
        return s;
    }

    static double constant(double x) {
        return x > 0 ? 2 : 3;
    }

    static void look(double x) {
        if (x > 100) throw new IllegalArgumentException("too large: " + x);
    }

    private static double jvp(Serializable f, double[] x, double... dx) {
        return DIFFERENTIATOR.jvp(f, x, dx).second();
    }

    @Test
    void jvp_isTheDerivativeTimesTheTangent() {
        assertEquals(64.0, Gradshell.jvp(x -> 3 * x * x + 2 * x + 1, 5, 2));
        assertEquals(-3 * Math.sin(0.5), Gradshell.jvp(Math::cos, 0.5, 3));
    }

    @Test
    void jvp_ofSeveralArguments_addsUp() {
        DoubleFn3 f = (x, y, z) -> x * y * z + Math.sin(x) / (z + y);
        double[] x = {1.5, -0.5, 2.5};
        double[] g = DIFFERENTIATOR.gradient(f, x);
        assertEquals(0.3 * g[0] - 2 * g[1] + 0.7 * g[2], jvp(f, x, 0.3, -2, 0.7), 1e-13);
    }

    @Test
    void jvp_ofAnArgumentThatDoesNotMatter() {
        assertEquals(0.0, Gradshell.jvp(_ -> 3.0, 1, 1));
        assertEquals(2.0, jvp((DoubleFn2) (x, _) -> x, new double[]{1, 2}, 2, 100));
    }

    @Test
    void jvp_throughCallsWithFloatsAndInts() {
        DoubleFn2 f = (x, y) -> mixed(x, (float) y, 3, x * y) + constant(x) * y + even(x, 5);
        double[] x = {0.5, 0.25};
        double[] g = DIFFERENTIATOR.gradient(f, x);
        assertEquals(g[0] - g[1], jvp(f, x, 1, -1), 1e-7);
    }

    @Test
    void effects_happenOnce() {
        List<String> seen = new ArrayList<>();
        DoubleFn f = x -> {
            for (int i = 0; i < 2; i++) seen.add("round " + i);
            look(x);
            return x * x;
        };
        assertEquals(6.0, Gradshell.jvp(f, 3, 1));
        assertEquals(List.of("round 0", "round 1"), seen);
        assertEquals(2.0, Gradshell.hessian(f, 3));
        assertEquals(4, seen.size());
    }

    @Test
    void exception_showsTheUsersLines() {
        var e = assertThrows(IllegalArgumentException.class, () -> Gradshell.jvp(x -> {
            look(x);
            return x;
        }, 101, 1));
        assertEquals("too large: 101.0", e.getMessage());
        var methods = List.of(e.getStackTrace()).stream().limit(2).map(StackTraceElement::getMethodName).toList();
        assertEquals("look", methods.getFirst());
        assertTrue(methods.getLast().startsWith("lambda$"), methods::toString);
    }

    @Test
    void whatReverseModeRefuses_isRefused() {
        var e = assertThrows(UnsupportedOperationException.class,
                () -> Gradshell.jvp(x -> Double.longBitsToDouble(Double.doubleToLongBits(x)), 3, 1));
        assertTrue(e.getMessage().contains("no rule for Double.doubleToLongBits"), e.getMessage());
    }

    @Test
    void hessian_agreesWithClosedForms() {
        assertEquals(6.0, Gradshell.hessian(x -> 3 * x * x + 2 * x + 1, 5));
        assertEquals(-Math.sin(0.5), Gradshell.hessian(Math::sin, 0.5));
        assertEquals(0.0, Gradshell.hessian(x -> 3 * x, 5));
        assertEquals(0.0, Gradshell.hessian(_ -> 3, 5));
        assertEquals(Math.exp(0.5) * (0.25 + 4 * 0.5 + 2), Gradshell.hessian(x -> Math.exp(x) * x * x, 0.5), 1e-14);
    }

    @Test
    void hessian_throughLoopsBranchesAndRecursion() {
        for (int n = 0; n < 9; n++) {
            int exponent = n;
            assertEquals(n * (n - 1) * Math.pow(1.2, n - 2), hessian(x -> power(x, exponent), 1.2), 1e-12);
        }
        checkSecond((DoubleFn) x -> even(x, 7), 0.8);
        checkSecond((DoubleFn2) (x, y) -> {
            double s = 0;
            for (int i = 0; i < 10; i++) s += (i % 2 == 0 ? Math.sin(s * x) : s * y) + mixed(x, 0.5f, i % 3, y);
            return s;
        }, 0.3, 0.2);
    }

    @Test
    void hvp_isSymmetric() {
        DoubleFn3 f = (x, y, z) -> Math.exp(x * y) * Math.log(z + x * x) / (1 + y * y) + Math.pow(z, y);
        checkSecond(f, 0.4, 0.8, 1.3);
        double[] x = {0.4, 0.8, 1.3};
        double[] v = {1, -2, 0.5};
        double[] w = {-0.3, 1, 2};
        double vHw = 0;
        double wHv = 0;
        for (int i = 0; i < 3; i++) {
            vHw += v[i] * DIFFERENTIATOR.hvp(f, x, w)[i];
            wHv += w[i] * DIFFERENTIATOR.hvp(f, x, v)[i];
        }
        assertEquals(vHw, wHv, 1e-12 * Math.abs(vHw));
    }

    @Test
    void longMethods_areCutInParts() {
        var text = new StringBuilder("x -> { double s = x;\n");
        for (int i = 0; i < 700; i++) text.append("s = s + Math.sin(%d * s) / %d;%n".formatted(i % 7, 40 + i));
        var f = SourceCode.function(SourceCode.functions("LongMethod", List.of(text + "return s; }")), "f0");
        Derivatives.check(f, 0.3);
        checkSecond(f, 0.3);
    }

    @Test
    void nothingIsShared_betweenCalls() {
        DoubleFn f = x -> mixed(x, 2f, 3, x);
        double first = hessian(f, 0.3);
        hessian(f, 0.9);
        assertArrayEquals(new double[]{first}, new double[]{hessian(f, 0.3)});
    }
}
