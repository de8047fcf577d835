package gradshell.compile;

import static gradshell.compile.Derivatives.check;
import static gradshell.compile.Derivatives.gradient;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import gradshell.CodeDifferentiator;
import gradshell.DoubleFn;
import gradshell.DoubleFn2;
import gradshell.DoubleFn3;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class BytecodeDifferentiatorTest {
    static double cube(double x) {
        return x * x * x;
    }

    @Test
    void service_isFound() {
        assertInstanceOf(BytecodeDifferentiator.class,
                ServiceLoader.load(CodeDifferentiator.class).findFirst().orElseThrow());
    }

    @Test
    void gradient_ofThePolynomial() {
        assertEquals(32.0, gradient(x -> 3 * x * x + 2 * x + 1, 5));
    }

    @Test
    void withGradient_givesValueToo() {
        var result = Derivatives.DIFFERENTIATOR.withGradient((DoubleFn) x -> 3 * x * x + 2 * x + 1, 5);
        assertEquals(86.0, result.value());
        assertArrayEquals(new double[]{32.0}, result.gradient());
    }

    @Test
    void gradient_ofTwoArguments() {
        assertArrayEquals(new double[]{7, 3}, gradient((x, y) -> x * y, 3, 7));
    }

    @Test
    void gradient_ofThreeArguments() {
        check((DoubleFn3) (x, y, z) -> x * y * z + Math.sin(x) / (z + y), 1.5, -0.5, 2.5);
    }

    @Test
    void gradient_ofMethodReferences() {
        assertEquals(Math.cos(0.5), gradient(Math::sin, 0.5));
        assertEquals(12.0, gradient(BytecodeDifferentiatorTest::cube, 2));
    }

    @Test
    void gradient_withCapturedValues() {
        for (int n = 0; n < 4; n++) {
            int power = n;
            float factor = 1.5f * n;
            check((DoubleFn) x -> factor * Math.pow(x, power) + power, 1.25);
        }
    }

    @Test
    void gradient_ofAnAnonymousClass() {
        double a = 4;
        assertEquals(24.0, gradient(new DoubleFn() {
            @Override
            public double apply(double x) {
                return a * x * x;
            }
        }, 3));
    }

    private final double scale = Double.parseDouble("2.5");

    @Test
    void gradient_ofALambdaThatReadsAField() {
        assertEquals(2.5 * 2 * 3, gradient(x -> scale * x * x, 3));
    }

    @Test
    void gradient_ofAConstantIsZero() {
        assertEquals(0.0, gradient(_ -> 3.0, 1));
        assertArrayEquals(new double[]{1, 0}, gradient((x, _) -> x, 1, 2));
    }

    @Test
    void aliasedArguments_addUp() {
        DoubleFn2 f = (x, y) -> x * x * y;
        double[] apart = gradient(f, 3, 3);
        assertEquals(apart[0] + apart[1], gradient(x -> f2(x, x), 3));
    }

    static double f2(double x, double y) {
        return x * x * y;
    }

    @Test
    void back_mayBeCalledManyTimes() {
        var pullback = Derivatives.DIFFERENTIATOR.pullback((DoubleFn) x -> {
            double s = 0;
            for (int i = 1; i < 5; i++) s = s * x + i;
            return s;
        }, 2);
        double once = pullback.back(1.0)[0];
        assertEquals(once, pullback.back(1.0)[0]);
        assertEquals(-3 * once, pullback.back(-3.0)[0]);
    }
}
