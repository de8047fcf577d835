package gradshell.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gradshell.array.Kernels.Compare;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompareTest {
    private static boolean reference(Compare op, double a, double b) {
        return switch (op) {
            case GT -> a > b;
            case GE -> a >= b;
            case LT -> a < b;
            case LE -> a <= b;
            case EQ -> a == b;
            case NE -> a != b;
        };
    }

    @ParameterizedTest
    @EnumSource
    void compare_anyTypesAndLayouts(Compare op) {
        Random random = new Random(8);
        for (ElementType left : ElementType.values()) {
            for (ElementType right : ElementType.values()) {
                Array a = Samples.strided(random, left, 2, 3, 1);
                Array b = Samples.strided(random, right, 3, 4);
                Array c = Kernels.compare(op, a, b);
                assertEquals(ElementType.BOOL, c.type());
                Samples.eachIndex(new long[]{2, 3, 4}, i -> assertEquals(
                        reference(op, Samples.broadcastGet(a, i), Samples.broadcastGet(b, i)) ? 1 : 0, c.get(i)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void compare_nan_isFalseButForNe(Compare op) {
        Array nan = Samples.doubles(Double.NaN);
        double expected = op == Compare.NE ? 1 : 0;
        assertEquals(expected, Kernels.compare(op, nan, nan).item());
        assertEquals(expected, Kernels.compare(op, nan, 0).item());
        assertEquals(expected, Kernels.compare(op, Samples.floats(1), Double.NaN).item());
    }

    @Test
    void compare_withScalar() {
        Array i = Samples.longs(2, 3, (1L << 53) + 1);
        assertArrayEquals(new long[]{0, 1, 1}, Kernels.compare(Compare.GT, i, 2.5).toLongArray());
        assertArrayEquals(new long[]{0, 1, 0}, Kernels.compare(Compare.EQ, i, 3).toLongArray());
        assertArrayEquals(new long[]{0, 0, 0}, Kernels.compare(Compare.EQ, i, 0x1p53).toLongArray());
        assertEquals(1, Kernels.compare(Compare.EQ, Samples.floats(0.1f), 0.1).item());
    }

    @Test
    void compare_largeLongs_exactly() {
        Array a = Samples.longs(Long.MAX_VALUE);
        Array b = Samples.longs(Long.MAX_VALUE - 1);
        assertEquals(1, Kernels.compare(Compare.GT, a, b).item());
        assertEquals(0, Kernels.compare(Compare.EQ, a, b).item());
    }

    @Test
    void compare_longWithFloat_notRoundedToFloat() {
        assertEquals(0, Kernels.compare(Compare.EQ, Samples.longs(16777217), Samples.floats(16777216)).item());
    }

    @Test
    void where_broadcastsAllThree() {
        Array c = Samples.booleans(true, false);
        Array a = Array.of(new float[]{1, 2, 3}, 3, 1);
        Array picked = Kernels.where(c, a, Array.full(ElementType.DOUBLE, -1));
        assertEquals(ElementType.DOUBLE, picked.type());
        assertArrayEquals(new long[]{3, 2}, picked.shape());
        assertArrayEquals(new double[]{1, -1, 2, -1, 3, -1}, picked.toDoubleArray());
    }

    @ParameterizedTest
    @EnumSource
    void where_anyTypeAndLayout(ElementType type) {
        Random random = new Random(9);
        for (long[] shape : Samples.SHAPES) {
            Array c = Samples.strided(random, ElementType.BOOL, shape);
            Array a = Samples.strided(random, type, shape);
            Array b = Samples.strided(random, type, shape);
            Array picked = Kernels.where(c, a, b);
            Samples.eachIndex(shape, i -> assertEquals(c.get(i) != 0 ? a.get(i) : b.get(i), picked.get(i)));
        }
    }

    @Test
    void where_nanThatIsNotPicked_doesNotShow() {
        Array x = Kernels.where(Samples.booleans(false), Samples.floats(Float.NaN), Samples.floats(2));
        assertEquals(2, x.item());
    }

    @Test
    void where_conditionOfNumbers_isRefused() {
        Exception e = assertThrows(IllegalArgumentException.class,
                () -> Kernels.where(Samples.floats(1), Samples.floats(1), Samples.floats(2)));
        assertEquals("the condition of where is a BOOL tensor, such as x.gt(0); got FLOAT", e.getMessage());
    }
}
