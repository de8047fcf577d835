package gradshell.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class AssignTest {
    private final Array x = Samples.doubles(0, 1, 2, 3, 4);

    @Test
    void assign_countsTheVersionOfAllViews() {
        Array view = x.slice(0, 1, 3);
        assertEquals(0, view.version());
        view.assign(Samples.doubles(7, 8));
        x.assign(x);
        assertEquals(2, view.version());
        assertEquals(0, x.copy().version());
        assertArrayEquals(new double[]{0, 7, 8, 3, 4}, x.toDoubleArray());
    }

    @Test
    void assign_toOverlappingViews_readsTheOldValues() {
        x.slice(0, 1, 5).assign(x.slice(0, 0, 4));
        assertArrayEquals(new double[]{0, 0, 1, 2, 3}, x.toDoubleArray());
        x.slice(0, 0, 4).assign(x.slice(0, 1, 5));
        assertArrayEquals(new double[]{0, 1, 2, 3, 3}, x.toDoubleArray());
        x.assign(x.flip(0));
        assertArrayEquals(new double[]{3, 3, 2, 1, 0}, x.toDoubleArray());
    }

    @Test
    void assign_ownTranspose_readsTheOldValues() {
        Array square = Array.of(new double[]{1, 2, 3, 4}, 2, 2);
        square.assign(square.permute(1, 0));
        assertArrayEquals(new double[]{1, 3, 2, 4}, square.toDoubleArray());
    }

    @Test
    void assign_overlapSeenThroughNd4j_readsTheOldValues() {
        Array same = Array.of(x.toNd4j());
        same.assign(x.flip(0));
        assertArrayEquals(new double[]{4, 3, 2, 1, 0}, x.toDoubleArray());
    }

    @Test
    void assign_otherTypeAndBroadcast() {
        Array target = Array.full(ElementType.FLOAT, 0, 2, 2);
        target.assign(Samples.longs(3, 4));
        assertArrayEquals(new double[]{3, 4, 3, 4}, target.toDoubleArray());
        target.assign(Array.full(ElementType.DOUBLE, 0.5));
        assertArrayEquals(new double[]{.5, .5, .5, .5}, target.toDoubleArray());
    }

    @Test
    void assign_notFitting_isRefusedAndNotCounted() {
        assertThrows(IllegalArgumentException.class, () -> x.assign(Samples.doubles(1, 2)));
        assertEquals(0, x.version());
        assertArrayEquals(new double[]{0, 1, 2, 3, 4}, x.toDoubleArray());
    }
}
