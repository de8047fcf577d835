package gradshell.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IndexingTest {
    private final Array x = Array.of(new double[]{0, 1, 2, 10, 11, 12}, 2, 3);

    @ParameterizedTest
    @EnumSource
    void cat_thenSlice_givesThePartsBack(ElementType type) {
        Random random = new Random(15);
        for (int dim = 0; dim < 3; dim++) {
            Array a = Samples.strided(random, type, Shapes.with(new long[]{2, 3, 4}, dim, 5));
            Array b = Samples.strided(random, type, Shapes.with(new long[]{2, 3, 4}, dim, 0));
            Array c = Samples.strided(random, type, Shapes.with(new long[]{2, 3, 4}, dim, 1));
            Array all = Kernels.cat(dim, a, b, c);
            assertEquals(6, all.size(dim));
            assertArrayEquals(a.toDoubleArray(), all.slice(dim, 0, 5).toDoubleArray());
            assertArrayEquals(c.toDoubleArray(), all.slice(dim, 5, 6).toDoubleArray());
        }
    }

    @Test
    void cat_ofTypes_isTheWider() {
        Array all = Kernels.cat(0, Samples.longs(1), Samples.floats(.5f), Samples.booleans(true));
        assertEquals(ElementType.FLOAT, all.type());
        assertArrayEquals(new double[]{1, .5, 1}, all.toDoubleArray());
    }

    @Test
    void cat_notFitting_namesShapes() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> Kernels.cat(0, x, x.permute(1, 0)));
        assertEquals("cat along dimension 0 takes shapes that agree elsewhere: (2, 3) and (3, 2) don't",
                e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Kernels.cat(0));
        assertThrows(IndexOutOfBoundsException.class, () -> Kernels.cat(2, x));
    }

    @Test
    void place_isTheAdjointOfSlice() {
        Array y = Kernels.place(x.permute(1, 0), new long[]{4, 5}, 1, 2);
        assertArrayEquals(x.permute(1, 0).toDoubleArray(), y.slice(0, 1, 4).slice(1, 2, 4).toDoubleArray());
        assertEquals(Kernels.reduce(Kernels.Reduction.SUM, x).item(), Kernels.reduce(Kernels.Reduction.SUM, y).item());
        assertEquals(3, Kernels.place(Array.of(new float[]{3}), new long[]{}).item());
    }

    @Test
    void place_beyondTheShape_isRefused() {
        assertThrows(IndexOutOfBoundsException.class, () -> Kernels.place(x, new long[]{2, 3}, 0, 1));
        Exception e = assertThrows(IllegalArgumentException.class, () -> Kernels.place(x, new long[]{6}, 0));
        assertEquals("shape (2, 3) can't be placed in (6) at (0): the ranks differ", e.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void gather_anyDimensionTypeAndLayout(ElementType type) {
        Random random = new Random(16);
        long[] shape = {3, 4, 2};
        for (int dim = 0; dim < 3; dim++) {
            int d = dim;
            Array source = Samples.strided(random, type, shape);
            long[] wanted = Shapes.with(shape, d, 5);
            long[] picks = random.longs(Shapes.size(wanted), 0, shape[d]).toArray();
            Array indices = Array.of(picks, wanted).to(d == 0 ? ElementType.INT : ElementType.LONG);
            Array picked = Kernels.gather(source, d, indices);
            assertEquals(type, picked.type());
            Samples.eachIndex(wanted, i -> assertEquals(source.get(Shapes.with(i, d, (long) indices.get(i))),
                    picked.get(i)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void take_anyDimensionTypeAndLayout(ElementType type) {
        Random random = new Random(18);
        for (int dim = 0; dim < 3; dim++) {
            int d = dim;
            Array given = Samples.strided(random, type, 3, 4, 5);
            Array pieces = given.permute(Samples.order(random, 3)).copy();
            for (Array from : new Array[]{given, pieces, pieces.permute(2, 0, 1), given.slice(0, 0, 0)}) {
                long[] indices = from.size() == 0 && dim == 0 ? new long[0] : new long[]{from.size(dim) - 1, 0, 0, 1};
                Array taken = Kernels.take(from, dim, indices);
                Samples.eachIndex(taken.shape(), at -> {
                    long[] source = at.clone();
                    source[d] = indices[(int) at[d]];
                    assertEquals(from.get(source), taken.get(at));
                });
                assertEquals(indices.length, taken.size(dim));
            }
        }
    }

    @Test
    void take_outOfRange_isRefused() {
        assertThrows(IndexOutOfBoundsException.class, () -> Kernels.take(x, 1, 0, 3));
        assertThrows(IndexOutOfBoundsException.class, () -> Kernels.take(x, 0, -1));
        assertThrows(IndexOutOfBoundsException.class, () -> Kernels.take(x, 2, 0));
    }

    @Test
    void gather_badIndices_areRefused() {
        Exception e = assertThrows(IndexOutOfBoundsException.class,
                () -> Kernels.gather(x, 1, Array.of(new long[]{0, 3}, 2, 1)));
        assertEquals("index 3 is out of range for dimension 1 of size 3, shape (2, 3)", e.getMessage());
        assertThrows(IndexOutOfBoundsException.class,
                () -> Kernels.gather(x, 1, Array.of(new long[]{0, -1}, 2, 1)));
        e = assertThrows(IllegalArgumentException.class, () -> Kernels.gather(x, 1, Array.of(new float[2], 2, 1)));
        assertEquals("indices are INT or LONG, got FLOAT", e.getMessage());
        e = assertThrows(IllegalArgumentException.class, () -> Kernels.gather(x, 1, Array.of(new long[3], 3, 1)));
        assertEquals("indices of shape (3, 1) don't fit the shape (2, 3) gathered from along dimension 1: the other "
                + "sizes must be equal", e.getMessage());
    }

    @Test
    void scatterAdd_sameIndexTwice_addsUp() {
        Array sums = Kernels.scatterAdd(x, 1, Array.of(new long[]{0, 0, 3, 1, 1, 1}, 2, 3), 2, 4);
        assertArrayEquals(new double[]{1, 0, 0, 2, 0, 33, 0, 0}, sums.toDoubleArray());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BOOL")
    void scatterAdd_isTheAdjointOfGather(ElementType type) {
        Random random = new Random(17);
        for (int dim = 0; dim < 3; dim++) {
            Array from = Samples.strided(random, type, 3, 4, 2);
            long[] wanted = Shapes.with(from.shape(), dim, 6);
            Array indices = Array.of(random.longs(Shapes.size(wanted), 0, from.size(dim)).toArray(), wanted);
            Array to = Samples.strided(random, type, wanted);
            Array back = Kernels.scatterAdd(to, dim, indices, from.shape());
            assertEquals(type, back.type());
            assertEquals(dot(Kernels.gather(from, dim, indices), to), dot(from, back), 1e-3);
        }
    }

    private static double dot(Array a, Array b) {
        return Kernels.reduce(Kernels.Reduction.SUM, Kernels.binary(Kernels.Binary.MUL, a, b)).item();
    }

    @Test
    void scatterAdd_ofManyFloats_isAccurate() {
        Array many = Array.full(ElementType.FLOAT, 0.1, 1_000_000);
        Array sum = Kernels.scatterAdd(many, 0, Array.full(ElementType.LONG, 0, 1_000_000), 1);
        assertEquals((float) (1e6 * (double) 0.1f), sum.item());
    }

    @Test
    void scatterAdd_badArguments_areRefused() {
        Array zeros = Array.full(ElementType.LONG, 0, 2, 3);
        assertThrows(IndexOutOfBoundsException.class,
                () -> Kernels.scatterAdd(x, 1, Array.full(ElementType.LONG, 5, 2, 3), 2, 4));
        Exception e = assertThrows(IllegalArgumentException.class,
                () -> Kernels.scatterAdd(x.slice(1, 0, 2), 1, zeros, 2, 4));
        assertEquals("each element needs one index: elements of shape (2, 2), indices of shape (2, 3)",
                e.getMessage());
        assertThrows(IllegalArgumentException.class,
                () -> Kernels.scatterAdd(x.to(ElementType.BOOL), 1, zeros, 2, 4));
    }
}
