package gradshell.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ShapesTest {
    @Test
    void format_anyRank() {
        assertEquals("()", Shapes.format());
        assertEquals("(3)", Shapes.format(3));
        assertEquals("(2, 3)", Shapes.format(2, 3));
    }

    @Test
    void size_negative_isRefused() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> Shapes.size(2, -3));
        assertEquals("a size can't be negative: shape (2, -3)", e.getMessage());
    }

    @Test
    void size_beyondLong_isRefused() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> Shapes.size(1L << 40, 1L << 40));
        assertEquals("shape (1099511627776, 1099511627776) has more elements than a long counts", e.getMessage());
    }

    @Test
    void size_withZero_isZero() {
        assertEquals(0, Shapes.size(1L << 40, 1L << 40, 0));
    }

    @Test
    void broadcast_fitting() {
        assertArrayEquals(new long[]{4, 2, 3}, Shapes.broadcast(new long[]{2, 1}, new long[]{4, 1, 3}));
        assertArrayEquals(new long[]{0, 3}, Shapes.broadcast(new long[]{0, 3}, new long[]{1}));
        assertArrayEquals(new long[]{5}, Shapes.broadcast(new long[]{}, new long[]{5}));
    }

    @Test
    void broadcast_notFitting_isNull() {
        assertNull(Shapes.broadcast(new long[]{2, 3}, new long[]{2}));
        assertNull(Shapes.broadcast(new long[]{0}, new long[]{2}));
    }

    @Test
    void checkDim_outOfRange_namesRankAndShape() {
        Exception e = assertThrows(IndexOutOfBoundsException.class, () -> Shapes.checkDim(3, 2, 3));
        assertEquals("dimension 3 is out of range for a tensor of rank 2, shape (2, 3)", e.getMessage());
    }

    @Test
    void checkIndex_outOfRange_namesDimensionAndSize() {
        Exception e = assertThrows(IndexOutOfBoundsException.class, () -> Shapes.checkIndex(3, 1, 2, 3));
        assertEquals("index 3 is out of range for dimension 1 of size 3, shape (2, 3)", e.getMessage());
    }
}
