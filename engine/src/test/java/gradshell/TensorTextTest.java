package gradshell;

import static gradshell.Tensors.bools;
import static gradshell.Tensors.full;
import static gradshell.Tensors.indices;
import static gradshell.Tensors.scalar;
import static gradshell.Tensors.tensor;
import static gradshell.Tensors.zeros;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TensorTextTest {
    @Test
    void scalars_areTheirNumber() {
        assertEquals("0.1", scalar(0.1).toString());
        assertEquals("3", indices(3).sum().toString());
        assertEquals("true", bools(true).reshape().toString());
    }

    @Test
    void matrix_isAligned() {
        assertEquals("""
                Tensor(2, 3) float
                [[  1.00,  -0.25,  10.00],
                 [100.00,   0.00,    NaN]]""",
                tensor(new double[][]{{1, -0.25, 10}, {100, 0, Double.NaN}}).toString());
        assertEquals("""
                Tensor(2) bool
                [ true, false]""", bools(true, false).toString());
    }

    @Test
    void farApartNumbers_areScientific() {
        assertEquals("""
                Tensor(2) float
                [1.0000e-09, 1.0000e+03]""", tensor(1e-9, 1e3).toString());
    }

    @Test
    void largeTensor_showsItsEnds() {
        var text = full(1, 100, 50).toString();
        assertTrue(text.startsWith("Tensor(100, 50) float\n[[1.0, 1.0, 1.0, …, 1.0, 1.0, 1.0],\n"), text);
        assertEquals(8, text.lines().count());
        assertEquals(" …,", text.lines().skip(4).findFirst().orElseThrow());
    }

    @Test
    void blocks_areApart() {
        assertEquals("""
                Tensor(2, 1, 2) float
                [[[0.0, 0.0]],

                 [[0.0, 0.0]]]""", zeros(2, 1, 2).toString());
        assertEquals("Tensor(0, 3) float\n[]", zeros(0, 3).toString());
    }
}
