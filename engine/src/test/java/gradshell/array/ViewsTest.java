package gradshell.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ViewsTest {
    private final Array x = Array.of(new double[]{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, 3, 4);

    @Test
    void views_shareMemoryAndVersion() {
        Array view = x.permute(1, 0).select(0, 2).reshape(3, 1);
        view.assign(Array.full(ElementType.DOUBLE, -1));
        assertArrayEquals(new double[]{0, 1, -1, 3, 4, 5, -1, 7, 8, 9, -1, 11}, x.toDoubleArray());
        assertEquals(1, x.version());
        assertEquals(1, view.version());
    }

    @Test
    void permute_threeDimensions() {
        Array y = x.reshape(3, 2, 2).permute(2, 0, 1);
        assertArrayEquals(new long[]{2, 3, 2}, y.shape());
        Samples.eachIndex(y.shape(), i -> assertEquals(x.reshape(3, 2, 2).get(i[1], i[2], i[0]), y.get(i)));
    }

    @Test
    void permute_notAPermutation_isRefused() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> x.permute(0, 0));
        assertEquals("a permutation names each of the 2 dimensions of shape (3, 4) once, got [0, 0]", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> x.permute(0));
        assertThrows(IndexOutOfBoundsException.class, () -> x.permute(0, 2));
    }

    @Test
    void slice_andSelect() {
        assertArrayEquals(new double[]{5, 6, 9, 10}, x.slice(0, 1, 3).slice(1, 1, 3).toDoubleArray());
        assertArrayEquals(new double[]{1, 5, 9}, x.select(1, 1).toDoubleArray());
        assertEquals(9, x.select(1, 1).select(0, 2).item());
        assertEquals(0, x.slice(0, 3, 3).size());
    }

    @Test
    void slice_outOfRange_namesTheRange() {
        Exception e = assertThrows(IndexOutOfBoundsException.class, () -> x.slice(1, 2, 5));
        assertEquals("slice from 2 to 5 is out of range for dimension 1 of size 4, shape (3, 4)", e.getMessage());
        assertThrows(IndexOutOfBoundsException.class, () -> x.slice(1, 3, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> x.slice(2, 0, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> x.select(0, 3));
    }

    @Test
    void flip_eachDimension() {
        assertArrayEquals(new double[]{3, 2, 1, 0}, x.flip(1).select(0, 0).toDoubleArray());
        assertArrayEquals(new double[]{11, 10, 9, 8}, x.flip(0).flip(1).select(0, 0).toDoubleArray());
        assertEquals(0, Array.full(ElementType.FLOAT, 1, 0).flip(0).size());
    }

    @Test
    void broadcastTo_repeatsWithoutCopying() {
        Array row = x.select(0, 1).broadcastTo(2, 4);
        assertArrayEquals(new double[]{4, 5, 6, 7, 4, 5, 6, 7}, row.toDoubleArray());
        assertSame(x.storage, row.storage);
        assertArrayEquals(new long[]{0, 4}, x.slice(0, 0, 1).broadcastTo(0, 4).shape());
    }

    @Test
    void broadcastTo_notFitting_namesShapes() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> x.broadcastTo(3, 5));
        assertEquals("shape (3, 4) can't be broadcast to (3, 5): sizes, counted from the last dimension, must be equal "
                + "or 1", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> x.broadcastTo(4));
    }

    @Test
    void reshape_ofContiguous_isAView() {
        assertSame(x.storage, x.reshape(2, 6).storage);
        assertSame(x.storage, x.slice(0, 1, 3).reshape(8).storage);
        assertArrayEquals(new double[]{4, 5, 6, 7, 8, 9, 10, 11}, x.slice(0, 1, 3).reshape(8).toDoubleArray());
    }

    @Test
    void reshape_ofStridedWhereStridesAllow_isAView() {
        Array columns = x.slice(1, 0, 2);
        assertSame(x.storage, columns.reshape(3, 1, 2, 1).storage);
        assertSame(x.storage, x.permute(1, 0).reshape(2, 2, 3).storage);
        assertNotSame(x.storage, columns.reshape(6).storage);
        assertNotSame(x.storage, x.permute(1, 0).reshape(12).storage);
    }

    @Test
    void reshape_wrongSize_namesShapes() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> x.reshape(5, 2));
        assertEquals("shape (3, 4) has 12 elements and can't be reshaped to (5, 2) with 10", e.getMessage());
    }

    @Test
    void reshape_randomLayouts_keepRowMajorOrder() {
        Random random = new Random(5);
        long[][] shapes = {{24}, {2, 12}, {4, 1, 6}, {2, 3, 4}, {6, 2, 2}, {1, 24, 1}, {3, 8}, {2, 2, 2, 3}, {4, 3, 2}};
        for (int round = 0; round < 300; round++) {
            Array source = Samples.strided(random, ElementType.DOUBLE, shapes[random.nextInt(shapes.length)]);
            if (round % 3 == 0) source = source.copy().permute(Samples.order(random, source.rank()));
            long[] target = shapes[random.nextInt(shapes.length)];
            assertArrayEquals(source.toDoubleArray(), source.reshape(target).toDoubleArray());
        }
    }

    @Test
    void reshape_scalarAndEmpty() {
        assertEquals(7, Array.of(new float[]{7}).reshape(1, 1).reshape().item());
        assertArrayEquals(new long[]{0, 9}, Array.full(ElementType.INT, 0, 2, 0).reshape(0, 9).shape());
    }
}
