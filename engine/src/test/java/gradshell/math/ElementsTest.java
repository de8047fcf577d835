package gradshell.math;

import static gradshell.Gradshell.gradient;
import static gradshell.Tensors.arange;
import static gradshell.Tensors.cat;
import static gradshell.Tensors.indices;
import static gradshell.Tensors.ones;
import static gradshell.Tensors.stack;
import static gradshell.Tensors.tensor;
import static gradshell.Tensors.zeros;
import static gradshell.math.Elements.chunk;
import static gradshell.math.Elements.cummax;
import static gradshell.math.Elements.cummin;
import static gradshell.math.Elements.cumprod;
import static gradshell.math.Elements.extrema;
import static gradshell.math.Elements.findMax;
import static gradshell.math.Elements.partialSort;
import static gradshell.math.Elements.pick;
import static gradshell.math.Elements.roll;
import static gradshell.math.Elements.scatter;
import static gradshell.math.Elements.sortDescending;
import static gradshell.math.Elements.unique;
import static gradshell.math.Elements.unstack;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gradshell.Tensor;
import org.junit.jupiter.api.Test;

class ElementsTest {
    private static void assertValues(Tensor actual, double... expected) {
        assertArrayEquals(expected, actual.toDoubleArray(), 1e-6);
    }

    @Test
    void runningValues_areKnown() {
        var x = tensor(2, -1, 3, 0, 5);
        assertValues(cumprod(x, 0), 2, -2, -6, 0, 0);
        assertValues(cummax(x, 0), 2, 2, 3, 3, 5);
        assertValues(cummin(x, 0), 2, -1, -1, -1, -1);
        assertEquals(0, cumprod(zeros(2, 0), 1).size());
    }

    @Test
    void cumprod_ofZero_hasItsDerivative() {
        assertValues(gradient(x -> cumprod(x, 0).sum(), tensor(2, 0, 3)), 1, 8, 0);
    }

    @Test
    void cummax_ofEqual_givesToTheFirst() {
        assertValues(gradient(x -> cummax(x, 0).sum(), tensor(1, 1, 0, 1)), 4, 0, 0, 0);
    }

    @Test
    void roll_goesAround() {
        assertValues(roll(tensor(1, 2, 3, 4), 0, 1), 4, 1, 2, 3);
        assertValues(roll(tensor(1, 2, 3, 4), 0, -5), 2, 3, 4, 1);
        assertEquals("roll: a tensor of shape (2) has no dimension 1",
                assertThrows(IllegalArgumentException.class, () -> roll(ones(2), 1, 1)).getMessage());
    }

    @Test
    void ordering_isKnown() {
        var x = tensor(3, 1, 2, Double.NaN);
        assertValues(partialSort(x, 2, 0), 1, 2);
        assertValues(sortDescending(x, 0), Double.NaN, 3, 2, 1);
        assertEquals("partialSort: 5 elements asked for, dimension 0 of (4) has 4",
                assertThrows(IllegalArgumentException.class, () -> partialSort(x, 5, 0)).getMessage());
        assertValues(findMax(tensor(1, 3, 3), 0).second(), 1);
        assertValues(extrema(tensor(1, 3, 2)).first(), 1);
    }

    @Test
    void chunkAndUnstack_divideAlongADimension() {
        Tensor x = arange(10).reshape(2, 5);
        var parts = chunk(x, 3, 1);
        assertEquals(3, parts.size());
        assertValues(parts.getFirst(), 0, 1, 5, 6);
        assertValues(parts.getLast(), 4, 9);
        assertEquals(5, chunk(x, 7, 1).size());
        assertValues(cat(1, parts.toArray(Tensor[]::new)), x.toDoubleArray());
        var columns = unstack(x, 1);
        assertEquals(5, columns.size());
        assertValues(columns.get(2), 2, 7);
        assertValues(stack(1, columns.toArray(Tensor[]::new)), x.toDoubleArray());
        assertThrows(IllegalArgumentException.class, () -> chunk(x, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> unstack(x, 2));
    }

    @Test
    void unique_keepsTheFirst() {
        var u = unique(tensor(new double[][]{{2, 1}, {2, 3}}));
        assertValues(u.values(), 2, 1, 3);
        assertValues(u.first(), 0, 1, 3);
        assertValues(u.inverse(), 0, 1, 0, 2);
        assertArrayEquals(new long[]{2, 2}, u.inverse().shape());
        assertValues(u.counts(), 2, 1, 1);
        assertValues(gradient(x -> unique(x).values().square().sum(), tensor(2, 1, 2, 3)), 4, 2, 0, 6);
    }

    @Test
    void scatter_isKnown() {
        var x = tensor(new double[][]{{1, 2, 3, 4}, {5, 6, 7, -8}});
        var to = indices(0, 2, 0, 2);
        assertValues(scatter(Scatter.SUM, x, to, 3), 4, 0, 6, 12, 0, -2);
        assertValues(scatter(Scatter.MEAN, x, to, 3), 2, 0, 3, 6, 0, -1);
        assertValues(scatter(Scatter.PROD, x, to, 3), 3, 1, 8, 35, 1, -48);
        var low = Double.NEGATIVE_INFINITY;
        assertValues(scatter(Scatter.MAX, x, to, 3), 3, low, 4, 7, low, 6);
        assertValues(scatter(Scatter.MIN, x, to, 3), 1, -low, 2, 5, -low, -8);
    }

    /** NNlib's rule: src .== gather(dst, idx), times the gathered cotangent. */
    @Test
    void scatter_ofEqual_givesToEach() {
        var to = indices(0, 0, 0, 1);
        var x = tensor(2, 1, 2, 0);
        assertValues(gradient(v -> scatter(Scatter.MAX, v, to, 2).times(tensor(3, 5)).sum(), x), 3, 0, 3, 5);
        assertValues(gradient(v -> scatter(Scatter.PROD, v, to, 2).sum(), tensor(0, 3, 4, 1)), 12, 0, 0, 1);
    }

    @Test
    void pick_isScattersWayBack() {
        var x = tensor(new double[][]{{1, 2, 3}, {4, 5, 6}});
        var picked = pick(x, indices(2, 0, 2, 1).reshape(2, 2));
        assertArrayEquals(new long[]{2, 2, 2}, picked.shape());
        assertValues(picked, 3, 1, 3, 2, 6, 4, 6, 5);
        assertValues(gradient(v -> pick(v, indices(2, 2)).sum(), x), 0, 0, 2, 0, 0, 2);
    }

    @Test
    void indicesOfTwoDimensions_nameElements() {
        var x = tensor(new double[][]{{1, 2, 3}, {4, 5, 6}});
        assertValues(pick(x, indices(1, 0), indices(2, 1)), 6, 2);
        var y = scatter(Scatter.SUM, tensor(7, 8, 9), new long[]{2, 3}, indices(1, 0, 1), indices(2, 1, 2));
        assertArrayEquals(new long[]{2, 3}, y.shape());
        assertValues(y, 0, 8, 0, 0, 0, 16);
        assertEquals("pick: the tensors of indices must have one shape, got (1) and (2)",
                assertThrows(IllegalArgumentException.class, () -> pick(x, indices(0), indices(0, 1))).getMessage());
        assertEquals("pick: 2 tensors of indices are too many for shape (2)",
                assertThrows(IllegalArgumentException.class, () -> pick(ones(2), indices(0), indices(0))).getMessage());
        assertEquals("scatter: 1 tensors of indices for 2 dimensions; each needs one", assertThrows(
                IllegalArgumentException.class, () -> scatter(Scatter.SUM, x, new long[]{2, 3}, indices(0)))
                .getMessage());
    }

    @Test
    void indices_thatDoNotFit_areRefused() {
        assertEquals("scatter: index 3 is outside a dimension of size 3", assertThrows(IndexOutOfBoundsException.class,
                () -> scatter(Scatter.SUM, ones(2), indices(0, 3), 3)).getMessage());
        assertEquals("scatter: the indices are (2), so the shape must end so, got (2, 3)",
                assertThrows(IllegalArgumentException.class, () -> scatter(Scatter.SUM, ones(2, 3), indices(0, 1), 3))
                        .getMessage());
        assertEquals(
                "pick: indices must be LONG, got FLOAT; indices(...) makes such a tensor, to(DataType.LONG) converts",
                assertThrows(IllegalArgumentException.class, () -> pick(ones(2), ones(1))).getMessage());
    }

    @Test
    void scatter_ofNothing_isNeutral() {
        assertValues(scatter(Scatter.PROD, zeros(0), indices(), 2), 1, 1);
        assertEquals(0, gradient(v -> scatter(Scatter.MEAN, v, indices(), 2).sum(), zeros(0)).size());
    }
}
