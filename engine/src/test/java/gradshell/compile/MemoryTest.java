package gradshell.compile;

import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.hessian;
import static gradshell.Gradshell.jvp;
import static gradshell.Gradshell.pullback;
import static gradshell.Gradshell.withGradient;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.Fn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Arrays, fields, boxes and what holds them: read, written in place, aliased. */
class MemoryTest {
    record Point(double x, double y) {
        double norm2() {
            return x * x + y * y;
        }
    }

    record Segment(Point from, Point to, String name) {}

    static final class Counter {
        private double total;
        private final double scale;

        Counter(double scale) {
            this.scale = scale;
        }

        void add(double x) {
            total += scale * x;
        }

        double total() {
            return total;
        }
    }

    static void check(Fn<double[], Double> f, double... x) {
        double expectedValue = f.apply(x.clone());
        var result = withGradient(f, x.clone());
        assertEquals(expectedValue, result.value(), "value");
        var pullback = pullback(f, x.clone());
        assertArrayEquals(result.gradient(), pullback.back(1.0), "one sweep and two");
        assertArrayEquals(result.gradient(), pullback.back(1.0), "back twice");
        for (int i = 0; i < x.length; i++) {
            double h = 1e-5 * Math.max(1, Math.abs(x[i]));
            double expected = (8 * (at(f, x, i, h) - at(f, x, i, -h)) - (at(f, x, i, 2 * h) - at(f, x, i, -2 * h)))
                    / (12 * h);
            assertEquals(expected, result.gradient()[i], 2e-6 * (1 + Math.abs(expected)), "element " + i);
            double pushed = jvp(f, x.clone(), Derivatives.unit(x.length, i));
            assertEquals(result.gradient()[i], pushed, 1e-12 * (1 + Math.abs(pushed)), "forward mode, element " + i);
        }
        checkSecond(f, x);
    }

    private static void checkSecond(Fn<double[], Double> f, double... x) {
        double[][] hessian = hessian(f, x);
        for (int i = 0; i < x.length; i++) {
            int row = i;
            Fn<double[], Double> slope = y -> gradient(f, y)[row];
            for (int j = 0; j < x.length; j++) {
                double h = 1e-5 * Math.max(1, Math.abs(x[j]));
                double expected = (8 * (at(slope, x, j, h) - at(slope, x, j, -h))
                        - (at(slope, x, j, 2 * h) - at(slope, x, j, -2 * h))) / (12 * h);
                assertEquals(expected, hessian[i][j], 2e-5 * (1 + Math.abs(expected)), "second " + i + ", " + j);
            }
        }
    }

    private static double at(Fn<double[], Double> f, double[] x, int i, double by) {
        double[] moved = x.clone();
        moved[i] += by;
        return f.apply(moved);
    }

    @Test
    void loopOverArray() {
        check(x -> {
            double s = 0;
            for (int i = 0; i < x.length; i++) s += Math.sin(x[i]) * i;
            return s;
        }, 1, 2, 3);
    }

    @Test
    void forEach_stencil_andNeighbours() {
        check(x -> {
            double s = 1;
            for (double v : x) s *= v;
            for (int i = 1; i < x.length - 1; i += 2) s += x[i - 1] * x[i + 1];
            for (int i = x.length - 1; i >= 0; i--) s += x[i] * x[x.length - 1 - i];
            return s;
        }, 1, 2, 3, 4, 5);
    }

    @Test
    void inPlaceWrites() {
        check(x -> {
            double[] u = new double[x.length];
            for (int i = 0; i < x.length; i++) u[i] = x[i] * x[i];
            for (int step = 0; step < 3; step++) {
                for (int i = 1; i < u.length - 1; i++) u[i] = u[i] + 0.1 * (u[i - 1] - 2 * u[i] * u[i] + u[i + 1]);
            }
            u[0] = 7;
            return u[0] + u[1] * u[2];
        }, 1, 2, 3, 0.5);
    }

    @Test
    void argumentWrittenInPlace_andAliased() {
        check(x -> {
            double[] y = x;
            y[0] *= x[1];
            x[1] += y[0] * y[0];
            return x[0] * y[1];
        }, 2, 3);
    }

    @Test
    void arraysOfArrays() {
        check(x -> {
            double[][] m = new double[2][x.length];
            for (int i = 0; i < 2; i++) for (int j = 0; j < x.length; j++) m[i][j] = x[j] * (i + j);
            double[] row = m[0];
            m[0] = m[1];
            m[1] = row;
            row[1] = row[1] * m[0][1];
            double s = 0;
            for (double[] r : m) for (double v : r) s += v * v;
            return s;
        }, 1, 2, 3);
    }

    @Test
    void swappedBuffers() {
        check(x -> {
            double[] now = new double[]{x[0], x[1], x[2]};
            double[] next = new double[3];
            for (int t = 0; t < 4; t++) {
                for (int i = 0; i < 3; i++) next[i] = now[i] * now[(i + 1) % 3];
                double[] old = now;
                now = next;
                next = old;
            }
            return now[0] + now[1];
        }, 0.9, 1.1, 1.2);
    }

    @Test
    void floats() {
        var g = gradient((Fn<float[], Float>) x -> x[0] * x[0] * x[1], new float[]{3, 2});
        assertArrayEquals(new float[]{12, 9}, g);
    }

    static double dot(double[] a, double[] b) {
        double s = 0;
        for (int i = 0; i < a.length; i++) s += a[i] * b[i];
        return s;
    }

    static double[] scaled(double[] a, double by) {
        double[] r = new double[a.length];
        for (int i = 0; i < a.length; i++) r[i] = a[i] * by;
        return r;
    }

    static void square(double[] a) {
        for (int i = 0; i < a.length; i++) a[i] *= a[i];
    }

    @Test
    void calls() {
        double[] data = {3, 4};
        check(x -> {
            double[] y = scaled(x, x[0]);
            square(y);
            return dot(y, data) + dot(y, x) + dot(x, x);
        }, 1.5, 2);
    }

    @Test
    void records() {
        check(x -> {
            var p = new Point(x[0], x[1] * 2);
            var s = new Segment(p, new Point(p.y(), 1), "s");
            return s.from().norm2() * s.to().x() + s.to().norm2();
        }, 1, 2);
    }

    @Test
    void objects() {
        check(x -> {
            var c = new Counter(x[0]);
            for (double v : x) c.add(v * v);
            return c.total() * c.total;
        }, 1, 2);
    }

    @Test
    void boxesAndCollections() {
        check(x -> {
            Double a = x[0] * 2;
            List<Double> list = new ArrayList<>();
            for (double v : x) list.add(v * v);
            list.add(a);
            Map<String, Double> map = new HashMap<>();
            map.put("a", a);
            map.put("b", list.get(1));
            double s = map.get("a") * map.get("b");
            for (double v : list) s += v;
            return s;
        }, 1, 2);
    }

    @Test
    void argumentShapes_comeBack() {
        assertEquals(new Point(2, 4), gradient((Fn<Point, Double>) Point::norm2, new Point(1, 2)));
        assertEquals(List.of(3.0, 2.0),
                gradient((Fn<List<Double>, Double>) l -> l.get(0) * l.get(1), List.of(2.0, 3.0)));
        assertEquals(Map.of("w", 6.0), gradient((Fn<Map<String, Double>, Double>) m -> m.get("w") * m.get("w"),
                Map.of("w", 3.0)));
        var g = gradient((Fn<double[][], Double>) m -> m[0][1] * m[1][0], new double[][]{{1, 2}, {3, 4}});
        assertArrayEquals(new double[][]{{0, 3}, {2, 0}}, g);
        var s = gradient((Fn<Segment, Double>) v -> v.from().x() * v.to().y(),
                new Segment(new Point(1, 2), new Point(3, 4), "n"));
        assertEquals(new Segment(new Point(4, 0), new Point(0, 1), "n"), s);
    }

    @Test
    void capturedArrayAsBuffer() {
        double[] buffer = new double[2];
        check(x -> {
            buffer[0] = x[0] * x[0];
            buffer[1] = buffer[0] * x[1];
            return buffer[1];
        }, 3, 2);
    }

    @Test
    void arrayResult_takesACotangent() {
        Fn<double[], double[]> f = x -> scaled(x, x[1]);
        var p = pullback(f, new double[]{2, 3});
        assertArrayEquals(new double[]{6, 9}, p.value());
        assertArrayEquals(new double[]{3, 8}, p.back(new double[]{1, 1}));
        assertArrayEquals(new double[]{3, 2}, p.back(new double[]{1, 0}));
        assertNotNull(p);
    }

    @Test
    void argumentsRowsRearranged_gradientIsThatOfTheRowsAsGiven() {
        Fn<double[][], Double> f = a -> {
            double[] t = a[0];
            a[0] = a[1];
            a[1] = t;
            a[0][0] *= a[1][1];
            return a[0][0] + 10 * a[1][0];
        };
        assertArrayEquals(new double[][]{{10, 3}, {2, 0}}, gradient(f, new double[][]{{1, 2}, {3, 5}}));
    }

    @Test
    void listArgumentWritten_theCallerSeesIt() {
        List<Double> list = new ArrayList<>(List.of(1.5, 2.0));
        Fn<List<Double>, Double> f = l -> {
            l.set(0, l.get(0) * 4);
            l.add(7.0);
            return l.get(0) * l.get(1);
        };
        assertEquals(List.of(8.0, 6.0), gradient(f, list));
        assertEquals(List.of(6.0, 2.0, 7.0), list);
    }

    static class Shape {
        protected double area;
        private final String name;

        final String name() {
            return name;
        }

        Shape(String name, double area) {
            this.name = name;
            this.area = area * 2;
        }
    }

    static final class Disc extends Shape {
        final double radius;
        final double[] history = new double[2];
        double half = 0.5;

        Disc(double radius) {
            super("disc", Math.PI * radius * radius);
            this.radius = Math.abs(radius) + half;
            history[1] = radius * radius;
        }

        Disc(double a, double b) {
            this(a * b);
            half *= a;
        }
    }

    static final class Tree {
        Tree left;
        double value;

        Tree(int depth, double x) {
            value = x * depth;
            if (depth > 0) left = new Tree(depth - 1, x * x);
        }

        double sum() {
            return value + (left == null ? 0 : left.sum());
        }
    }

    @Test
    void constructorsThatCompute() {
        check(x -> {
            var d = new Disc(x[0], x[1]);
            return d.area * d.radius + d.history[1] * d.half + d.history[0] + d.name().length();
        }, 1.5, 2);
        check(x -> new Tree(3, x[0]).sum() * x[1], 1.1, 2);
    }

}
