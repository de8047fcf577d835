package gradshell.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinesTest {
    private static final double NAN = Double.NaN;

    @ParameterizedTest
    @EnumSource
    void argExtremes_anyDimensionAndLayout_areTheFirst(ElementType type) {
        Random random = new Random(12);
        for (int round = 0; round < 20; round++) {
            Array x = Samples.strided(random, type, 2, 5, 3);
            Array max = Kernels.argmax(x, 1);
            Array min = Kernels.argmin(x, 1);
            assertEquals(ElementType.LONG, max.type());
            Samples.eachIndex(new long[]{2, 1, 3}, i -> {
                double[] line = x.select(0, i[0]).select(1, i[2]).toDoubleArray();
                assertEquals(first(line, 1), max.get(i));
                assertEquals(first(line, -1), min.get(i));
            });
        }
    }

    private static int first(double[] line, double sign) {
        int best = 0;
        for (int i = 1; i < line.length; i++) {
            if (line[i] * sign > line[best] * sign) best = i;
        }
        return best;
    }

    @Test
    void argExtremes_firstNanWins() {
        Array x = Samples.doubles(3, NAN, 9, NAN);
        assertEquals(1, Kernels.argmax(x, 0).item());
        assertEquals(1, Kernels.argmin(x, 0).item());
        assertEquals(0, Kernels.argmax(Samples.doubles(NAN, 1), 0).item());
    }

    @Test
    void argmax_ofNothing_isRefused() {
        Exception e = assertThrows(IllegalArgumentException.class,
                () -> Kernels.argmax(Array.full(ElementType.FLOAT, 0, 2, 0), 1));
        assertEquals("dimension 1 of shape (2, 0) has no elements, so none is the largest", e.getMessage());
        assertEquals(0, Kernels.argmax(Array.full(ElementType.FLOAT, 0, 2, 0), 0).size());
        assertThrows(IndexOutOfBoundsException.class, () -> Kernels.argmin(Samples.floats(1), 1));
    }

    @Test
    void argmax_largeLongs_exactly() {
        assertEquals(1, Kernels.argmax(Samples.longs(Long.MAX_VALUE - 1, Long.MAX_VALUE), 0).item());
    }

    @ParameterizedTest
    @EnumSource
    void cumsum_anyDimensionAndLayout_isTheRunningSum(ElementType type) {
        Random random = new Random(13);
        Array x = Samples.strided(random, type, 2, 4, 3);
        for (int dim = 0; dim < 3; dim++) {
            int d = dim;
            Array forward = Kernels.cumsum(x, d, false);
            Array backward = Kernels.cumsum(x, d, true);
            Samples.eachIndex(x.shape(), i -> {
                double before = Kernels.reduce(Kernels.Reduction.SUM, line(x, d, i).slice(0, 0, i[d] + 1)).item();
                double after = Kernels.reduce(Kernels.Reduction.SUM, line(x, d, i).slice(0, i[d], x.size(d))).item();
                assertEquals(before, forward.get(i), 1e-5);
                assertEquals(after, backward.get(i), 1e-5);
            });
        }
    }

    private static Array line(Array x, int dim, long... index) {
        Array line = x;
        for (int d = x.rank() - 1; d >= 0; d--) {
            if (d != dim) line = line.select(d, index[d]);
        }
        return line;
    }

    @Test
    void cumsum_typesAndEmpty() {
        assertEquals(ElementType.LONG, Kernels.cumsum(Samples.booleans(true, true), 0, false).type());
        assertArrayEquals(new double[]{1, 2}, Kernels.cumsum(Samples.booleans(true, true), 0, false).toDoubleArray());
        assertArrayEquals(new long[]{2, 0}, Kernels.cumsum(Array.full(ElementType.FLOAT, 0, 2, 0), 1, true).shape());
        assertArrayEquals(new double[]{1, NAN, NAN}, Kernels.cumsum(Samples.doubles(1, NAN, 2), 0, false)
                .toDoubleArray());
    }

    @Test
    void argsort_stableWithNanLast_bothWays() {
        Array x = Samples.doubles(2, NAN, 1, 2, 0.0, NAN, -0.0, Double.POSITIVE_INFINITY);
        assertArrayEquals(new long[]{4, 6, 2, 0, 3, 7, 1, 5}, Kernels.argsort(x, 0, false).toLongArray());
        assertArrayEquals(new long[]{7, 0, 3, 2, 4, 6, 1, 5}, Kernels.argsort(x, 0, true).toLongArray());
    }

    @ParameterizedTest
    @EnumSource
    void argsort_anyDimensionAndLayout_asTheJdkSorts(ElementType type) {
        Random random = new Random(14);
        for (int n : new int[]{0, 1, 2, 7, 64, 65}) {
            Array x = Samples.strided(random, type, n, 3);
            for (boolean descending : new boolean[]{false, true}) {
                Array sorted = Kernels.argsort(x, 0, descending);
                for (int column = 0; column < 3; column++) {
                    double[] keys = x.select(1, column).toDoubleArray();
                    Comparator<Integer> order = Comparator.comparingDouble(i -> keys[i]);
                    long[] expected = IntStream.range(0, n).boxed().sorted(descending ? order.reversed() : order)
                            .mapToLong(i -> i).toArray();
                    assertArrayEquals(expected, sorted.select(1, column).toLongArray());
                }
            }
        }
    }

    @Test
    void argsort_thenGather_sorts() {
        Array x = Kernels.normal(ElementType.FLOAT, 3, 200);
        double[] sorted = Kernels.gather(x, 1, Kernels.argsort(x, 1, false)).select(0, 1).toDoubleArray();
        double[] expected = x.select(0, 1).toDoubleArray();
        Arrays.sort(expected);
        assertArrayEquals(expected, sorted);
    }
}
