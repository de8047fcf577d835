package gradshell.array;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FinitenessTest {
    private static final double[] FINITE = {0, -0.0, 1, -1, Double.MIN_VALUE, Float.MIN_VALUE, Float.MAX_VALUE,
            -Float.MAX_VALUE};
    private static final double[] NOT = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void allFinite_anyElementAnywhere(ElementType type) {
        for (int n : new int[]{1, 7, 1023, 1024, 1025, 3000}) {
            Array x = Array.full(type, 1, n);
            for (double value : FINITE) {
                x.slice(0, n - 1, n).assign(Array.full(ElementType.DOUBLE, value, 1));
                assertTrue(Kernels.allFinite(x), () -> value + "");
            }
            for (double value : NOT) {
                for (int at : new int[]{0, n / 2, n - 1}) {
                    Array y = x.copy();
                    y.slice(0, at, at + 1).assign(Array.full(ElementType.DOUBLE, value, 1));
                    assertFalse(Kernels.allFinite(y));
                    y.toNd4j();
                    assertFalse(Kernels.allFinite(y));
                }
            }
        }
    }

    @Test
    void allFinite_viewsSeeTheirOwnElements() {
        Array x = Array.of(new double[]{1, Double.NaN, 3, 4, 5, 6}, 2, 3);
        assertTrue(Kernels.allFinite(x.select(1, 0)));
        assertTrue(Kernels.allFinite(x.slice(1, 2, 3)));
        assertFalse(Kernels.allFinite(x.flip(0).permute(1, 0)));
        assertTrue(Kernels.allFinite(Samples.strided(new Random(1), ElementType.LONG, 2, 3)));
        assertTrue(Kernels.allFinite(x.slice(0, 1, 1)));
    }
}
