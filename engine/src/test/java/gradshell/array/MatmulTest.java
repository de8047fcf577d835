package gradshell.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MatmulTest {
    private static final Random RANDOM = new Random(18);

    private static void check(Array a, Array b) {
        Array c = Linalg.matmul(a, b);
        assertEquals(ElementType.wider(a.type(), b.type()), c.type());
        int last = c.rank() - 1;
        Samples.eachIndex(c.shape(), i -> {
            double sum = 0;
            for (long k = 0; k < a.size(a.rank() - 1); k++) {
                sum += batchGet(a, Shapes.with(i, last, k)) * batchGet(b, Shapes.with(i, last - 1, k));
            }
            assertEquals(sum, c.get(i), c.type() == ElementType.DOUBLE ? 1e-12 : 1e-4);
        });
    }

    /** The element of a batch of matrices whose leading dimensions alone are broadcast. */
    private static double batchGet(Array x, long... index) {
        long[] own = new long[x.rank()];
        for (int d = 0; d < own.length; d++) {
            long i = index[d + index.length - own.length];
            own[d] = d < own.length - 2 && x.size(d) == 1 ? 0 : i;
        }
        return x.get(own);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BOOL")
    void matmul_randomLayouts_isTheSumOfProducts(ElementType type) {
        for (int round = 0; round < 60; round++) {
            long m = RANDOM.nextLong(1, 5);
            long k = RANDOM.nextLong(1, 5);
            long n = RANDOM.nextLong(1, 5);
            check(Samples.strided(RANDOM, type, m, k), Samples.strided(RANDOM, type, k, n));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE", "LONG"})
    void matmul_batchesBroadcast(ElementType type) {
        check(Samples.strided(RANDOM, type, 5, 2, 3), Samples.strided(RANDOM, type, 3, 4));
        check(Samples.strided(RANDOM, type, 2, 3), Samples.strided(RANDOM, type, 4, 3, 2));
        check(Samples.strided(RANDOM, type, 2, 1, 2, 3), Samples.strided(RANDOM, type, 5, 3, 1));
        check(Samples.strided(RANDOM, type, 2, 3).broadcastTo(3, 2, 3), Samples.strided(RANDOM, type, 3, 3, 1));
    }

    @Test
    void matmul_transposedSlicedAndBroadcastViews() {
        Array a = Kernels.normal(ElementType.FLOAT, 6, 8);
        check(a, a.permute(1, 0));
        check(a.permute(1, 0), a);
        check(a.slice(1, 2, 5), a.slice(1, 1, 4).permute(1, 0));
        check(a.slice(0, 1, 2), a.permute(1, 0).slice(1, 0, 1));
        check(a.select(0, 0).broadcastTo(4, 8), a.permute(1, 0));
        check(a.flip(1), a.flip(0).permute(1, 0));
    }

    @Test
    void matmul_large_asSumOfProducts() {
        Array a = Kernels.normal(ElementType.DOUBLE, 70, 90);
        check(a, a.permute(1, 0));
    }

    private static final int[][] DIVIDED = {{129, 67, 301}, {67, 129, 301}, {1, 700, 900}, {700, 1, 900},
            {33, 40, 3001},
            {64, 64, 784}, {128, 784, 64}, {17, 16, 4000}, {250, 250, 250}};

    private static void assertProduct(double[] a, double[] b, double[] start, Array product, int m, int n, int k,
            boolean isFloat) {
        double[] expected = start;
        for (int i = 0; i < m; i++)
            for (int l = 0; l < k; l++)
                for (int j = 0; j < n; j++) expected[i * n + j] += a[i * k + l] * b[l * n + j];
        assertArrayEquals(expected, product.toDoubleArray(), isFloat ? 1e-3 : 1e-11);
    }

    /** The same matrix, laid out by columns. */
    private static Array turned(Array x) {
        return x.permute(1, 0).copy().permute(1, 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void matmul_dividedAmongThreads_asLoops(ElementType type) {
        for (int[] size : DIVIDED) {
            int m = size[0];
            int n = size[1];
            int k = size[2];
            Array a = Kernels.normal(type, m, k);
            Array b = Kernels.normal(type, k, n);
            double[] x = a.toDoubleArray();
            double[] y = b.toDoubleArray();
            boolean isFloat = type == ElementType.FLOAT;
            assertProduct(x, y, new double[m * n], Linalg.matmul(a, b), m, n, k, isFloat);
            assertProduct(x, y, new double[m * n], Linalg.matmul(turned(a), b), m, n, k, isFloat);
            assertProduct(x, y, new double[m * n], Linalg.matmul(a, turned(b)), m, n, k, isFloat);
            assertProduct(x, y, new double[m * n], Linalg.matmul(turned(a), turned(b)), m, n, k, isFloat);
        }
    }

    private static Array integers(ElementType type, int rows, int columns) {
        return Array.of(RANDOM.ints((long) rows * columns, -4, 5).asDoubleStream().toArray(), rows, columns).to(type);
    }

    /** Sizes on both sides of where BLAS takes other kernels, in numbers of which every sum is exact. */
    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void matmul_smallSizes_exactly(ElementType type) {
        int[] sizes = {1, 5, 8, 9, 17, 33, 64};
        for (int m : sizes) {
            for (int n : sizes) {
                for (int k : sizes) {
                    Array a = integers(type, m, k);
                    Array b = integers(type, k, n);
                    double[] c = new double[m * n];
                    assertProduct(a.toDoubleArray(), b.toDoubleArray(), c, Linalg.matmul(a, b), m, n, k, false);
                    assertArrayEquals(c, Linalg.matmul(turned(a), b).toDoubleArray());
                    assertArrayEquals(c, Linalg.matmul(a, turned(b)).toDoubleArray());
                    assertArrayEquals(c, Linalg.matmul(turned(a), turned(b)).toDoubleArray());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void affine_layoutsAndSizes_asLoops(ElementType type) {
        int[][] sizes = {{1, 1, 1}, {2, 1, 3}, {3, 5, 0}, {3, 0, 2}, {0, 4, 2}, {128, 64, 784}, {10, 64, 128},
                {65, 200, 301}};
        for (int[] size : sizes) {
            int m = size[0];
            int n = size[1];
            int k = size[2];
            Array w = Kernels.normal(type, m, k);
            Array x = Kernels.normal(type, k, n);
            Array bias = Kernels.normal(type, 3 * m + 1).slice(0, 1, 3 * m + 1).reshape(m, 3).select(1, 1);
            double[] start = new double[m * n];
            for (int i = 0; i < start.length; i++) start[i] = bias.get(i / n);
            boolean isFloat = type == ElementType.FLOAT;
            double[] a = w.toDoubleArray();
            double[] b = x.toDoubleArray();
            assertProduct(a, b, start.clone(), Linalg.affine(w, x, bias, null), m, n, k, isFloat);
            assertProduct(a, b, start.clone(), Linalg.affine(turned(w), turned(x), bias.flip(0).copy().flip(0), null),
                    m, n, k, isFloat);
            bias.toNd4j();
            assertProduct(a, b, start.clone(), Linalg.affine(w, x, bias, null), m, n, k, isFloat);
        }
    }

    @Test
    void affine_vectorAndFunction() {
        Array w = Array.of(new double[]{1, -2, 3, 4, 5, 6}, 2, 3);
        Array x = Array.of(new double[]{1, 0, 9, 0, -1, 0}, 3, 2).select(1, 0);
        Array y = Linalg.affine(w, x, Array.of(new double[]{17, 0.5}, 2), Kernels.Unary.RELU);
        assertArrayEquals(new long[]{2}, y.shape());
        assertArrayEquals(new double[]{0, 43.5}, y.toDoubleArray());
    }

    @Test
    void matmul_mixedTypes_meetInTheWider() {
        check(Samples.strided(RANDOM, ElementType.LONG, 2, 3), Samples.strided(RANDOM, ElementType.FLOAT, 3, 2));
        check(Samples.strided(RANDOM, ElementType.FLOAT, 2, 3), Samples.strided(RANDOM, ElementType.DOUBLE, 3, 2));
    }

    @Test
    void matmul_empty() {
        Array none = Array.full(ElementType.FLOAT, 1, 2, 0);
        assertArrayEquals(new double[]{0, 0, 0, 0}, Linalg.matmul(none, none.permute(1, 0)).toDoubleArray());
        assertArrayEquals(new long[]{0, 0}, Linalg.matmul(none.permute(1, 0), none).shape());
        assertArrayEquals(new long[]{0, 2, 2},
                Linalg.matmul(Array.full(ElementType.FLOAT, 1, 0, 2, 3), Array.full(ElementType.FLOAT, 1, 3, 2))
                        .shape());
    }

    @Test
    void matmul_longs_exactly() {
        Array a = Array.of(new long[]{(1L << 53) + 1}, 1, 1);
        assertEquals((1L << 53) + 1, Linalg.matmul(a, Array.of(new long[]{1}, 1, 1)).toLongArray()[0]);
    }

    @Test
    void matmul_notFitting_namesShapes() {
        Array a = Array.full(ElementType.FLOAT, 1, 2, 3);
        Exception e = assertThrows(IllegalArgumentException.class, () -> Linalg.matmul(a, a));
        assertEquals("matmul takes (.., m, k) and (.., k, n), got (2, 3) and (2, 3)", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Linalg.matmul(a, Samples.floats(1, 2, 3)));
        assertThrows(IllegalArgumentException.class, () -> Linalg.matmul(Array.full(ElementType.FLOAT, 1, 2, 2, 2),
                Array.full(ElementType.FLOAT, 1, 3, 2, 2)));
        assertThrows(IllegalArgumentException.class,
                () -> Linalg.matmul(a.to(ElementType.BOOL), a.permute(1, 0).to(ElementType.BOOL)));
    }
}
