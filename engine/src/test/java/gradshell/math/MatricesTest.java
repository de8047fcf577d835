package gradshell.math;

import static gradshell.Gradshell.gradient;
import static gradshell.Tensors.arange;
import static gradshell.Tensors.eye;
import static gradshell.Tensors.ones;
import static gradshell.Tensors.randn;
import static gradshell.Tensors.seed;
import static gradshell.Tensors.tensor;
import static gradshell.Tensors.zeros;
import static gradshell.math.FactorizationsTest.assertClose;
import static gradshell.math.FactorizationsTest.assertRefused;
import static gradshell.math.Matrices.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gradshell.DataType;
import gradshell.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MatricesTest {
    private static final DataType D = DataType.DOUBLE;

    @BeforeEach
    void seeded() {
        seed(11);
    }

    private static Tensor rows(double[]... rows) {
        return tensor(D, rows);
    }

    private static double[] row(double... values) {
        return values;
    }

    @Test
    void kronAndCross_areKnown() {
        assertClose(rows(row(0, 5, 0, 10), row(6, 7, 12, 14), row(0, 15, 0, 20), row(18, 21, 24, 28)),
                kron(rows(row(1, 2), row(3, 4)), rows(row(0, 5), row(6, 7))));
        assertClose(tensor(D, -3, 6, -3), cross(tensor(D, 1, 2, 3), tensor(D, 4, 5, 6)));
    }

    @Test
    void diagonalsAndTriangles_areWhereTheyBelong() {
        var x = arange(1, 10).to(D).reshape(3, 3);
        assertClose(tensor(D, 2, 6), diag(x, 1));
        assertClose(tensor(D, 7), diag(x, -2));
        assertEquals(0, diag(x, 3).size());
        assertClose(rows(row(0, 0, 0), row(4, 0, 0), row(7, 8, 0)), tril(x, -1));
        assertClose(rows(row(1, 2, 3), row(0, 5, 6), row(0, 0, 9)), triu(x));
        assertClose(rows(row(0, 1, 0), row(0, 0, 2), row(0, 0, 0)), diagm(tensor(D, 1, 2), 1));
        assertClose(rows(row(0, 0), row(1, 0)), diagm(tensor(D, 1), -1));
    }

    @Test
    void triangle_ofInfinity_hasZeros() {
        assertClose(rows(row(1, 0), row(1, 1)), tril(rows(row(1, 1 / 0.0), row(1, 1))));
        assertClose(rows(row(1 / 0.0, 0), row(0, 1)), diagm(tensor(D, 1 / 0.0, 1)));
    }

    @Test
    void pNorms_areKnown() {
        var x = tensor(D, 3, -4, 0);
        assertEquals(7, pNorm(x, 1).item());
        assertEquals(5, pNorm(x, 2).item());
        assertEquals(4, pNorm(x, Double.POSITIVE_INFINITY).item());
        assertEquals(Math.cbrt(27 + 64), pNorm(x, 3).item(), 1e-14);
        assertEquals(5e300, pNorm(x.times(1e300), 2.0000001).item(), 1e294);
        assertArrayEquals(new long[]{1, 2}, pNorm(ones(3, 2), 3, 0).keepDims().shape());
    }

    @Test
    void pNorm_whereElementsAreZero_hasASubgradient() {
        assertClose(zeros(D, 3), gradient(x -> pNorm(x, 3), zeros(D, 3)));
        assertClose(tensor(D, 1, 0), gradient(x -> pNorm(x, 0.5), tensor(D, 2, 0)));
        assertClose(tensor(D, 0, -1), gradient(x -> pNorm(x, Double.POSITIVE_INFINITY), tensor(D, 1, -2)));
        assertEquals(0, gradient(x -> pNorm(x, 3), zeros(0)).size());
        assertEquals("pNorm: p must be above 0, got -1.0",
                assertThrows(IllegalArgumentException.class, () -> pNorm(ones(2), -1)).getMessage());
    }

    @Test
    void expm_isKnown() {
        var turn = rows(row(0, -1), row(1, 0)).times(10);
        var c = Math.cos(10);
        var s = Math.sin(10);
        assertClose(rows(row(c, -s), row(s, c)), expm(turn));
        assertClose(rows(row(1, 1, 0.5), row(0, 1, 1), row(0, 0, 1)), expm(diagm(tensor(D, 1, 1), 1)));
        assertClose(eye(3).to(D), expm(zeros(D, 3, 3)));
        assertEquals(0, expm(zeros(0, 0)).size());
        assertEquals(Math.exp(-700), expm(tensor(D, -700).reshape(1, 1)).item(), 1e-310);
        assertRefused("NaN", () -> expm(rows(row(Double.NaN))));
    }

    @Test
    void matrixPower_isKnown() {
        var fibonacci = rows(row(1, 1), row(1, 0));
        assertClose(rows(row(89, 55), row(55, 34)), matrixPower(fibonacci, 10));
        assertClose(rows(row(0, 1), row(1, -1)), matrixPower(fibonacci, -1));
        assertClose(eye(2).to(D), matrixPower(fibonacci, 0));
    }

    @Test
    void symmetricFunction_atEqualEigenvalues_hasItsDerivative() {
        var x = eye(3).to(D).times(4);
        assertClose(eye(3).to(D).times(2), symmetricFunction(v -> Math.sqrt(v), x));
        // d√x at 4·1 is dx / 4; the weights are not symmetric, their derivative is
        var weights = rows(row(1, 2, 0), row(0, 3, 0), row(0, 0, 0));
        var g = gradient(m -> symmetricFunction(v -> Math.sqrt(v), m).times(weights).sum(), x);
        assertClose(weights.plus(weights.t()).div(8), g);
    }

    @Test
    void pinv_isTheMoorePenroseInverse() {
        var low = randn(D, 5, 2).matmul(randn(D, 2, 4));
        for (var x : new Tensor[]{randn(D, 4, 3), randn(D, 3, 4), low, zeros(D, 2, 3)}) {
            var y = pinv(x);
            assertClose(x, x.matmul(y).matmul(x));
            assertClose(y, y.matmul(x).matmul(y));
            assertClose(x.matmul(y), x.matmul(y).t());
            assertClose(y.matmul(x), y.matmul(x).t());
        }
        assertRefused("has rank 2, not 4", () -> gradient(x -> pinv(x).sum(), low));
    }

    @Test
    void lstsq_solvesTheNormalEquations() {
        var a = randn(D, 7, 3);
        var b = randn(D, 7);
        assertClose(a.t().matmul(a).solve(a.t().matmul(b)), lstsq(a, b));
        assertEquals("lstsq: matrices (m, n) and (m), or (m, k), are needed, got shapes (2, 3) and (3)",
                assertThrows(IllegalArgumentException.class, () -> lstsq(ones(2, 3), ones(3))).getMessage());
    }

    @Test
    void sylvesterAndLyapunov_holdTheirEquations() {
        var a = randn(D, 4, 4);
        var b = randn(D, 3, 3).plus(eye(3).times(9));
        var c = randn(D, 4, 3);
        var x = sylvester(a, b, c);
        assertClose(c.unaryMinus(), a.matmul(x).plus(x.matmul(b)));
        var q = randn(D, 3, 3);
        var y = lyapunov(b, q);
        assertClose(q.unaryMinus(), b.matmul(y).plus(y.matmul(b.t())));
        assertRefused("have eigenvalues λ and -λ", () -> sylvester(eye(2), eye(2).unaryMinus(), ones(2, 2)));
        assertEquals("sylvester: matrices of shape (2, 2) and (3, 3) need C of shape (2, 3), got (3, 2)",
                assertThrows(IllegalArgumentException.class, () -> sylvester(eye(2), eye(3), ones(3, 2))).getMessage());
    }

    @Test
    void triangularSolve_readsOneTriangle() {
        var a = rows(row(2, 4), row(Double.NaN, 1));
        assertClose(tensor(D, -1, 2), triangularSolve(a, tensor(D, 6, 2), true));
        assertRefused("element 1 of its diagonal is 0",
                () -> triangularSolve(rows(row(1, 0), row(1, 0)), ones(2), false));
        assertEquals(
                "triangularSolve: the matrix is (2, 2), so the right side must have 2 rows and the same batch, got (3, 1)",
                assertThrows(IllegalArgumentException.class, () -> triangularSolve(a, ones(3, 1), true)).getMessage());
    }
}
