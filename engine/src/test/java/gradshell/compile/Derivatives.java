package gradshell.compile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.DoubleFn;
import gradshell.DoubleFn2;
import gradshell.DoubleFn3;
import java.io.Serializable;

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

    /** Checks value, gradient and pullback of {@code f} at {@code x} against the plain call and central differences. */
    static void check(Serializable f, double... x) {
        var result = DIFFERENTIATOR.withGradient(f, x);
        var pullback = DIFFERENTIATOR.pullback(f, x);
        assertEquals(apply(f, x), result.value(), "value");
        assertEquals(apply(f, x), pullback.value(), "value of the pullback");
        assertArrayEquals(result.gradient(), pullback.back(1.0), "one sweep and two");
        for (int i = 0; i < x.length; i++) {
            double expected = centralDifference(f, x, i);
            double scale = 1 + Math.abs(expected);
            assertTrue(Math.abs(expected - result.gradient()[i]) < 2e-6 * scale,
                    "argument " + i + ": " + result.gradient()[i] + ", by differences " + expected);
        }
    }

    static double centralDifference(Serializable f, double[] x, int i) {
        double h = 1e-5 * Math.max(1, Math.abs(x[i]));
        // fourth order, so that curved functions don't need a coarse tolerance
        return (8 * (shifted(f, x, i, h) - shifted(f, x, i, -h)) - (shifted(f, x, i, 2 * h) - shifted(f, x, i, -2 * h)))
                / (12 * h);
    }

    private static double shifted(Serializable f, double[] x, int i, double by) {
        double[] moved = x.clone();
        moved[i] += by;
        return apply(f, moved);
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
