package gradshell;

import static gradshell.DifferentiationTest.assertRefused;
import static gradshell.DifferentiationTest.assertValues;
import static gradshell.Gradshell.gradient;
import static gradshell.Tensors.arange;
import static gradshell.Tensors.bools;
import static gradshell.Tensors.cat;
import static gradshell.Tensors.eye;
import static gradshell.Tensors.full;
import static gradshell.Tensors.indices;
import static gradshell.Tensors.linspace;
import static gradshell.Tensors.ones;
import static gradshell.Tensors.rand;
import static gradshell.Tensors.randn;
import static gradshell.Tensors.scalar;
import static gradshell.Tensors.seed;
import static gradshell.Tensors.stack;
import static gradshell.Tensors.tensor;
import static gradshell.Tensors.where;
import static gradshell.Tensors.zeros;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class TensorTest {
    private final Tensor m = tensor(new double[][]{{1, 2, 3}, {4, 5, 6}});
    private final Tensor t = tensor(1, 2, 3);

    @Test
    void makers_giveFloatAndTheShape() {
        assertEquals(DataType.FLOAT, t.dataType());
        assertArrayEquals(new long[]{2, 3}, m.shape());
        assertEquals(0, scalar(2).rank());
        assertValues(eye(2), 1, 0, 0, 1);
        assertValues(arange(1, 2, 0.25), 1, 1.25, 1.5, 1.75);
        assertValues(arange(3), 0, 1, 2);
        assertValues(linspace(0, 1, 3), 0, 0.5, 1);
        assertEquals(DataType.DOUBLE, ones(DataType.DOUBLE, 2).dataType());
        assertEquals(0.1, tensor(DataType.DOUBLE, 0.1).get(0));
    }

    @Test
    void makers_refuse() {
        assertRefused(IllegalArgumentException.class, () -> tensor(new double[][]{{1, 2}, {3}}), "row 1", "1", "2");
        assertRefused(IllegalArgumentException.class, () -> zeros(2, -1), "(2, -1)");
        assertRefused(IllegalArgumentException.class, () -> arange(0, 1, 0), "steps of 0.0");
        assertRefused(IllegalArgumentException.class, () -> linspace(0, 1, 0), "0 points");
    }

    @Test
    void random_repeatsFromASeed() {
        seed(42);
        var first = randn(100).toDoubleArray();
        seed(42);
        assertArrayEquals(first, randn(100).toDoubleArray());
        assertTrue(rand(1000).min().item() >= 0 && rand(1000).max().item() < 1);
    }

    @Test
    void nd4j_sharesMemory() {
        var source = Nd4j.create(new float[]{1, 2, 3});
        var shared = Tensor.of(source);
        source.putScalar(0, 9);
        assertValues(shared, 9, 2, 3);
        shared.toNd4j().putScalar(1, 8);
        assertEquals(8, source.getDouble(1));
    }

    @Test
    void reading_checksTheIndex() {
        assertEquals(6, m.get(1, 2));
        assertRefused(IndexOutOfBoundsException.class, () -> m.get(2, 0), "2", "(2, 3)");
        assertRefused(IllegalArgumentException.class, () -> m.get(1), "2 indices", "1");
        assertRefused(IllegalStateException.class, () -> m.item(), "(2, 3)");
        assertRefused(IllegalArgumentException.class, () -> m.size(2), "no dimension 2");
    }

    @Test
    void types_widenAndFractionsMakeFloat() {
        var whole = indices(1, 2, 3);
        assertEquals(DataType.LONG, whole.plus(1).dataType());
        assertValues(whole.times(0.5), 0.5, 1, 1.5);
        assertValues(whole.div(whole.plus(1)), 0.5, 2.0 / 3, 0.75);
        assertEquals(DataType.FLOAT, whole.exp().dataType());
        assertEquals(DataType.DOUBLE, t.plus(t.to(DataType.DOUBLE)).dataType());
        assertEquals(DataType.FLOAT, t.plus(Math.PI).dataType());
        assertValues(t.gt(1).mean(), 2.0 / 3);
        assertValues(t.gt(1).times(t), 0, 2, 3);
        assertEquals(2, t.gt(1).sum().item());
        assertValues(t.gt(1).unaryMinus(), 0, -1, -1);
    }

    @Test
    void comparisons_areBool() {
        assertEquals(DataType.BOOL, t.ge(2).dataType());
        assertValues(t.lt(tensor(2, 2, 2)), 1, 0, 0);
        assertValues(t.le(2), 1, 1, 0);
        assertValues(t.eq(2), 0, 1, 0);
        assertValues(t.ne(2), 1, 0, 1);
        assertValues(where(t.gt(1), 10, t), 1, 10, 10);
        assertValues(where(bools(true, false, true), 1, 0), 1, 0, 1);
    }

    @Test
    void reductions_giveNumPysValues() {
        assertEquals(21, m.sum().item());
        assertValues(m.sum(0), 5, 7, 9);
        assertValues(m.mean(1), 2, 5);
        assertValues(m.max(0), 4, 5, 6);
        assertValues(m.min(1), 1, 4);
        assertEquals(720, m.prod().item(), 1e-3);
        assertEquals(Math.sqrt(91), m.norm().item(), 1e-5);
        assertEquals(3.5, m.variance().item(), 1e-5);
        assertValues(m.std(1), 1, 1);
        assertEquals(Math.log(Math.exp(1) + Math.exp(2) + Math.exp(3)), t.logSumExp().item(), 1e-6);
        assertValues(m.argmax(0), 1, 1, 1);
        assertValues(m.argmin(1), 0, 0);
        assertValues(m.cumsum(1), 1, 3, 6, 4, 9, 15);
        assertArrayEquals(new long[]{2, 1}, m.sum(1).keepDims().shape());
    }

    @Test
    void reductions_overNothing() {
        assertEquals(0, zeros(0).sum().item());
        assertEquals(1, zeros(0).prod().item());
        assertRefused(IllegalArgumentException.class, () -> zeros(0, 2).max(0), "max", "(0, 2)");
        assertRefused(IllegalArgumentException.class, () -> m.sum(2), "sum", "no dimension 2", "(2, 3)");
        assertRefused(IllegalArgumentException.class, () -> m.sum(1, 1), "twice");
        assertRefused(IllegalStateException.class, () -> m.keepDims(), "keepDims");
    }

    @Test
    void softmax_isSafeForLargeNumbers() {
        assertValues(tensor(1000, 1000).softmax(0), 0.5, 0.5);
        assertValues(tensor(1000, 0).logSoftmax(0), 0, -1000);
        assertValues(full(Double.NEGATIVE_INFINITY, 2).logSumExp(), Double.NEGATIVE_INFINITY);
        assertEquals(1000 + Math.log(2), tensor(1000, 1000).logSumExp().item(), 1e-3);
    }

    @Test
    void kinks_followTheConventions() {
        assertValues(gradient(x -> x.relu().sum(), tensor(-1, 0, 1)), 0, 0, 1);
        assertValues(gradient(x -> x.abs().sum(), tensor(-1, 0, 1)), -1, 0, 1);
        assertValues(gradient(x -> x.max(), tensor(1, 3, 3)), 0, 1, 0);
        assertValues(gradient(x -> x.min(), tensor(2, 1, 1)), 0, 1, 0);
        var tie = gradient((x, y) -> x.maximum(y).plus(x.minimum(y)).sum(), t, t);
        assertValues(tie.first(), 2, 2, 2);
        assertValues(tie.second(), 0, 0, 0);
        assertValues(gradient(x -> x.clamp(0, 1).sum(), tensor(-1, 0, 1, 2)), 0, 1, 1, 0);
        assertValues(gradient(x -> x.norm(), zeros(2)), 0, 0);
        assertValues(gradient(x -> x.std(), ones(2)), 0, 0);
        assertValues(gradient(x -> x.prod(), tensor(0, 2, 0)), 0, 0, 0);
        assertValues(gradient(x -> x.prod(), tensor(0, 2, 3)), 6, 0, 0);
    }

    @Test
    void pow_atZero() {
        assertValues(gradient(x -> x.pow(2).sum(), tensor(0, -2)), 0, -4);
        var zero = gradient((x, y) -> x.pow(y).sum(), zeros(3), tensor(0, 1, 2));
        assertValues(zero.first(), 0, 1, 0);
        assertValues(zero.second(), 0, 0, 0);
    }

    @Test
    void linearAlgebra_givesKnownValues() {
        var a = tensor(new double[][]{{4, 2}, {2, 3}});
        assertValues(a.matmul(tensor(1, 1)), 6, 5);
        assertValues(a.solve(tensor(6, 5)), 1, 1);
        assertEquals(8, a.det().item(), 1e-5);
        assertEquals(Math.log(8), a.logdet().item(), 1e-5);
        assertValues(a.cholesky(), 2, 0, 1, Math.sqrt(2));
        assertValues(a.inverse().matmul(a), 1, 0, 0, 1);
        assertEquals(7, a.trace().item());
        assertValues(t.outer(tensor(1, 2)), 1, 2, 2, 4, 3, 6);
        assertEquals(14, t.dot(t).item());
    }

    @Test
    void linearAlgebra_singular() {
        var singular = ones(2, 2);
        assertEquals(0, singular.det().item());
        assertRefused(ArithmeticException.class, () -> singular.inverse(), "");
        assertRefused(ArithmeticException.class, () -> gradient(x -> x.det(), singular), "singular");
        assertEquals(Double.NEGATIVE_INFINITY, singular.logAbsDet().item());
        assertEquals(Math.log(6), tensor(new double[][]{{-2, 0}, {0, 3}}).logAbsDet().item(), 1e-6);
        assertRefused(ArithmeticException.class, () -> eye(3).unaryMinus().logdet(), "negative");
        assertRefused(ArithmeticException.class, () -> eye(2).unaryMinus().cholesky(), "");
    }

    @Test
    void shapes_move() {
        assertValues(m.t().flatten(), 1, 4, 2, 5, 3, 6);
        assertValues(m.slice(1, 1, 3), 2, 3, 5, 6);
        assertValues(m.select(0, 1), 4, 5, 6);
        assertValues(m.flip(1), 3, 2, 1, 6, 5, 4);
        assertValues(t.pad(0, 1, 1), 0, 1, 2, 3, 0);
        assertValues(t.repeat(2), 1, 2, 3, 1, 2, 3);
        assertValues(cat(0, t, t.times(2)), 1, 2, 3, 2, 4, 6);
        assertArrayEquals(new long[]{3, 2}, stack(1, t, t).shape());
        assertValues(tensor(2, 3, 1).sort(0), 1, 2, 3);
        assertValues(tensor(2, 3, 1).topk(2, 0).values(), 3, 2);
        assertValues(tensor(2, 3, 1).topk(2, 0).indices(), 1, 0);
        assertValues(m.gather(1, indices(2, 0).reshape(2, 1)), 3, 4);
    }

    @Test
    void shapesThatDontFit_areNamed() {
        assertRefused(IllegalArgumentException.class, () -> m.matmul(m), "matmul", "(2, 3) × (2, 3)", "3 and 2", "t()");
        assertRefused(IllegalArgumentException.class, () -> m.plus(tensor(1, 2)), "plus", "(2, 3)", "(2)", "3 and 2");
        assertRefused(IllegalArgumentException.class, () -> m.reshape(4), "(2, 3)", "6 elements", "(4)");
        assertRefused(IllegalArgumentException.class, () -> m.reshape(-1, -1), "(-1, -1)");
        assertRefused(IllegalArgumentException.class, () -> m.permute(0, 0), "[0, 0]", "(2, 3)");
        assertRefused(IllegalArgumentException.class, () -> m.squeeze(0), "dimension 0", "(2, 3)");
        assertRefused(IllegalArgumentException.class, () -> m.broadcastTo(2, 6), "(2, 3)", "(2, 6)");
        assertRefused(IndexOutOfBoundsException.class, () -> m.slice(1, 2, 4), "2 to 4", "(2, 3)");
        assertRefused(IndexOutOfBoundsException.class, () -> m.select(0, 2), "index 2", "(2, 3)");
        assertRefused(IllegalArgumentException.class, () -> cat(0, m, t), "(3)", "(2, 3)");
        assertRefused(IllegalArgumentException.class, () -> stack(0), "stack");
        assertRefused(IllegalArgumentException.class, () -> m.gather(1, m), "LONG", "FLOAT");
        assertRefused(IllegalArgumentException.class, () -> m.gather(0, indices(0)), "(1)", "(2, 3)");
        assertRefused(IllegalArgumentException.class, () -> eye(2).solve(ones(3, 2)), "solve", "(2, 2)", "2 rows",
                "(3, 2)");
        assertRefused(IllegalArgumentException.class, () -> m.inverse(), "inverse", "square", "(2, 3)");
        assertRefused(IllegalArgumentException.class, () -> m.batchedMatmul(m), "batch");
        assertRefused(IllegalArgumentException.class, () -> m.dot(t), "dot", "(2, 3)", "(3)");
        assertRefused(IllegalArgumentException.class, () -> m.outer(t), "outer", "(2, 3)");
        assertRefused(IllegalArgumentException.class, () -> where(t, t, t), "BOOL");
        assertRefused(IllegalArgumentException.class, () -> t.clamp(1, 0), "clamp", "1.0", "0.0");
        assertRefused(IllegalArgumentException.class, () -> t.topk(4, 0), "4", "3");
    }

    @Test
    void assign_broadcastsAndChecks() {
        var x = zeros(2, 3);
        x.assign(t);
        assertValues(x, 1, 2, 3, 1, 2, 3);
        assertRefused(IllegalArgumentException.class, () -> t.assign(m), "(2, 3)", "(3)");
        var copy = t.copy();
        copy.assign(scalar(0));
        assertValues(t, 1, 2, 3);
    }

    @Test
    void allClose_comparesValues() {
        assertTrue(t.allClose(t.plus(1e-4), 1e-3));
        assertFalse(t.allClose(t.plus(1), 1e-3));
        assertFalse(t.allClose(t.unsqueeze(0), 1));
        assertTrue(full(Double.NaN, 2).allClose(full(Double.NaN, 2), 0));
        assertFalse(t.equals(t.copy()));
    }

    @Test
    void where_numbersKeepTheirFraction() {
        var c = bools(true, false);
        assertValues(where(c, 0.5, indices(1, 2)), 0.5, 2);
        assertValues(where(c, indices(1, 2), 2.5), 1, 2.5);
        assertEquals(DataType.LONG, where(c, 3, indices(1, 2)).dataType());
        assertValues(where(c, 2, c), 2, 0);
    }

    @Test
    void where_safeArgumentInTheArmNotTaken() {
        var x = tensor(0, 4);
        assertTrue(Double.isNaN(gradient(v -> where(v.gt(0), v.log(), 0).sum(), x).get(0)));
        assertValues(gradient(v -> where(v.gt(0), where(v.gt(0), v, 1).log(), 0).sum(), x), 0, 0.25);
    }

    @Test
    void prod_ofIntegers_isLong() {
        assertEquals(1e15, full(DataType.INT, 1e5, 3).prod().item());
        assertEquals(DataType.LONG, full(DataType.INT, 2, 3).prod(0).dataType());
    }

    @Test
    void reductions_ofNothing() {
        assertTrue(Double.isNaN(zeros(0).variance().item()));
        assertEquals(Double.NEGATIVE_INFINITY, zeros(0).logSumExp().item());
        assertValues(zeros(0, 2).logSumExp(0), Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);
        assertEquals(0, zeros(0, 2).softmax(0).size());
        assertEquals(0, zeros(2, 0).logSoftmax(1).size());
    }

    @Test
    void refusals_nameTheOperation() {
        assertRefused(IllegalArgumentException.class, () -> m.squeeze(2), "squeeze", "(2, 3)");
        assertRefused(IllegalArgumentException.class, () -> stack(3, m, m), "stack", "(2, 3)");
        assertRefused(IllegalArgumentException.class, () -> zeros(-1), "zeros", "(-1)");
        assertRefused(IllegalArgumentException.class, () -> ones(2, -1), "ones", "(2, -1)");
        assertRefused(IllegalArgumentException.class, () -> eye(-1), "eye", "-1");
        assertRefused(IllegalArgumentException.class, () -> eye(100_000), "eye", "100000");
    }

    @Test
    void functionsOfTwo_areTheMethods() {
        assertValues(Tensors.pow(t, 2), 1, 4, 9);
        assertValues(Tensors.pow(t, t), 1, 4, 27);
        assertValues(Tensors.maximum(t, 2), 2, 2, 3);
        assertValues(Tensors.minimum(t, tensor(3, 0, 3)), 1, 0, 3);
        assertValues(Tensors.maximum(t, tensor(3, 0, 3)), 3, 2, 3);
        assertValues(Tensors.minimum(t, 2), 1, 2, 2);
    }

    @Test
    void assign_intoStretchedView_isRefused() {
        assertRefused(IllegalArgumentException.class, () -> ones(1).broadcastTo(3).assign(t), "(3)", "copy()");
    }

    @Test
    void numberOnTheLeft_isTheOperatorsFirst() {
        var x = tensor(1, 2, 4);
        assertValues(Tensors.plus(2, x), 3, 4, 6);
        assertValues(Tensors.minus(2, x), 1, 0, -2);
        assertValues(Tensors.times(2, x), 2, 4, 8);
        assertValues(Tensors.div(2, x), 2, 1, 0.5);
        assertValues(gradient(v -> Tensors.div(1, v).minus(Tensors.minus(3, v)).sum(), x), 0, 0.75, 0.9375);
        assertEquals(DataType.DOUBLE, Tensors.div(2, x.to(DataType.DOUBLE)).dataType());
        assertValues(Tensors.div(1, tensor(2, 4).to(DataType.INT)), 0.5, 0.25);
    }
}
