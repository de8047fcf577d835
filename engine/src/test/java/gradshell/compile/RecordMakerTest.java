package gradshell.compile;

import static gradshell.compile.Derivatives.check;
import static gradshell.compile.Derivatives.checkSecond;
import static gradshell.compile.Derivatives.gradient;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.DoubleFn;
import gradshell.DoubleFn2;
import gradshell.Fn;
import gradshell.Gradshell;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Records whose constructors compute. */
@SuppressWarnings("ArrayRecordComponent") // their constructors are what is tested
class RecordMakerTest {
    private static int made;

    record Unit(double x, double y) {
        Unit {
            double norm = Math.sqrt(x * x + y * y);
            if (norm == 0) throw new IllegalArgumentException("no direction: " + x + ", " + y);
            x /= norm;
            y /= norm;
        }
    }

    record Clamped(double value, int clamps) {
        Clamped(double value) {
            this(Math.max(value, 0.5), value < 0.5 ? 1 : 0);
        }

        Clamped {
            value = value * value;
        }
    }

    private record Vector(double[] elements, double norm) {
        Vector(double[] elements) {
            this(elements.clone(), length(elements));
        }

        Vector {
            elements = elements.clone();
            norm *= 2;
        }

        private static double length(double... elements) {
            double s = 0;
            for (double e : elements) s += e * e;
            return Math.sqrt(s);
        }
    }

    record Ratio(double over, double under, double value) {
        Ratio(double over, double under, double value) {
            this.over = over;
            this.under = under;
            this.value = value * this.over / under;
        }
    }

    record Counted(double value) {
        Counted {
            made++;
            value *= 2;
        }
    }

    private record Pair(Unit unit, Double factor) {
        Pair(double x, double y) {
            this(new Unit(x, y), x * y);
        }

        Pair {
            factor = factor * 3;
        }
    }

    record Sums(List<Double> all) {
        Sums {
            all = List.copyOf(all);
        }
    }

    @Test
    void normalised() {
        check((DoubleFn2) (x, y) -> new Unit(x, y).x() + 3 * new Unit(x * y, y).y(), 0.6, 1.3);
        checkSecond((DoubleFn2) (x, y) -> new Unit(x, y).x() * new Unit(x * y, y).y(), 0.6, 1.3);
    }

    @Test
    void clampedByAnotherConstructor() {
        check((DoubleFn) x -> new Clamped(x * x).value() * x, 0.9);
        check((DoubleFn) x -> new Clamped(x * x).value() * x + new Clamped(x * x).clamps(), 0.4);
        checkSecond((DoubleFn) x -> new Clamped(x * x).value() * x, 0.9);
    }

    @Test
    void arraysCopied() {
        Fn<double[], Double> f = x -> {
            var v = new Vector(x);
            x[0] = 7;
            double y = v.elements()[0] * v.elements()[1] * v.norm();
            v.elements()[1] *= y;
            return v.elements()[1] * v.elements()[2];
        };
        double[] x = {2, 3, 5};
        assertTrue(Gradshell.gradientCheck(f, x).passed());
        double[] along = {1, -1, 2};
        double[] g = Gradshell.gradient(f, x.clone());
        assertEquals(g[0] - g[1] + 2 * g[2], Gradshell.jvp(f, x.clone(), along), 1e-9);
    }

    @Test
    void componentsReadBack() {
        check((DoubleFn2) (x, y) -> new Ratio(x, y, 3).value() * new Ratio(y, 2, x).value(), 0.6, 1.3);
    }

    @Test
    void recordsAndBoxesInside() {
        check((DoubleFn2) (x, y) -> {
            var p = new Pair(x, y);
            return p.unit().x() * p.factor() + p.unit().y();
        }, 0.6, 1.3);
        check((DoubleFn) x -> new Sums(DoubleStream.of(x, x * x).boxed().toList()).all().get(1), 0.6);
    }

    @Test
    void inALoop_withManyPullbacks() {
        DoubleFn f = x -> {
            var u = new Unit(x, 1);
            for (int i = 0; i < 10; i++) u = new Unit(u.x() + x, u.y() * x);
            return u.x();
        };
        check(f, 0.7);
        var p = Gradshell.pullback(f, 0.7);
        double slope = gradient(f, 0.7);
        assertArrayEquals(new double[]{slope, 2 * slope, slope}, new double[]{p.back(1.0), p.back(2.0), p.back(1.0)},
                1e-15);
    }

    @Test
    void whatTheConstructorThrows() {
        DoubleFn f = x -> new Unit(x * 0, 0).x();
        assertEquals("no direction: 0.0, 0.0",
                assertThrows(IllegalArgumentException.class, () -> gradient(f, 1)).getMessage());
        check((DoubleFn) x -> {
            try {
                return new Unit(x * 0, 0).x();
            } catch (IllegalArgumentException e) {
                return x * x;
            }
        }, 1.5);
    }

    @Test
    void shown() {
        String text = Gradshell.showAdjoint((DoubleFn) x -> new Unit(x, 1).x()).toString();
        assertTrue(text.contains("norm") && !text.contains("can't be shown"), text);
    }

    @Test
    void constructorWithEffects_isRefused() {
        int before = made;
        var e = assertThrows(UnsupportedOperationException.class, () -> gradient(x -> new Counted(x).value(), 1));
        assertTrue(e.getMessage().contains("a record whose constructor computes"), e.getMessage());
        assertEquals(before, made);
    }
}
