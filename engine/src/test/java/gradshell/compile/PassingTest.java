package gradshell.compile;

import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.pullback;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import gradshell.Fn;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Arrays whose shadows go along with them, and those that get where shadows are searched for. */
class PassingTest {
    interface Maker {
        double[] make(double[] x);
    }

    static double[] kept;

    static final class Holder {
        double[] values;

        double[] swap(double[] other) {
            double[] old = values;
            values = other;
            return old;
        }
    }

    static double[] twice(double[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) y[i] = 2 * x[i] * x[i];
        return y;
    }

    static double[] same(double[] x) {
        return x;
    }

    static double dot(double[] a, double[] b) {
        double s = 0;
        for (int i = 0; i < a.length; i++) s += a[i] * b[i];
        return s;
    }

    static void addTo(double[] a, double[] b) {
        for (int i = 0; i < a.length; i++) a[i] += b[i];
    }

    static double[] halves(double[] x, int depth) {
        return depth == 0 ? x : halves(twice(new double[]{x[0] / 2, x[1] / 2}), depth - 1);
    }

    static double[] orNull(double[] x, boolean some) {
        return some ? twice(x) : null;
    }

    private static double[] first(double[][] rows) {
        return rows[0];
    }

    @Test
    void arrayPassedTwice() {
        MemoryTest.check(x -> {
            double[] y = twice(x);
            addTo(y, y);
            return dot(y, y) + dot(y, same(y)) + dot(same(x), x);
        }, 1.5, 2);
    }

    @Test
    void arrayOfLoop() {
        MemoryTest.check(x -> {
            double[] y = x;
            for (int i = 0; i < 3; i++) {
                if (i == 1) y = twice(y);
                else if (y[0] > 1)
                    y = new double[]{y[1], y[0] * x[1]};
            }
            return dot(y, x);
        }, 1.5, 2);
    }

    @Test
    void arrayMadeHere_storedAndFoundAgain() {
        MemoryTest.check(x -> {
            double[] y = twice(x);
            var holder = new Holder();
            holder.values = y;
            double[] z = {x[0], 3};
            addTo(holder.swap(z), x);
            addTo(holder.values, y);
            return dot(y, z) * z[0];
        }, 1.5, 2);
    }

    @Test
    void arraysInListsAndArrays() {
        MemoryTest.check(x -> {
            List<double[]> list = new ArrayList<>();
            list.add(twice(x));
            double[] y = twice(x);
            list.add(y);
            double[][] rows = {y, list.getFirst()};
            addTo(first(rows), list.get(0));
            return dot(y, rows[1]) + dot(list.get(1), x);
        }, 1.5, 2);
    }

    @Test
    void receiverThatDecides() {
        MemoryTest.check(x -> {
            Maker[] makers = {PassingTest::twice, PassingTest::same, v -> new double[]{v[0] * v[1], v[1]}};
            double s = 0;
            for (Maker m : makers) {
                double[] y = m.make(twice(x));
                addTo(y, m.make(x));
                s += dot(y, x);
            }
            return s;
        }, 0.5, 2);
    }

    @Test
    void recursionAndNull() {
        MemoryTest.check(x -> {
            double[] y = halves(x, 3);
            double[] none = orNull(x, y[0] > 1e6);
            return dot(y, x) + (none == null ? x[0] * x[1] : none[0]) + dot(orNull(x, true), y);
        }, 1.5, 2);
    }

    @Test
    void resultThatNobodyReads() {
        MemoryTest.check(x -> {
            twice(x);
            double[] y = first(new double[][]{same(x)});
            return dot(y, x);
        }, 1.5, 2);
    }

    @Test
    void arrayKeptForOthers_isFoundThere() {
        Fn<double[], Double> f = x -> {
            double[] y = {1, 2};
            kept = y;
            double s = 0;
            for (int i = 0; i < 2; i++) {
                s += kept[0] * x[i];
                y[0] = 5;
            }
            return s;
        };
        assertArrayEquals(new double[]{1, 5}, gradient(f, new double[]{3, 4}));
    }

    @Test
    void result_isFoundFromOutside() {
        Fn<double[], double[]> f = x -> twice(twice(x));
        var back = pullback(f, new double[]{1, 2});
        // y = 2 (2 x²)², dy/dx = 32 x³
        assertArrayEquals(new double[]{32, 256}, back.back(new double[]{1, 1}));
        assertArrayEquals(new double[]{0, 512}, back.back(new double[]{0, 2}));
    }
}
