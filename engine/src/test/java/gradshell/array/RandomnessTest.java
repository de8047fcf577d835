package gradshell.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RandomnessTest {
    @Test
    void sameSeed_sameNumbers() {
        Kernels.seed(42);
        double[] first = Kernels.normal(ElementType.FLOAT, 5).toDoubleArray();
        double[] next = Kernels.uniform(ElementType.DOUBLE, 5).toDoubleArray();
        Kernels.seed(42);
        assertArrayEquals(first, Kernels.normal(ElementType.FLOAT, 5).toDoubleArray());
        assertArrayEquals(next, Kernels.uniform(ElementType.DOUBLE, 5).toDoubleArray());
        Kernels.seed(43);
        assertTrue(!Arrays.equals(first, Kernels.normal(ElementType.FLOAT, 5).toDoubleArray()));
    }

    @Test
    void uniform_isInRangeWithTheRightMoments() {
        Kernels.seed(1);
        double[] values = Kernels.uniform(ElementType.FLOAT, 100, 1000).toDoubleArray();
        assertTrue(Arrays.stream(values).allMatch(v -> v >= 0 && v < 1));
        double mean = Arrays.stream(values).average().orElseThrow();
        assertEquals(0.5, mean, 0.005);
        assertEquals(1.0 / 12, Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow(), 0.001);
    }

    @Test
    void normal_hasTheRightMoments() {
        Kernels.seed(2);
        double[] values = Kernels.normal(ElementType.DOUBLE, 100_000).toDoubleArray();
        assertEquals(0, Arrays.stream(values).average().orElseThrow(), 0.02);
        assertEquals(1, Arrays.stream(values).map(v -> v * v).average().orElseThrow(), 0.03);
        assertEquals(3, Arrays.stream(values).map(v -> v * v * v * v).average().orElseThrow(), 0.15);
    }

    @Test
    void random_ofIntegers_isRefused() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> Kernels.uniform(ElementType.INT, 2));
        assertEquals("random numbers are FLOAT or DOUBLE, not INT", e.getMessage());
    }
}
