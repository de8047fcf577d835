package gradshell.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gradshell.array.Kernels.Reduction;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReductionsTest {
    private static double reference(Reduction op, List<Double> values) {
        return switch (op) {
            case SUM -> values.stream().mapToDouble(v -> v).sum();
            case PROD -> values.stream().reduce(1.0, (a, b) -> a * b);
            case MAX -> values.stream().mapToDouble(v -> v).max().orElseThrow();
            case MIN -> values.stream().mapToDouble(v -> v).min().orElseThrow();
        };
    }

    private static void check(Reduction op, Array x, int... dims) {
        Array y = Kernels.reduce(op, x, dims);
        long[] kept = x.shape();
        for (int d : dims.length == 0 ? IntStream.range(0, x.rank()).toArray() : dims) {
            kept[d] = 1;
        }
        assertArrayEquals(kept, y.shape());
        Samples.eachIndex(kept, k -> {
            List<Double> values = new ArrayList<>();
            Samples.eachIndex(x.shape(), i -> {
                boolean same = true;
                for (int d = 0; d < k.length; d++) {
                    same &= kept[d] == 1 || i[d] == k[d];
                }
                if (same) values.add(x.get(i));
            });
            double expected = reference(op, values);
            assertEquals(expected, y.get(k), 1e-6 * Math.max(1, Math.abs(expected)));
        });
    }

    @ParameterizedTest
    @EnumSource
    void reduce_anyDimensionsTypeAndLayout(Reduction op) {
        Random random = new Random(10);
        for (ElementType type : ElementType.values()) {
            check(op, Samples.strided(random, type));
            check(op, Samples.strided(random, type, 5), 0);
            int[][] choices = {{}, {0}, {1}, {2}, {2, 0}, {0, 1}, {1, 2}, {0, 1, 2}};
            for (int[] dims : choices) {
                check(op, Samples.strided(random, type, 2, 3, 4), dims);
                check(op, Samples.strided(random, type, 3, 1, 2), dims);
                check(op, Samples.strided(random, type, 1, 4).broadcastTo(2, 3, 4), dims);
            }
        }
    }

    @Test
    void reduce_types() {
        assertEquals(ElementType.LONG, Kernels.reduce(Reduction.SUM, Samples.booleans(true, true)).type());
        assertEquals(2, Kernels.reduce(Reduction.SUM, Samples.booleans(true, true)).item());
        assertEquals(ElementType.LONG,
                Kernels.reduce(Reduction.PROD, Array.full(ElementType.INT, 2, 3)).type());
        assertEquals(ElementType.INT, Kernels.reduce(Reduction.MAX, Array.full(ElementType.INT, 2, 3)).type());
        assertEquals(ElementType.BOOL, Kernels.reduce(Reduction.MIN, Samples.booleans(true)).type());
        assertEquals(ElementType.FLOAT, Kernels.reduce(Reduction.SUM, Samples.floats(1)).type());
    }

    @Test
    void sum_ofNothing_isZero_productOne() {
        Array empty = Array.full(ElementType.FLOAT, 1, 0, 2);
        assertEquals(0, Kernels.reduce(Reduction.SUM, empty).item());
        assertArrayEquals(new double[]{0, 0}, Kernels.reduce(Reduction.SUM, empty, 0).toDoubleArray());
        assertArrayEquals(new double[]{1, 1}, Kernels.reduce(Reduction.PROD, empty, 0).toDoubleArray());
        assertArrayEquals(new long[]{0, 1}, Kernels.reduce(Reduction.SUM, empty, 1).shape());
    }

    @Test
    void max_ofNothing_isRefused() {
        Array empty = Array.full(ElementType.FLOAT, 1, 0, 2);
        Exception e = assertThrows(IllegalArgumentException.class, () -> Kernels.reduce(Reduction.MAX, empty));
        assertEquals("no elements have no largest or smallest one: shape (0, 2)", e.getMessage());
        assertEquals(0, Kernels.reduce(Reduction.MAX, empty, 1).size());
    }

    @Test
    void maxAndMin_nanAnywhere_isNan() {
        Array x = Array.of(new double[]{1, Double.NaN, 3, 4, 5, 6}, 2, 3);
        for (Reduction op : new Reduction[]{Reduction.MAX, Reduction.MIN}) {
            assertEquals(Double.NaN, Kernels.reduce(op, x).item());
            assertEquals(Double.NaN, Kernels.reduce(op, x, 1).get(0, 0));
            assertEquals(Double.NaN, Kernels.reduce(op, x, 0).get(0, 1));
        }
        assertArrayEquals(new double[]{4, Double.NaN, 6}, Kernels.reduce(Reduction.MAX, x, 0).toDoubleArray());
    }

    @Test
    void max_ofInfinities() {
        Array x = Samples.doubles(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);
        assertEquals(Double.NEGATIVE_INFINITY, Kernels.reduce(Reduction.MAX, x).item());
        assertEquals(Double.NEGATIVE_INFINITY, Kernels.reduce(Reduction.SUM, x).item());
    }

    @Test
    void sum_ofManyFloats_isAccurate() {
        Array x = Array.full(ElementType.FLOAT, 0.1, 3000, 1000);
        double exact = 3e6 * (double) 0.1f;
        assertEquals((float) exact, Kernels.reduce(Reduction.SUM, x).item());
        assertEquals((float) exact, Kernels.reduce(Reduction.SUM, x.permute(1, 0)).item());
        assertEquals((float) (3000 * (double) 0.1f), Kernels.reduce(Reduction.SUM, x, 0).get(0, 7));
    }

    @Test
    void sum_ofManyDoubles_losesNothingWorthMentioning() {
        Array x = Array.full(ElementType.DOUBLE, 0.1, 1 << 20);
        assertEquals(0.1 * (1 << 20), Kernels.reduce(Reduction.SUM, x).item(), 1e-8);
    }

    @Test
    void sum_ofLongs_isExact() {
        Array x = Samples.longs((1L << 60) + 1, 1, 1);
        assertEquals((1L << 60) + 3, Kernels.reduce(Reduction.SUM, x).toLongArray()[0]);
    }

    @Test
    void reduce_badDimension_isRefused() {
        Array x = Array.full(ElementType.FLOAT, 1, 2, 3);
        Exception e = assertThrows(IndexOutOfBoundsException.class, () -> Kernels.reduce(Reduction.SUM, x, 3));
        assertEquals("dimension 3 is out of range for a tensor of rank 2, shape (2, 3)", e.getMessage());
        e = assertThrows(IllegalArgumentException.class, () -> Kernels.reduce(Reduction.SUM, x, 1, 1));
        assertEquals("dimension 1 is named twice in [1, 1]", e.getMessage());
    }
}
