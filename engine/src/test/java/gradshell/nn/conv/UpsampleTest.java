package gradshell.nn.conv;

import static gradshell.Gradshell.gradientCheck;
import static gradshell.Tensors.randn;
import static gradshell.Tensors.tensor;
import static gradshell.Tensors.zeros;
import static gradshell.nn.Layers.pixelShuffle;
import static gradshell.nn.Layers.upsample;
import static gradshell.nn.Layers.upsampleTo;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.DataType;
import gradshell.Tensor;
import org.junit.jupiter.api.Test;

class UpsampleTest {
    @Test
    void nearest_repeats() {
        Tensor x = tensor(1, 2, 3, 4).reshape(2, 2, 1, 1);
        assertArrayEquals(new double[]{1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4},
                upsample(2).apply(x).toDoubleArray());
        assertArrayEquals(new double[]{1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4}, upsampleTo(2, 6).apply(x).toDoubleArray());
    }

    @Test
    void linear_keepsTheCorners() {
        Tensor x = tensor(0, 3, 9).reshape(3, 1, 1);
        assertArrayEquals(new double[]{0, 1.5, 3, 6, 9}, upsampleTo(5).asLinear().apply(x).toDoubleArray(), 1e-6);
        // NNlib's documentation of upsample_bilinear: [1 2 3; 4 5 6] by 2 in the first and 3 in the second dimension begins so
        Tensor matrix = tensor(new double[][]{{1, 2, 3}, {4, 5, 6}}).reshape(2, 3, 1, 1);
        Tensor y = upsample(2, 3).asLinear().apply(matrix);
        assertArrayEquals(new long[]{4, 9, 1, 1}, y.shape());
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 9; j++)
                assertEquals(1 + i + j * 0.25, y.get(i, j, 0, 0), 1e-6);
        assertArrayEquals(new long[]{4, 4, 4, 2, 3}, upsample(2).asLinear().apply(zeros(2, 2, 2, 2, 3)).shape());
    }

    @Test
    void pixelShuffle_placesOfChannels() {
        Tensor x = randn(2, 3, 8, 2);
        Tensor y = pixelShuffle(2).apply(x);
        assertArrayEquals(new long[]{4, 6, 2, 2}, y.shape());
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 6; j++)
                for (int c = 0; c < 2; c++)
                    assertEquals(x.get(i / 2, j / 2, 4 * c + 2 * (j % 2) + i % 2, 1), y.get(i, j, c, 1));
        assertArrayEquals(new double[]{1, 2, 3, 4, 5, 6},
                pixelShuffle(3).apply(tensor(1, 2, 3, 4, 5, 6).reshape(2, 3, 1)).toDoubleArray());
        assertThrows(IllegalArgumentException.class, () -> pixelShuffle(2).apply(zeros(2, 2, 6, 1)));
    }

    @Test
    void gradients() {
        for (DataType type : new DataType[]{DataType.FLOAT, DataType.DOUBLE}) {
            Tensor x = randn(type, 2, 3, 4, 2);
            for (var layer : new gradshell.Layer[]{upsample(2), upsampleTo(3, 4).asLinear(), pixelShuffle(2)}) {
                var check = gradientCheck((Tensor z) -> layer.apply(z), x);
                assertTrue(check.passed(), () -> layer + " " + check);
            }
        }
    }

    @Test
    void upsample_printsAndRefuses() {
        assertEquals("upsample(2, 3).asLinear()", upsample(2, 3).asLinear().toString());
        assertEquals("upsampleTo(4)", upsampleTo(4).toString());
        assertThrows(IllegalArgumentException.class, () -> upsample(0));
        assertThrows(IllegalArgumentException.class, () -> upsample(2, 2).apply(zeros(3, 1, 1)));
    }
}
