package gradshell.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class Nd4jBridgeTest {
    private static INDArray counting() {
        return Nd4j.arange(12).castTo(DataType.FLOAT).reshape(3, 4);
    }

    private static void assertSame(INDArray expected, Array actual) {
        assertArrayEquals(expected.shape(), actual.shape());
        Samples.eachIndex(actual.shape(), i -> assertEquals(expected.getDouble(i), actual.get(i)));
    }

    @Test
    void of_anyLayout_readsTheSameElements() {
        INDArray n = counting();
        List<INDArray> layouts = List.of(n, n.transpose(), n.dup('f'), n.getRow(1), n.getColumn(2), n.getScalar(1, 2),
                n.get(interval(1, 3), interval(1, 2, 4)), n.get(interval(1, 3)).get(all(), interval(1, 3)),
                n.get(interval(1, 3), all()).transpose().reshape(2, 2, 2), Nd4j.scalar(3f),
                Nd4j.create(1).reshape(1, 1));
        for (INDArray layout : layouts) {
            assertSame(layout, Array.of(layout));
            assertSame(layout, Array.of(Array.of(layout).toNd4j()));
        }
    }

    @Test
    void of_writesAreSeenBothWays() {
        INDArray n = counting();
        Array x = Array.of(n.getColumn(1));
        x.assign(Array.full(ElementType.FLOAT, -1));
        assertEquals(-1, n.getDouble(2, 1));
        n.putScalar(0, 1, 42);
        assertEquals(42, x.get(0));
    }

    @Test
    void toNd4j_writesAreSeenBothWays() {
        Array x = Array.of(new float[]{1, 2, 3, 4, 5, 6}, 2, 3);
        INDArray n = x.permute(1, 0).slice(0, 1, 3).toNd4j();
        n.putScalar(1, 0, 42);
        assertEquals(42, x.get(0, 2));
        x.assign(Array.full(ElementType.FLOAT, 7));
        assertEquals(28, n.sumNumber().doubleValue());
    }

    @Test
    void toNd4j_randomLayouts_haveTheSameElements() {
        Random random = new Random(1);
        for (ElementType type : ElementType.values()) {
            for (long[] shape : Samples.SHAPES) {
                Array x = Samples.strided(random, type, shape);
                INDArray n = x.toNd4j();
                assertArrayEquals(shape, n.shape());
                assertEquals(type.nd4j(), n.dataType());
                if (x.size() > 0) assertArrayEquals(x.toDoubleArray(), n.dup('c').data().asDouble(), 0);
            }
        }
    }

    @Test
    void toNd4j_broadcastView_isACopy() {
        Array x = Array.of(new float[]{1, 2, 3}, 1, 3);
        INDArray n = x.broadcastTo(2, 3).toNd4j();
        n.putScalar(0, 0, 9);
        assertEquals(1, n.getDouble(1, 0));
        assertEquals(1, x.get(0, 0));
    }

    @Test
    void of_empty_keepsTheShape() {
        assertArrayEquals(new long[]{0, 3}, Array.of(Nd4j.create(DataType.DOUBLE, 0, 3)).shape());
        assertArrayEquals(new long[]{0}, Array.of(Nd4j.empty(DataType.FLOAT)).shape());
        assertArrayEquals(new long[]{2, 0}, Array.full(ElementType.LONG, 0, 2, 0).toNd4j().shape());
    }

    @Test
    void of_otherDataTypes_saysWhatToDo() {
        for (DataType type : List.of(DataType.FLOAT16, DataType.UINT8, DataType.INT16)) {
            INDArray n = Nd4j.create(type, 2);
            String message = assertThrows(IllegalArgumentException.class, () -> Array.of(n)).getMessage();
            assertTrue(message.startsWith("an INDArray of type " + type + " can't be used"), message);
            assertTrue(message.contains("castTo"), message);
        }
    }

    @Test
    void of_arrayInAWorkspace_isRefused() throws Exception {
        try (MemoryWorkspace _ = Nd4j.getWorkspaceManager().getAndActivateWorkspace("test")) {
            INDArray n = Nd4j.create(3);
            assertThrows(IllegalArgumentException.class, () -> Array.of(n));
            assertEquals(3, Array.of(n.detach()).size());
        }
    }

    @Test
    void allocation_insideAWorkspace_outlivesIt() throws Exception {
        Array x;
        try (MemoryWorkspace _ = Nd4j.getWorkspaceManager().getAndActivateWorkspace("test")) {
            x = Array.full(ElementType.FLOAT, 5, 100);
            assertTrue(!x.toNd4j().isAttached());
        }
        assertEquals(5, x.get(99));
    }

    @Test
    void twoArraysOfOneIndArray_countChangesTogether() {
        INDArray n = counting();
        Array whole = Array.of(n);
        Array row = Array.of(n.getRow(1));
        row.assign(Array.full(ElementType.FLOAT, 0));
        assertEquals(1, whole.version());
        assertEquals(1, Array.of(whole.toNd4j().transpose()).version());
        Array own = Array.full(ElementType.DOUBLE, 1, 3);
        Array.of(own.toNd4j()).assign(Array.full(ElementType.DOUBLE, 2));
        assertEquals(1, own.version());
    }

    @Test
    void closedIndArray_isAnErrorNotACrash() {
        INDArray n = Nd4j.create(DataType.FLOAT, 5);
        Array x = Array.of(n);
        n.close();
        String message = assertThrows(IllegalStateException.class, () -> x.get(0)).getMessage();
        assertEquals("the memory of this tensor is gone: the INDArray that shares it was closed", message);
        assertThrows(IllegalStateException.class, () -> Kernels.binary(Kernels.Binary.ADD, x, 1));
        assertThrows(IllegalStateException.class, () -> Array.of(n));
    }

    @Test
    void toNd4j_dimensionsOfSizeOne_haveOrdinaryStrides() {
        Array x = Array.of(new float[]{1, 2}, 2).broadcastTo(1, 2).reshape(1, 2, 1).flip(0).flip(2);
        assertSame(x.toNd4j(), x);
        assertArrayEquals(new double[]{3, 4}, x.toNd4j().add(2).data().asDouble());
    }
}
