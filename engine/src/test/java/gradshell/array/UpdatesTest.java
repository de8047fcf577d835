package gradshell.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;

class UpdatesTest {
    /** Two numbers change by the third: {@code b ← b / 2 + g}, {@code a ← a - 3 b}. */
    private static final Update HALF = (x, g, n) -> {
        for (int i = 0; i < n; i++) {
            x[1][i] = x[1][i] / 2 + g[i];
            x[0][i] -= 3 * x[1][i];
        }
    };

    private static void check(Array a, Array b, Array g) {
        double[] wasA = a.toDoubleArray();
        double[] wasB = b.toDoubleArray();
        double[] with = g.toDoubleArray();
        double[] newA = wasA.clone();
        double[] newB = wasB.clone();
        for (int i = 0; i < wasA.length; i++) {
            newB[i] = wasB[i] / 2 + with[i];
            newA[i] = wasA[i] - 3 * newB[i];
        }
        long version = a.version();
        Kernels.update(HALF, g, a, b);
        double tolerance = a.type() == ElementType.FLOAT ? 2e-6 : 1e-15;
        assertArrayEquals(newB, b.toDoubleArray(), tolerance);
        assertArrayEquals(newA, a.toDoubleArray(), 4 * tolerance);
        assertArrayEquals(with, g.toDoubleArray());
        assertEquals(version + 1, a.version());
    }

    @Test
    void everySize_onTheHeapAndOff() {
        for (int n : new int[]{0, 1, 7, 1023, 1024, 1025, 4096, 9001, (1 << 17) + 3}) {
            for (ElementType type : new ElementType[]{ElementType.FLOAT, ElementType.DOUBLE}) {
                check(Kernels.normal(type, n), Kernels.normal(type, n), Kernels.normal(type, n));
            }
        }
    }

    @Test
    void everyLayout() {
        Random random = new Random(3);
        for (long[] shape : Samples.SHAPES) {
            for (ElementType type : new ElementType[]{ElementType.FLOAT, ElementType.DOUBLE}) {
                check(Samples.strided(random, type, shape), Samples.strided(random, type, shape),
                        Samples.strided(random, type, shape));
            }
        }
    }

    @Test
    void stretchedConstant_andOneThatLiesElsewhereInTheSameMemory() {
        Array all = Array.of(new double[]{1, 2, 3, 4, 5, 6}, 6);
        Kernels.update((x, g, n) -> System.arraycopy(g, 0, x[0], 0, n), all.slice(0, 0, 5), all.slice(0, 1, 6));
        assertArrayEquals(new double[]{1, 1, 2, 3, 4, 5}, all.toDoubleArray());
        check(Kernels.normal(ElementType.FLOAT, 30, 50), Kernels.normal(ElementType.FLOAT, 30, 50),
                Kernels.normal(ElementType.FLOAT, 30, 1).broadcastTo(30, 50));
    }

    @Test
    void whatCannotBeWritten_isRefused() {
        Array x = Kernels.normal(ElementType.FLOAT, 3);
        assertThrows(IllegalArgumentException.class,
                () -> Kernels.update(HALF, x, x.slice(0, 0, 1).broadcastTo(3), x));
        assertThrows(IllegalArgumentException.class, () -> Kernels.update(HALF, x, x, x.slice(0, 0, 2)));
        Array whole = x.to(ElementType.LONG);
        assertThrows(IllegalArgumentException.class, () -> Kernels.update(HALF, whole, whole, whole));
    }
}
