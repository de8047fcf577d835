package gradshell;

import static gradshell.Gradshell.gradientCheck;
import static gradshell.Gradshell.stopGradient;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class GradientCheckTest {
    record Spring(double stiffness, List<Double> rest, int count) {}

    @Test
    void gradientCheck_arraysAndRecords_passes() {
        var spring = new Spring(2, List.of(1.0, -3.0), 4);
        assertTrue(gradientCheck((Spring s) -> {
            double sum = 0;
            for (double r : s.rest) sum += s.count * s.stiffness * r * r;
            return sum;
        }, spring).passed());
        assertTrue(gradientCheck((double[] a, Double b) -> a[0] * a[1] * b, new double[]{2, 3}, 4.0).passed());
        assertTrue(gradientCheck((float[] a) -> a[0] * a[1], new float[]{2, 3}).passed());
    }

    @Test
    void gradientCheck_argumentWrittenInPlace_isLeftAsItWas() {
        double[] x = {1, 2};
        assertTrue(gradientCheck((double[] a) -> {
            a[0] = a[0] * a[1];
            return a[0] * a[0];
        }, x).passed());
        assertArrayEquals(new double[]{1, 2}, x);
    }

    @Test
    void gradientCheck_derivativeLeftOut_fails() {
        assertFalse(gradientCheck((double[] a) -> a[0] * stopGradient(a[1]), new double[]{2, 3}).passed());
    }

    @Test
    void gradientCheck_noNumber_saysSo() {
        var e = assertThrows(IllegalArgumentException.class,
                () -> gradientCheck((double[] a) -> new double[]{a[0]}, new double[]{2}));
        assertTrue(e.getMessage().contains("only a number has a gradient"), e.getMessage());
    }
}
