package gradshell.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against plain loops in double, along every dimension. */
class SoftmaxTest {
    private static final long[][] SIZES = {{1, 1}, {7, 1025}, {1025, 3}, {2100, 2}, {3, 2100}, {130, 300}, {0, 3},
            {3, 0}};

    private static double[][] expected(Array x, int dim, boolean log) {
        Array lines = x.permute(dim == 0 ? new int[]{1, 0} : new int[]{0, 1});
        double[][] result = new double[(int) lines.size(0)][];
        for (int i = 0; i < result.length; i++) {
            double[] line = lines.select(0, i).toDoubleArray();
            double top = Double.NEGATIVE_INFINITY;
            for (double v : line) top = Math.max(top, v);
            double sum = 0;
            for (double v : line) sum += Math.exp(v - top);
            for (int j = 0; j < line.length; j++) {
                line[j] = log ? line[j] - top - Math.log(sum) : Math.exp(line[j] - top) / sum;
            }
            result[i] = line;
        }
        return result;
    }

    private static double[] lines(Array x, int dim, int i) {
        return x.select(1 - dim, i).toDoubleArray();
    }

    private static void assertNear(double[] expected, double[] actual, double tolerance) {
        for (int j = 0; j < expected.length; j++) {
            assertEquals(expected[j], actual[j], tolerance * Math.max(1, Math.abs(expected[j])));
        }
    }

    private static void check(Array x) {
        boolean isFloat = x.type() == ElementType.FLOAT;
        Array dy = Kernels.normal(x.type(), x.shape());
        for (int dim = 0; dim < 2; dim++) {
            for (boolean log : new boolean[]{false, true}) {
                Array y = Kernels.softmax(x, dim, log);
                Array dx = Kernels.softmaxBack(y, dy, dim, log);
                double[][] expected = expected(x, dim, log);
                for (int i = 0; i < expected.length; i++) {
                    double[] line = lines(y, dim, i);
                    assertNear(expected[i], line, isFloat ? 2e-7 : 1e-14);
                    double[] with = lines(dy, dim, i);
                    double sum = 0;
                    for (int j = 0; j < line.length; j++) sum += log ? with[j] : with[j] * line[j];
                    double[] back = new double[line.length];
                    for (int j = 0; j < line.length; j++) {
                        back[j] = log ? with[j] - Math.exp(line[j]) * sum : line[j] * (with[j] - sum);
                    }
                    assertNear(back, lines(dx, dim, i), isFloat ? 1e-5 : 1e-12);
                }
            }
        }
    }

    @Test
    void everySizeAndType() {
        for (long[] size : SIZES) {
            check(Kernels.normal(ElementType.FLOAT, size));
            check(Kernels.normal(ElementType.DOUBLE, size));
        }
    }

    @Test
    void everyLayoutAndMoreDimensions() {
        Random random = new Random(9);
        for (ElementType type : new ElementType[]{ElementType.FLOAT, ElementType.DOUBLE}) {
            check(Samples.strided(random, type, 5, 7));
            Array x = Samples.strided(random, type, 3, 4, 5);
            Array middle = Kernels.softmax(x, 1, true);
            for (int i = 0; i < 3; i++) {
                Array alone = Kernels.softmax(x.select(0, i), 0, true);
                assertArrayEquals(alone.toDoubleArray(), middle.select(0, i).toDoubleArray());
            }
        }
    }

    @Test
    void largeAndSmallNumbers_doNotOverflow() {
        Array x = Samples.floats(1000, 1001, -1000, Float.MIN_VALUE, -0f);
        check(x.reshape(1, 5));
        check(x.reshape(5, 1));
        check(Samples.floats(1e38f, -1e38f, 3).reshape(1, 3));
    }

    @Test
    void infinitiesAndNaN() {
        float infinite = Float.POSITIVE_INFINITY;
        for (int dim = 0; dim < 2; dim++) {
            long[] shape = dim == 0 ? new long[]{3, 1} : new long[]{1, 3};
            Array down = Samples.floats(-infinite, 0, 0).reshape(shape);
            assertArrayEquals(new double[]{0, 0.5, 0.5}, Kernels.softmax(down, dim, false).toDoubleArray());
            assertEquals(-infinite, Kernels.softmax(down, dim, true).toDoubleArray()[0]);
            Array up = Samples.floats(infinite, 0, 0).reshape(shape);
            assertArrayEquals(new double[]{Double.NaN, 0, 0}, Kernels.softmax(up, dim, false).toDoubleArray());
            Array none = Samples.floats(Float.NaN, 0, 1).reshape(shape);
            for (double v : Kernels.softmax(none, dim, false).toDoubleArray()) assertEquals(Double.NaN, v);
            Array empty = Samples.floats(-infinite, -infinite, -infinite).reshape(shape);
            for (double v : Kernels.softmax(empty, dim, false).toDoubleArray()) assertEquals(Double.NaN, v);
        }
    }
}
