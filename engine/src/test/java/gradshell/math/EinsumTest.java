package gradshell.math;

import static gradshell.Tensors.arange;
import static gradshell.Tensors.ones;
import static gradshell.Tensors.randn;
import static gradshell.Tensors.scalar;
import static gradshell.Tensors.seed;
import static gradshell.math.FactorizationsTest.assertClose;
import static gradshell.math.Matrices.einsum;
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

class EinsumTest {
    private final Tensor a = arange(6).to(DataType.DOUBLE).reshape(2, 3);
    private final Tensor b = arange(12).to(DataType.DOUBLE).reshape(3, 4);

    @BeforeEach
    void seeded() {
        seed(3);
    }

    @Test
    void einsum_isWhatItsFormulaSays() {
        assertClose(a.matmul(b), einsum("ij,jk->ik", a, b));
        assertClose(a.matmul(b).t(), einsum("ij, jk -> ki", a, b));
        assertClose(a.t(), einsum("ji", a));
        assertClose(a.sum(1), einsum("ij->i", a));
        assertClose(a.sum(), einsum("ij->", a));
        assertClose(a.square().sum(), einsum("ij,ij", a, a));
        assertClose(a.select(0, 1).outer(b.select(0, 1)), einsum("i,j", a.select(0, 1), b.select(0, 1)));
    }

    @Test
    void einsum_ofDiagonals() {
        var x = arange(9).to(DataType.DOUBLE).reshape(3, 3);
        assertClose(x.trace(), einsum("ii", x));
        assertClose(x.diagonal(), einsum("ii->i", x));
        assertClose(x.diagonal().times(x.sum(1)), einsum("ii,ij->i", x, x));
        var cube = arange(27).to(DataType.DOUBLE).reshape(3, 3, 3);
        assertArrayEquals(new double[]{0, 13, 26}, einsum("iii->i", cube).toDoubleArray());
    }

    /** Against sums over all indices. */
    @Test
    void einsum_ofFour_isTheSumOfAllProducts() {
        var x = randn(DataType.DOUBLE, 2, 3);
        var y = randn(DataType.DOUBLE, 3, 4, 2);
        var z = randn(DataType.DOUBLE, 4);
        var w = randn(DataType.DOUBLE, 2, 2);
        var result = einsum("ab,bca,c,ad->ad", x, y, z, w);
        for (var i = 0; i < 2; i++) {
            for (var d = 0; d < 2; d++) {
                var sum = 0.0;
                for (var j = 0; j < 3; j++) {
                    for (var k = 0; k < 4; k++) sum += x.get(i, j) * y.get(j, k, i) * z.get(k) * w.get(i, d);
                }
                assertEquals(sum, result.get(i, d), 1e-12);
            }
        }
    }

    @Test
    void einsum_ellipsis_broadcasts() {
        var x = randn(DataType.DOUBLE, 5, 1, 2, 3);
        var y = randn(DataType.DOUBLE, 4, 3, 2);
        assertClose(x.matmul(y), einsum("...ij,...jk", x, y));
        assertClose(x.sum(0, 1, 2, 3), einsum("...->", x));
        assertClose(x.permute(3, 0, 1, 2), einsum("...i->i...", x));
        assertClose(x.times(y.select(2, 0).unsqueeze(1)), einsum("...ij,...j->...ij", x, y.select(2, 0)));
    }

    @Test
    void einsum_ofSizeOne_stretches() {
        assertClose(a.sum(1), einsum("ij,ij->i", a, ones(DataType.DOUBLE, 1, 1)));
        assertArrayEquals(new long[]{2, 1}, einsum("ij,jk->ik", ones(2, 1), ones(1, 1)).shape());
    }

    @Test
    void einsum_ofScalarsAndNothing() {
        assertEquals(6, einsum(",->", scalar(2), scalar(3)).item());
        assertArrayEquals(new double[]{0, 0}, einsum("ij,j->i", ones(2, 0), ones(0)).toDoubleArray());
        assertEquals(0, einsum("ij,jk", ones(0, 3), ones(3, 2)).size());
        assertEquals(DataType.FLOAT, einsum("i,i", ones(DataType.INT, 2), ones(DataType.INT, 2)).dataType());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"ij->ij | 2 were given",
            "i,jk->ik | \"i\" names 1 dimensions, the tensor's shape is (2, 3)",
            "ij,jk->iz | 'z' is in the result, but in no argument", "ij,jk->ii | a dimension is twice in the result",
            "ij,ik->jk | 'i' has size 2, and 3 in (3, 4)", "i!,jk | '!' is no name of a dimension",
            "ij,jk->i->k | it must be like \"ij,jk->ik\"", "ii,jk | 'i' has size 2, and 3 in (2, 3)"})
    void einsum_thatDoesNotFit_isRefused(String formula, String part) {
        var message = assertThrows(IllegalArgumentException.class, () -> einsum(formula, a, b)).getMessage();
        assertTrue(message.contains(part), message);
    }
}
