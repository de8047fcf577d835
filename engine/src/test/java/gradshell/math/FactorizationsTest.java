package gradshell.math;

import static gradshell.Gradshell.gradient;
import static gradshell.Gradshell.hessian;
import static gradshell.Gradshell.jacobian;
import static gradshell.Gradshell.jvp;
import static gradshell.Tensors.eye;
import static gradshell.Tensors.ones;
import static gradshell.Tensors.randn;
import static gradshell.Tensors.seed;
import static gradshell.Tensors.tensor;
import static gradshell.Tensors.zeros;
import static gradshell.math.Matrices.diagm;
import static gradshell.math.Matrices.eig;
import static gradshell.math.Matrices.eigh;
import static gradshell.math.Matrices.eigvals;
import static gradshell.math.Matrices.eigvalsh;
import static gradshell.math.Matrices.lu;
import static gradshell.math.Matrices.qr;
import static gradshell.math.Matrices.svd;
import static gradshell.math.Matrices.svdvals;
import static gradshell.math.Matrices.tril;
import static gradshell.math.Matrices.triu;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.DataType;
import gradshell.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactorizationsTest {
    @BeforeEach
    void seeded() {
        seed(7);
    }

    private static Tensor matrix(double... values) {
        return tensor(DataType.DOUBLE, values).reshape(-1, (long) Math.sqrt(values.length));
    }

    static void assertClose(Tensor expected, Tensor actual) {
        assertArrayEquals(expected.shape(), actual.shape());
        assertTrue(expected.allClose(actual, 1e-10), () -> "expected " + expected + "\ngot " + actual);
    }

    static void assertRefused(String part, Runnable code) {
        var message = assertThrows(ArithmeticException.class, code::run).getMessage();
        assertTrue(message.contains(part), message);
    }

    @ParameterizedTest
    @CsvSource({"3, 3", "5, 2", "2, 5", "1, 4", "0, 3", "3, 0", "40, 37"})
    void factors_multiplyToTheMatrix(long m, long n) {
        var x = randn(DataType.DOUBLE, 2, m, n);
        var s = svd(x);
        assertClose(x, s.u().times(s.s().unsqueeze(1)).matmul(s.v().permute(0, 2, 1)));
        var k = Math.min(m, n);
        assertClose(eye(k).to(DataType.DOUBLE).broadcastTo(2, k, k), s.v().permute(0, 2, 1).matmul(s.v()));
        var q = qr(x);
        assertClose(x, q.q().matmul(q.r()));
        assertClose(triu(q.r()), q.r());
        var l = lu(x);
        assertClose(x, l.p().matmul(l.l()).matmul(l.u()));
        assertClose(tril(l.l()), l.l());
        assertTrue(l.l().size() == 0 || l.l().abs().max().item() <= 1, "the largest of a column is its pivot");
    }

    @Test
    void eigenvectors_areStretchedByTheEigenvalues() {
        var x = randn(DataType.DOUBLE, 3, 6, 6);
        var symmetric = x.plus(x.permute(0, 2, 1));
        var e = eigh(symmetric);
        assertClose(symmetric.matmul(e.vectors()), e.vectors().times(e.values().unsqueeze(1)));
        assertClose(e.values(), eigvalsh(tril(symmetric)));
        var general = diagm(tensor(DataType.DOUBLE, 4, 1, 2, 3)).plus(randn(DataType.DOUBLE, 4, 4).times(0.1));
        var g = eig(general);
        assertClose(general.matmul(g.vectors()), g.vectors().times(g.values()));
        assertClose(g.values().sort(0), g.values());
    }

    @Test
    void svdvals_areKnown() {
        // the eigenvalues of xᵀx are 45 and 5
        var s = svdvals(matrix(3, 0, 4, 5)).toDoubleArray();
        assertArrayEquals(new double[]{Math.sqrt(45), Math.sqrt(5)}, s, 1e-14);
        assertArrayEquals(new double[]{1, 3}, eigvalsh(matrix(2, 1, 1, 2)).toDoubleArray(), 1e-14);
    }

    @Test
    void svd_ofFloat_isFloat() {
        assertEquals(DataType.FLOAT, svd(randn(3, 2)).u().dataType());
        assertEquals(DataType.FLOAT, eigvalsh(eye(3).to(DataType.INT)).dataType());
    }

    /** Zygote's issue 1369: the Jacobian must not take the matrix's symmetry for a constraint. */
    @Test
    void eigvals_ofASymmetricMatrix_haveFullDerivatives() {
        var j = jacobian(x -> eigvals(x), matrix(2, 1, 1, 2));
        // of vectors (1, -1) and (1, 1) over √2
        assertClose(tensor(DataType.DOUBLE, new double[][]{{0.5, -0.5, -0.5, 0.5}, {0.5, 0.5, 0.5, 0.5}}), j);
    }

    @Test
    void values_thatAreEqual_haveDerivativesOfTheirOwn() {
        var x = eye(3).to(DataType.DOUBLE);
        assertClose(x, gradient(m -> svdvals(m).sum(), x));
        assertClose(x.times(2), gradient(m -> eigvalsh(m).square().sum(), x));
        assertClose(x, gradient(m -> eigvals(m).sum(), x));
        assertClose(x, gradient(m -> svd(m).s().sum(), x));
        assertEquals(1, gradient(m -> eigvalsh(m).max(), x).trace().item(), 1e-12);
    }

    @Test
    void vectors_ofEqualValues_areRefused() {
        var x = eye(3).to(DataType.DOUBLE);
        assertRefused("svd: values 0 and 1 are equal (1.0)", () -> gradient(m -> svd(m).u().sum(), x));
        assertRefused("eigh: values 0 and 1 are equal (1.0)", () -> gradient(m -> eigh(m).vectors().sum(), x));
        assertRefused("eig: values 0 and 1 are equal (1.0)", () -> gradient(m -> eig(m).values().select(0, 1), x));
        assertRefused("neither a second derivative nor a product",
                () -> jvp(m -> eigh(m).vectors(), x, ones(3, 3).to(DataType.DOUBLE)));
        assertRefused("are equal", () -> hessian(m -> eigvalsh(m).square().sum(), x));
    }

    /** Of values 1, 1 and 3, the last has a vector of its own. */
    @Test
    void vectors_besideEqualValues_haveTheirDerivative() {
        var x = diagm(tensor(DataType.DOUBLE, 1, 1, 3));
        var g = gradient(m -> eigh(m).vectors().select(1, 2).square().select(0, 0).plus(eigh(m).values().select(0, 2)),
                x);
        assertClose(diagm(tensor(DataType.DOUBLE, 0, 0, 1)), g);
        var turned = gradient(m -> {
            var v = eigh(m).vectors().select(1, 2);
            return v.select(0, 0).div(v.select(0, 2));
        }, x);
        // v₀ / v₂ moves by m₀₂ / (3 - 1), which is shared by the two places of a symmetric matrix
        assertEquals(0.25, turned.get(0, 2), 1e-12);
        assertEquals(0.25, turned.get(2, 0), 1e-12);
    }

    @Test
    void svd_ofLowRank_isRefusedWhereItsVectorsAreFree() {
        var x = tensor(DataType.DOUBLE, new double[][]{{1, 1}, {1, 1}, {1, 1}});
        assertRefused("svd: value 1 of 2 is", () -> gradient(m -> svd(m).u().sum(), x));
        assertTrue(gradient(m -> svdvals(m).sum(), x).sum().item() > 0);
        assertRefused("qr: column 1 depends on those before it", () -> gradient(m -> qr(m).q().sum(), x));
        assertRefused("singular", () -> gradient(m -> lu(m).l().sum(), x));
    }

    @Test
    void eig_thatIsComplexOrDefective_isRefused() {
        assertRefused("the complex eigenvalues 0.0 ± 1.0i", () -> eig(matrix(0, -1, 1, 0)));
        var jordan = matrix(1, 1, 0, 1);
        assertClose(tensor(DataType.DOUBLE, 1, 1), eigvals(jordan));
        assertRefused("fewer eigenvectors than rows", () -> gradient(m -> eigvals(m).sum(), jordan));
    }

    @Test
    void factorization_ofNaNOrAVector_isRefused() {
        assertRefused("svd: the matrix of shape (2, 2) has an element NaN", () -> svd(matrix(1, Double.NaN, 0, 1)));
        assertRefused("eig: the matrix of shape (1, 1) has an element Infinity", () -> eig(matrix(1 / 0.0)));
        var vector = assertThrows(IllegalArgumentException.class, () -> qr(ones(3))).getMessage();
        assertEquals("qr: a matrix, or a batch (.., m, n) of them, is needed, got shape (3)", vector);
        var wide = assertThrows(IllegalArgumentException.class, () -> eigh(ones(2, 3))).getMessage();
        assertEquals("eigh: a square matrix is needed, got shape (2, 3)", wide);
    }

    @Test
    void gradient_ofNoElements_isEmpty() {
        assertEquals(0, gradient(m -> svd(m).s().sum(), zeros(0, 3)).size());
        assertEquals(0, gradient(m -> eigh(m).vectors().sum(), zeros(2, 0, 0)).size());
        assertEquals(0, gradient(m -> qr(m).r().sum(), zeros(3, 0)).size());
        assertEquals(0, gradient(m -> lu(m).u().sum(), zeros(0, 2)).size());
    }
}
