package gradshell.compile;

import static gradshell.compile.Derivatives.check;
import static gradshell.compile.Derivatives.gradient;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gradshell.DoubleFn;
import gradshell.DoubleFn2;
import gradshell.DoubleFn3;
import org.junit.jupiter.api.Test;

class CallsTest {
    static double power(double x, int n) {
        return n == 0 ? 1 : n % 2 == 0 ? power(x * x, n / 2) : x * power(x, n - 1);
    }

    private static double even(double x, int n) {
        return n == 0 ? x : Math.sin(odd(x, n - 1) * x);
    }

    private static double odd(double x, int n) {
        return n == 0 ? 1 : even(x + 0.1, n - 1) / x;
    }

    static double three(double a, float b, double c) {
        return a * b + b * c * c - a / c;
    }

    static double fibonacci(double x, int n) {
        return n < 2 ? x : fibonacci(x, n - 1) + x * fibonacci(x, n - 2);
    }

    static float half(float x) {
        return 0.5f * x;
    }

    static boolean small(double x) {
        return x < 1e-3;
    }

    interface Shapes {
        static double area(double r) {
            return Math.PI * r * r;
        }
    }

    static double side(double x) {
        return x < 1 ? -1 : 1;
    }

    @Test
    void call_resultDoesNotVary_argumentGetsNothing() {
        Derivatives.check((DoubleFn) x -> {
            double inner = 3 * x;
            return side(inner) * x;
        }, 0.7);
    }

    @Test
    void recursion() {
        for (int n = 0; n < 10; n++) {
            int exponent = n;
            check((DoubleFn) x -> power(x, exponent), 1.2);
        }
        check((DoubleFn) x -> fibonacci(x, 12), 0.7);
    }

    @Test
    void mutualRecursion_ofPrivateMethods() {
        check((DoubleFn) x -> even(x, 8), 0.8);
    }

    @Test
    void severalArguments_inALoop() {
        check((DoubleFn3) (x, y, z) -> {
            double s = x;
            for (int i = 0; i < 5; i++) s += 0.1 * three(s, 2f, y * z);
            return s;
        }, 0.5, 1.5, -0.5);
    }

    @Test
    void sameArgumentTwice() {
        check((DoubleFn) x -> three(x, 3f, x), 1.5);
    }

    @Test
    void methodOfAnInterface_andOfAnotherClass() {
        check((DoubleFn2) (x, y) -> Shapes.area(x) * ControlHelper.scaled(y), 1.5, 2.5);
    }

    static final class ControlHelper {
        private ControlHelper() {}

        private static double scaled(double x) {
            return 3 * x * x;
        }
    }

    @Test
    void floatParametersAndResults() {
        assertEquals(0.5, gradient(x -> half((float) x), 3));
    }

    @Test
    void calleeWithoutDerivative_onlyDecides() {
        DoubleFn f = x -> {
            double s = x;
            while (!small(s)) s = s * 0.5;
            return s;
        };
        check(f, 3.0);
    }

    @Test
    void constantArguments_areNotDifferentiated() {
        check((DoubleFn) x -> x * power(1.5, 3), 2.0);
    }

    @Test
    void endlessRecursion_overflowsAsThePlainCallDoes() {
        assertThrows(StackOverflowError.class, () -> gradient(x -> endless(x), 1));
    }

    @SuppressWarnings("InfiniteRecursion") // that is the test
    static double endless(double x) {
        return endless(x + 1) * x;
    }
}
