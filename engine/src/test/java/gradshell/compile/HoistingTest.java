package gradshell.compile;

import static gradshell.Gradshell.gradient;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gradshell.Fn;
import gradshell.Fn2;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows and fields that a loop loads again and again: those that stay the same, those that don't, and those not there. */
class HoistingTest {
    static final class Mixture {
        private final double[][] means;
        private final double scale;

        Mixture(double[][] means, double scale) {
            this.means = means;
            this.scale = scale;
        }

        double[][] means() {
            return means;
        }

        double scale() {
            return scale;
        }
    }

    static final class Node {
        double[] values;
        Node next;
    }

    @Test
    void rowsAndFieldsInInnerLoops() {
        MemoryTest.check(x -> {
            var m = new Mixture(new double[][]{{x[0], 2}, {x[1], x[0] * x[1]}}, x[1]);
            double s = 0;
            for (int i = 0; i < 2; i++) {
                for (int j = 0; j < 2; j++) {
                    for (int k = 0; k < 2; k++) s += m.means()[i][k] * m.means()[k][j] * m.scale();
                }
            }
            return s;
        }, 1.5, 2);
    }

    @Test
    void rowReplacedInTheLoop() {
        MemoryTest.check(x -> {
            double[][] a = {{x[0]}, {x[1]}};
            var node = new Node();
            node.values = a[0];
            double s = 0;
            for (int i = 0; i < 4; i++) {
                s += a[0][0] * node.values[0] * i;
                if (i == 1) a[0] = new double[]{s * x[1]};
                if (i == 2) node.values = a[1];
            }
            return s;
        }, 1.5, 2);
    }

    @Test
    void loopThatNeverRuns_looksAtNothing() {
        Fn<double[], Double> f = x -> {
            double[][] none = {};
            Node missing = null;
            double s = x[0] * 2;
            for (int i = 0; i < none.length; i++) s += none[0][i] * missing.values[i];
            return s;
        };
        assertArrayEquals(new double[]{2}, gradient(f, new double[]{1}));
    }

    @Test
    void missingRow_throwsWhereItDoesAnyway() {
        Fn<double[], Double> f = x -> {
            double[][] one = {{x[0]}};
            double s = 0;
            for (int i = 0; i < 2; i++) s += one[1][i];
            return s;
        };
        assertThrows(ArrayIndexOutOfBoundsException.class, () -> gradient(f, new double[]{1}));
    }

    @Test
    void sameArrayInTwoPlaces_eachGetsTheTotalInAnArrayOfItsOwn() {
        double[] x = {3};
        var g = gradient((Fn2<double[], double[], Double>) (a, b) -> a[0] * b[0], x, x);
        assertArrayEquals(new double[]{6}, g.first());
        assertArrayEquals(new double[]{6}, g.second());
        assertNotSame(g.first(), g.second());
        var l = gradient((Fn<List<double[]>, Double>) a -> a.get(0)[0] * a.get(1)[0], List.of(x, x));
        assertArrayEquals(l.get(0), l.get(1));
    }

    static double[] shared;

    static final class Cell {
        double value;
        Cell other;

        Cell(double value) {
            this.value = value;
        }
    }

    static final class Shares {
        static Holder holder;
    }

    static final class Holder {
        double[] values;
    }

    private static double[] mix(double[] a, double[] b, double[] c) {
        for (int i = 0; i < a.length; i++) a[i] = a[0] * b[1] + c[0] * i;
        return a;
    }

    private static void keep(double[] y) {
        Shares.holder.values = y;
    }

    private static double sumOf(double[] a, double[] b) {
        double s = 0;
        for (int i = 0; i < a.length; i++) {
            s += a[i] * b[0];
            b[0] += s;
        }
        return s;
    }

    @Test
    void numbersOfTheSameArray() {
        MemoryTest.check(x -> {
            double[] y = x.clone();
            double[] z = {x[1], x[0]};
            double[] apart = mix(y, x, z);
            double[] both = mix(z, z, z);
            return apart[0] * apart[1] + both[0] * both[1];
        }, 0.5, 2);
    }

    @Test
    void numbersReadAndWrittenByTwoNames() {
        MemoryTest.check(x -> {
            double[] y = {x[0], x[1], 2};
            return sumOf(y, y) + sumOf(new double[]{x[0], 3}, y);
        }, 0.5, 2);
    }

    @Test
    void numbersOfAnArrayThatOthersKnow() {
        MemoryTest.check(x -> {
            double[] y = new double[2];
            shared = y;
            double s = 0;
            for (int i = 0; i < 3; i++) {
                s += shared[0] * x[1] * i;
                y[0] = i + 1;
            }
            return s * x[0];
        }, 0.5, 2);
    }

    @Test
    void numbersOfAnArrayThatACalleeHandedOn() {
        var holder = new Holder();
        Shares.holder = holder;
        Fn2<double[], Holder, Double> f = (x, h) -> {
            double[] y = new double[2];
            keep(y);
            double s = 0;
            for (int i = 0; i < 3; i++) {
                s += holder.values[0] * x[0];
                y[0] = i + 1;
            }
            return s;
        };
        assertArrayEquals(new double[]{3}, gradient(f, new double[]{2}, holder).first());
    }

    @Test
    void fieldsThatTheLoopWrites() {
        MemoryTest.check(x -> {
            var a = new Cell(x[0]);
            var b = new Cell(x[1]);
            a.other = b;
            b.other = a;
            double s = 0;
            for (int i = 0; i < 4; i++) {
                s += a.value * b.value + a.other.value;
                if (i == 1) b.other.value = s * x[1];
            }
            return s;
        }, 0.5, 2);
    }

    @Test
    void numberThatIsNotThere_throwsWhereItIsRead() {
        Fn<double[], Double> f = x -> {
            double s = x[0];
            for (int i = 0; i < 3; i++) {
                s *= 2;
                if (i == 1) s += x[i + 4 * i];
                if (i == 2) s += x[7];
            }
            return s;
        };
        assertThrows(ArrayIndexOutOfBoundsException.class, () -> gradient(f, new double[]{1, 2}));
        assertThrows(ArrayIndexOutOfBoundsException.class, () -> gradient(f, new double[]{1, 2, 3, 4, 5, 6}));
        assertArrayEquals(new double[]{8, 0, 0, 0, 0, 2, 0, 1}, gradient(f, new double[]{1, 2, 3, 4, 5, 6, 7, 8}));
    }

    @Test
    void flatMatrices() {
        MemoryTest.check(x -> {
            int n = 2;
            double[] a = {x[0], x[1], x[2], x[3]};
            double[] c = new double[n * n];
            for (int i = 0; i < n; i++) {
                for (int k = 0; k < n; k++) {
                    for (int j = 0; j < n; j++) c[i * n + j] += a[i * n + k] * a[k * n + j];
                }
            }
            return c[0] * c[3] + c[1];
        }, 0.5, 2, -1, 3);
    }
}
