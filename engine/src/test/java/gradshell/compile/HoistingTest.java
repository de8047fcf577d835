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
}
