package gradshell.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinalgTest {
    private static final Array SINGULAR = Array.of(new double[]{1, 2, 2, 4}, 2, 2);
    private final Random random = new Random(19);

    private static void assertNear(Array expected, Array actual, double tolerance) {
        assertArrayEquals(expected.shape(), actual.shape());
        assertArrayEquals(expected.toDoubleArray(), actual.toDoubleArray(), tolerance);
    }

    private static Array identity(long n) {
        Array zeros = Array.full(ElementType.DOUBLE, 0, n, n);
        for (long i = 0; i < n; i++) {
            zeros.select(0, i).select(0, i).assign(Array.full(ElementType.DOUBLE, 1));
        }
        return zeros;
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void solve_randomSystems(ElementType type) {
        for (int n = 0; n < 8; n++) {
            Array a = Samples.strided(random, type, n, n);
            Array b = Samples.strided(random, type, n, 3);
            Array x = Linalg.solve(a, b);
            assertEquals(type, x.type());
            assertNear(b, Linalg.matmul(a, x), type == ElementType.FLOAT ? 1e-2 : 1e-10);
        }
    }

    /** Sizes on both sides of where BLAS takes other kernels; some of them have been wrong. */
    @Test
    void solve_ofAllSmallSizes() {
        for (int n = 1; n < 70; n++) {
            Array diagonal = Kernels.binary(Kernels.Binary.MUL, identity(n), 2.0 * n);
            Array a = Kernels.binary(Kernels.Binary.ADD, Samples.strided(random, ElementType.DOUBLE, n, n), diagonal);
            Array b = Samples.strided(random, ElementType.DOUBLE, n, n % 9 + 1);
            assertNear(b, Linalg.matmul(a, Linalg.solve(a, b)), 1e-10);
            Array square = Linalg.matmul(a, a.permute(1, 0));
            Array lower = Linalg.cholesky(square);
            assertNear(square, Linalg.matmul(lower, lower.permute(1, 0)), 1e-7);
        }
    }

    @Test
    void inverse_timesTheMatrix_isTheIdentity() {
        Array a = Samples.strided(random, ElementType.DOUBLE, 6, 6);
        assertNear(identity(6), Linalg.matmul(a, Linalg.inverse(a)), 1e-10);
        assertEquals(ElementType.FLOAT, Linalg.inverse(Array.of(new long[]{2}, 1, 1)).type());
    }

    @Test
    void solve_needingRowExchange() {
        Array a = Array.of(new double[]{0, 2, 3, 0}, 2, 2);
        assertNear(Array.of(new double[]{5, 2}, 2, 1), Linalg.solve(a, Array.of(new double[]{4, 15}, 2, 1)), 1e-14);
    }

    @Test
    void singular_isAnArithmeticException() {
        Exception e = assertThrows(ArithmeticException.class, () -> Linalg.inverse(SINGULAR));
        assertEquals("the matrix of shape (2, 2) is singular: pivot 2 of 2 in its elimination is zero", e.getMessage());
        assertThrows(ArithmeticException.class, () -> Linalg.solve(SINGULAR, SINGULAR));
    }

    @Test
    void signLogDet_knownValues() {
        assertArrayEquals(new double[]{-1, Math.log(2)}, Linalg.signLogDet(Array.of(new double[]{1, 2, 3, 4}, 2, 2)),
                1e-14);
        assertArrayEquals(new double[]{1, 0}, Linalg.signLogDet(identity(4)));
        assertArrayEquals(new double[]{1, 0}, Linalg.signLogDet(identity(0)));
        assertArrayEquals(new double[]{0, Double.NEGATIVE_INFINITY}, Linalg.signLogDet(SINGULAR));
    }

    @Test
    void signLogDet_ofProduct_isTheSum() {
        Array a = Samples.strided(random, ElementType.DOUBLE, 5, 5);
        Array b = Samples.strided(random, ElementType.DOUBLE, 5, 5);
        double[] ab = Linalg.signLogDet(Linalg.matmul(a, b));
        double[] first = Linalg.signLogDet(a);
        double[] second = Linalg.signLogDet(b);
        assertArrayEquals(new double[]{first[0] * second[0], first[1] + second[1]}, ab, 1e-10);
    }

    @Test
    void cholesky_timesItsTranspose_isTheMatrix() {
        Array r = Samples.strided(random, ElementType.DOUBLE, 5, 9);
        Array a = Linalg.matmul(r, r.permute(1, 0));
        Array lower = Linalg.cholesky(a);
        assertNear(a, Linalg.matmul(lower, lower.permute(1, 0)), 1e-10);
        assertEquals(0, lower.get(0, 4));
        assertTrue(lower.get(4, 4) > 0);
    }

    @Test
    void cholesky_notPositiveDefinite_isAnArithmeticException() {
        Exception e = assertThrows(ArithmeticException.class,
                () -> Linalg.cholesky(Array.of(new double[]{1, 2, 2, 1}, 2, 2)));
        assertEquals("the matrix of shape (2, 2) is not positive definite: its leading minor of order 2 is not "
                + "positive", e.getMessage());
    }

    @Test
    void nan_comesOutAsNan() {
        Array a = Array.of(new double[]{Double.NaN, 1, 1, 2}, 2, 2);
        assertEquals(Double.NaN, Linalg.signLogDet(a)[1]);
        assertEquals(Double.NaN, Linalg.solve(a, a).get(1, 1));
    }

    @Test
    void each_ofABatch_isEachByItself() {
        Array a = Samples.strided(random, ElementType.DOUBLE, 2, 3, 4, 4);
        Array all = Linalg.each(m -> Linalg.inverse(m[0]), ElementType.DOUBLE, new long[]{4, 4}, a);
        assertArrayEquals(a.shape(), all.shape());
        assertNear(Linalg.inverse(a.select(0, 1).select(0, 2)), all.select(0, 1).select(0, 2), 0);
        Array none = Array.full(ElementType.FLOAT, 0, 0, 2, 2);
        Array signs = Linalg.each(m -> Array.of(Linalg.signLogDet(m[0]), 2), ElementType.DOUBLE, new long[]{2}, none);
        assertArrayEquals(new long[]{0, 2}, signs.shape());
    }

    @Test
    void notSquare_namesTheShape() {
        Array a = Array.full(ElementType.FLOAT, 1, 2, 3);
        Exception e = assertThrows(IllegalArgumentException.class, () -> Linalg.inverse(a));
        assertEquals("inverse takes a square matrix, got shape (2, 3)", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Linalg.signLogDet(a));
        assertThrows(IllegalArgumentException.class, () -> Linalg.cholesky(a));
        e = assertThrows(IllegalArgumentException.class, () -> Linalg.solve(a, a));
        assertEquals("solve takes (n, n) and (n, k), got (2, 3) and (2, 3)", e.getMessage());
    }
}
