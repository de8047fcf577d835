package gradshell.compile;

import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.hessian;
import static gradshell.Gradshell.jvp;
import static gradshell.Gradshell.vjp;
import static gradshell.compile.Derivatives.check;
import static gradshell.compile.Derivatives.checkSecond;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.DoubleFn;
import gradshell.DoubleFn2;
import gradshell.Fn;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gradients inside gradients. */
class NestedGradientsTest {
    static double cube(double x) {
        return x * x * x;
    }

    static double slopeOf(DoubleFn f, double x) {
        return gradient(f, x);
    }

    static double power(double x, int n) {
        return n == 0 ? 1 : x * power(x, n - 1);
    }

    @Test
    void derivativeOfADerivative() {
        assertEquals(12.0, gradient(x -> gradient(y -> y * y * y, x), 2));
        assertEquals(12.0, gradient(x -> gradient(NestedGradientsTest::cube, x), 2));
        assertEquals(-Math.sin(0.5), gradient(x -> gradient(Math::sin, x), 0.5), 1e-15);
    }

    @Test
    void capturedValues_areDifferentiatedToo() {
        // d/dx (x * d/dy (x y + y^2) at y = x) = d/dx (x * 3 x)
        assertEquals(12.0, gradient(x -> x * gradient(y -> x * y + y * y, x), 2));
        check((DoubleFn2) (a, x) -> gradient(y -> Math.sin(a * y) * y + a * a, x) * a, 0.7, 1.3);
    }

    @Test
    void perturbations_areKeptApart() {
        // the classical confusion: d/dx (x * d/dy (x + y)) is 1, not 2
        assertEquals(1.0, gradient(x -> x * gradient(y -> x + y, 1), 1));
        assertEquals(1.0, jvp(x -> x * jvp(y -> x + y, 1, 1), 1, 1));
        assertEquals(2.0, hessian(x -> x * x * gradient(y -> x + y, 1), 1));
    }

    @Test
    void deepNesting() {
        assertEquals(120.0, gradient(a -> gradient(b -> gradient(c -> gradient(d -> power(d, 5), c), b), a), 1), 1e-12);
        assertEquals(18.0, hessian(x -> gradient(y -> x * y * y * y, x), 1), 1e-12);
        check((DoubleFn) x -> gradient(y -> y * gradient(z -> z * z * y * x, y), x), 1.1);
    }

    @Test
    void throughMethodsLoopsAndBranches() {
        check((DoubleFn2) (x, w) -> {
            double s = 0;
            for (int i = 0; i < 4; i++) {
                int n = i;
                if (i != 2) s += slopeOf(y -> power(y, n) * w, x) * i;
            }
            return s;
        }, 0.8, 1.7);
    }

    @Test
    void newtonsMethod() {
        // the root of x^3 = a, and its slope in a
        check((DoubleFn) a -> {
            double x = 1;
            for (int i = 0; i < 8; i++) {
                DoubleFn f = y -> y * y * y - a;
                x -= f.apply(x) / gradient(f, x);
            }
            return x;
        }, 2.0);
    }

    @Test
    void severalArguments() {
        check((DoubleFn2) (x, y) -> {
            double[] g = gradient((a, b) -> Math.exp(a * b) * x, x, y);
            double[] h = gradient((a, b, c) -> a * b * c * c, x, y, 2.0);
            return g[0] * g[1] + h[2];
        }, 0.3, 0.6);
    }

    @Test
    void otherForms() {
        check((DoubleFn) x -> jvp(y -> y * y * x, x, x) + vjp(y -> y * y * x, x, x) + hessian(y -> y * y * y * x, x),
                1.2);
        checkSecond((DoubleFn) x -> gradient(y -> Math.sin(x * y), x), 0.4);
    }

    @Test
    void arrays() {
        Fn<double[], Double> inner = v -> v[0] * v[0] * v[1] + Math.sin(v[1]);
        Fn<double[], Double> norm = x -> {
            double[] g = gradient(inner, x);
            return g[0] * g[0] + g[1] * g[1];
        };
        MemoryTest.check(norm, 0.7, 1.4);
    }

    @Test
    void arraysAndCapturedArrays() {
        MemoryTest.check(x -> {
            double[] w = {x[0] * x[1], x[1]};
            double[] g = gradient((double[] v) -> {
                double[] u = new double[2];
                for (int i = 0; i < 2; i++) u[i] = v[i] * v[i] * w[i];
                u[0] *= u[1];
                return u[0] + w[1] * v[0];
            }, x);
            return g[0] * w[0] + g[1];
        }, 0.7, 1.4);
    }

    @Test
    void constants_keepTheirOwnGradient() {
        List<String> runs = new ArrayList<>();
        DoubleFn2 f = (a, b) -> {
            runs.add("run");
            return a * b;
        };
        assertEquals(7.0, gradient(x -> x * gradient(f, 3, 4)[0] + x * gradient(f, 3, 4)[1], 1));
        assertEquals(2, runs.size());
    }

    @Test
    void functionThatIsNoNumber_isRefused() {
        Fn<double[], ?> f = v -> v;
        var e = assertThrows(IllegalArgumentException.class,
                () -> gradient((double[] x) -> gradient(f, x)[0], new double[]{1}));
        assertTrue(e.getMessage().contains("only a number has a gradient"), e.getMessage());
    }

    @Test
    void whatIsNotSupportedInside_isRefused() {
        var e = assertThrows(UnsupportedOperationException.class,
                () -> gradient(x -> gradshell.Gradshell.withGradient(y -> y * x, x).gradient(), 2));
        assertTrue(e.getMessage().contains("withGradient"), e.getMessage());
        assertArrayEquals(new double[]{2}, gradient((double[] x) -> x[0] * x[0], new double[]{1}));
    }
}
