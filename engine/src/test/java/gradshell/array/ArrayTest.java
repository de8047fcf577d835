package gradshell.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArrayTest {
    private final Array x = Array.of(new double[]{1, 2, 3, 4, 5, 6}, 2, 3);

    @Test
    void of_keepsTypeShapeAndOrder() {
        assertEquals(ElementType.DOUBLE, x.type());
        assertArrayEquals(new long[]{2, 3}, x.shape());
        assertEquals(2, x.rank());
        assertEquals(6, x.size());
        assertEquals(3, x.size(1));
        assertEquals(6, x.get(1, 2));
        assertArrayEquals(new double[]{1, 2, 3, 4, 5, 6}, x.toDoubleArray());
    }

    @Test
    void of_eachJavaArray_hasItsType() {
        assertArrayEquals(new float[]{1.5f, -2}, Samples.floats(1.5f, -2).toFloatArray());
        assertArrayEquals(new long[]{Long.MIN_VALUE, 7}, Samples.longs(Long.MIN_VALUE, 7).toLongArray());
        assertArrayEquals(new long[]{1, 0}, Samples.booleans(true, false).toLongArray());
        assertEquals(ElementType.FLOAT, Samples.floats().type());
        assertEquals(ElementType.LONG, Samples.longs().type());
        assertEquals(ElementType.BOOL, Samples.booleans().type());
    }

    @Test
    void of_laterChangeOfTheJavaArray_isNotSeen() {
        double[] values = {1, 2};
        Array copy = Array.of(values, 2);
        values[0] = 9;
        assertEquals(1, copy.get(0));
    }

    @Test
    void of_wrongCount_namesBoth() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> Array.of(new float[5], 2, 3));
        assertEquals("shape (2, 3) needs 6 values, got 5", e.getMessage());
        e = assertThrows(IllegalArgumentException.class, () -> Array.of(new float[2]));
        assertEquals("shape () needs 1 value, got 2", e.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void full_anyType(ElementType type) {
        Array ones = Array.full(type, 1, 2, 2);
        assertEquals(type, ones.type());
        assertArrayEquals(new double[]{1, 1, 1, 1}, ones.toDoubleArray());
        assertEquals(0, Array.full(type, 0).item());
    }

    @Test
    void full_negativeZero_keepsItsSign() {
        assertEquals(Double.NEGATIVE_INFINITY, 1 / Array.full(ElementType.FLOAT, -0.0).item());
    }

    @Test
    void full_negativeSize_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> Array.full(ElementType.FLOAT, 0, 2, -1));
    }

    @Test
    void allocation_beyondMemory_isAnError() {
        Error e = assertThrows(OutOfMemoryError.class, () -> Array.full(ElementType.FLOAT, 0, 1L << 50));
        assertTrue(e.getMessage().startsWith("a tensor of 4294967296 MB doesn't fit into memory"), e.getMessage());
        assertThrows(OutOfMemoryError.class, () -> Array.full(ElementType.DOUBLE, 0, 1L << 62));
    }

    @Test
    void shape_returnedArray_isACopy() {
        x.shape()[0] = 99;
        assertEquals(2, x.size(0));
    }

    @Test
    void get_badIndex_namesDimension() {
        Exception e = assertThrows(IndexOutOfBoundsException.class, () -> x.get(1, 3));
        assertEquals("index 3 is out of range for dimension 1 of size 3, shape (2, 3)", e.getMessage());
        assertThrows(IndexOutOfBoundsException.class, () -> x.get(-1, 0));
        e = assertThrows(IllegalArgumentException.class, () -> x.get(1));
        assertEquals("an element of shape (2, 3) is named by 2 indices, got 1", e.getMessage());
    }

    @Test
    void item_oneElement_anyRank() {
        assertEquals(5, Array.of(new float[]{5}).item());
        assertEquals(5, Array.of(new float[]{5}, 1, 1).item());
        Exception e = assertThrows(IllegalArgumentException.class, x::item);
        assertEquals("item() takes a tensor of one element; this one has 6, shape (2, 3)", e.getMessage());
    }

    @Test
    void size_badDimension_isRefused() {
        Exception e = assertThrows(IndexOutOfBoundsException.class, () -> x.size(2));
        assertEquals("dimension 2 is out of range for a tensor of rank 2, shape (2, 3)", e.getMessage());
    }

    @Test
    void to_integers_cutsFractionsOff() {
        Array values = Samples.doubles(-1.7, 2.9, 1e30);
        assertArrayEquals(new long[]{-1, 2, Long.MAX_VALUE}, values.to(ElementType.LONG).toLongArray());
        assertArrayEquals(new long[]{-1, 2, Integer.MAX_VALUE}, values.to(ElementType.INT).toLongArray());
    }

    @Test
    void to_bool_isNotZero() {
        Array values = Samples.doubles(0, -0.0, 0.5, Double.NaN);
        assertArrayEquals(new long[]{0, 0, 1, 1}, values.to(ElementType.BOOL).toLongArray());
    }

    @Test
    void to_longFromInt_isExact() {
        Array big = Samples.longs(Long.MAX_VALUE - 1);
        assertEquals(Long.MAX_VALUE - 1, big.copy().toLongArray()[0]);
        assertEquals(Integer.MIN_VALUE, Samples.longs(1L << 31).to(ElementType.INT).toLongArray()[0]);
    }

    @ParameterizedTest
    @EnumSource
    void to_anyOtherType_stridedAsContiguous(ElementType type) {
        Random random = new Random(7);
        for (long[] shape : Samples.SHAPES) {
            Array source = Samples.strided(random, type, shape);
            for (ElementType target : ElementType.values()) {
                Array converted = source.to(target);
                assertEquals(target, converted.type());
                assertArrayEquals(source.copy().to(target).toDoubleArray(), converted.toDoubleArray());
            }
        }
    }

    @Test
    void to_sameType_isItself() {
        assertSame(x, x.to(ElementType.DOUBLE));
        assertNotSame(x, x.copy());
    }

    @ParameterizedTest
    @EnumSource
    void copy_stridedInAnyLayout_hasTheSameElements(ElementType type) {
        Random random = new Random(3);
        for (long[] shape : Samples.SHAPES) {
            Array source = Samples.strided(random, type, shape);
            Array copy = source.copy();
            assertTrue(copy.isContiguous());
            Samples.eachIndex(shape, i -> assertEquals(source.get(i), copy.get(i)));
        }
    }

    @Test
    void contiguous_onlyCopiesWhatIsNot() {
        assertSame(x, x.contiguous());
        assertFalse(x.permute(1, 0).isContiguous());
        assertTrue(x.permute(1, 0).contiguous().isContiguous());
        assertTrue(x.slice(0, 1, 2).isContiguous());
        assertTrue(x.slice(1, 0, 0).isContiguous());
    }

    @Test
    void toJavaArrays_ofViews_areRowMajor() {
        Array view = x.permute(1, 0).slice(0, 1, 3);
        assertArrayEquals(new double[]{2, 5, 3, 6}, view.toDoubleArray());
        assertArrayEquals(new float[]{2, 5, 3, 6}, view.toFloatArray());
        assertArrayEquals(new long[]{2, 5, 3, 6}, view.toLongArray());
    }
}
