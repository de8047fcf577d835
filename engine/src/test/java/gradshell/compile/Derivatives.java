package gradshell.compile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.DoubleFn;
import gradshell.DoubleFn2;
import gradshell.DoubleFn3;
import java.io.Serializable;
import java.util.function.ToDoubleFunction;

/** What the tests of this package share: calls without the face, and the comparison with central differences. */
final class Derivatives {
    static final BytecodeDifferentiator DIFFERENTIATOR = new BytecodeDifferentiator();

    private Derivatives() {}

    static double gradient(DoubleFn f, double x) {
        return DIFFERENTIATOR.gradient(f, x)[0];
    }

    static double[] gradient(DoubleFn2 f, double x, double y) {
        return DIFFERENTIATOR.gradient(f, x, y);
    }

    static double hessian(DoubleFn f, double x) {
        return DIFFERENTIATOR.hvp(f, new double[]{x}, new double[]{1})[0];
    }

    /** Checks value, gradient, pullback and forward mode of {@code f} at {@code x} against the plain call and differences. */
    static void check(Serializable f, double... x) {
        var result = DIFFERENTIATOR.withGradient(f, x);
        var pullback = DIFFERENTIATOR.pullback(f, x);
        assertEquals(apply(f, x), result.value(), "value");
        assertEquals(apply(f, x), pullback.value(), "value of the pullback");
        assertArrayEquals(result.gradient(), pullback.back(1.0), "one sweep and two");
        checkForward(f, result.gradient(), x);
        for (int i = 0; i < x.length; i++) {
            double expected = centralDifference(f, x, i);
            double scale = 1 + Math.abs(expected);
            assertTrue(Math.abs(expected - result.gradient()[i]) < 2e-6 * scale,
                    "argument " + i + ": " + result.gradient()[i] + ", by differences " + expected);
        }
    }

    /** Checks that forward mode gives the value and the gradient that reverse mode gives. */
    static void checkForward(Serializable f, double[] gradient, double... x) {
        for (int i = 0; i < x.length; i++) {
            var pushed = DIFFERENTIATOR.jvp(f, x, unit(x.length, i));
            assertEquals(apply(f, x), pushed.first(), "value in forward mode");
            assertEquals(gradient[i], pushed.second(), 1e-12 * (1 + Math.abs(gradient[i])), "forward and reverse");
        }
    }

    /** Checks the Hessian of {@code f} at {@code x} against central differences of the gradient; is it symmetric? */
    static void checkSecond(Serializable f, double... x) {
        double[][] hessian = new double[x.length][];
        for (int i = 0; i < x.length; i++) hessian[i] = DIFFERENTIATOR.hvp(f, x, unit(x.length, i));
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                int row = i;
                double expected = difference(y -> DIFFERENTIATOR.gradient(f, y)[row], x, j);
                double scale = 1 + Math.abs(expected);
                assertEquals(expected, hessian[j][i], 2e-5 * scale, "second derivative " + i + ", " + j);
                assertEquals(hessian[i][j], hessian[j][i], 1e-10 * scale, "symmetry " + i + ", " + j);
            }
        }
    }

    static double[] unit(int n, int i) {
        double[] unit = new double[n];
        unit[i] = 1;
        return unit;
    }

    static double centralDifference(Serializable f, double[] x, int i) {
        return difference(y -> apply(f, y), x, i);
    }

    private static double difference(ToDoubleFunction<double[]> f, double[] x, int i) {
        double h = 1e-5 * Math.max(1, Math.abs(x[i]));
        // fourth order, so that curved functions don't need a coarse tolerance
        return (8 * (shifted(f, x, i, h) - shifted(f, x, i, -h)) - (shifted(f, x, i, 2 * h) - shifted(f, x, i, -2 * h)))
                / (12 * h);
    }

    private static double shifted(ToDoubleFunction<double[]> f, double[] x, int i, double by) {
        double[] moved = x.clone();
        moved[i] += by;
        return f.applyAsDouble(moved);
    }

    static double apply(Serializable f, double... x) {
        return switch (f) {
            case DoubleFn g -> g.apply(x[0]);
            case DoubleFn2 g -> g.apply(x[0], x[1]);
            case DoubleFn3 g -> g.apply(x[0], x[1], x[2]);
            default -> throw new IllegalArgumentException(f.toString());
        };
    }
}
