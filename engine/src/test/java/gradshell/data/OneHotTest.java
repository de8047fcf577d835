package gradshell.data;

import static gradshell.Tensors.tensor;
import static gradshell.data.Data.accuracy;
import static gradshell.data.Data.confusionMatrix;
import static gradshell.data.Data.oneCold;
import static gradshell.data.Data.oneHot;
import static gradshell.data.Data.oneHotBatch;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gradshell.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class OneHotTest {
    private static final List<String> NAMES = List.of("a", "b", "c");

    @Test
    void oneHotBatch_hasAColumnALabel() {
        Tensor y = oneHotBatch(List.of("b", "a"), NAMES);
        assertArrayEquals(new long[]{3, 2}, y.shape());
        assertArrayEquals(new double[]{0, 1, 1, 0, 0, 0}, y.toDoubleArray());
    }

    @Test
    void oneHotBatch_takesArraysAndCounts() {
        assertArrayEquals(new double[]{1, 0, 0, 1},
                oneHotBatch(new String[]{"x", "y"}, new String[]{"x", "y"}).toDoubleArray());
        assertArrayEquals(new double[]{0, 1, 1, 0}, oneHotBatch(new int[]{1, 0}, 2).toDoubleArray());
        assertArrayEquals(new double[]{0, 1, 1, 0}, oneHotBatch(tensor(1, 0), List.of(0, 1)).toDoubleArray());
    }

    @Test
    void oneHot_isAVector() {
        assertArrayEquals(new double[]{0, 0, 1}, oneHot("c", NAMES).toDoubleArray());
        assertEquals(1, oneHot(2, 3).rank());
    }

    @Test
    void label_thatIsNoClass_isRefused() {
        var error = assertThrows(IllegalArgumentException.class, () -> oneHotBatch(List.of("a", "z"), NAMES));
        assertEquals("oneHotBatch: label z at index 1 is none of the 3 classes [a, b, c]", error.getMessage());
        error = assertThrows(IllegalArgumentException.class, () -> oneHot(null, NAMES));
        assertEquals("oneHot: label null at index 0 is none of the 3 classes [a, b, c]", error.getMessage());
        assertThrows(IllegalArgumentException.class, () -> oneHotBatch("a", NAMES));
        assertThrows(IllegalArgumentException.class, () -> oneHotBatch(NAMES, List.of("a", "a")));
    }

    @Test
    void oneCold_findsTheLargestOfEachColumn() {
        Tensor y = tensor(new double[][]{{0.1, 5}, {0.9, 5}, {0.2, 4}});
        assertArrayEquals(new int[]{1, 0}, oneCold(y));
        assertEquals(List.of("b", "a"), oneCold(y, NAMES));
        assertEquals(List.of("b", "a"), oneCold(y, new String[]{"a", "b", "c"}));
        assertArrayEquals(new int[]{2}, oneCold(tensor(-3, -2, -1)));
    }

    @Test
    void oneCold_undoesOneHotBatch() {
        List<String> labels = List.of("c", "a", "b", "c");
        assertEquals(labels, oneCold(oneHotBatch(labels, NAMES), NAMES));
    }

    @Test
    void oneCold_ofNaNOrOtherShapes_isRefused() {
        var error = assertThrows(IllegalArgumentException.class,
                () -> oneCold(tensor(new double[][]{{1, 2}, {3, Double.NaN}})));
        assertEquals("oneCold: column 1 holds NaN, so it has no largest entry", error.getMessage());
        assertThrows(IllegalArgumentException.class, () -> oneCold(tensor(1, 2).reshape(1, 1, 2)));
        assertThrows(IllegalArgumentException.class, () -> oneCold(tensor(1, 2), NAMES));
    }

    @Test
    void confusionMatrix_countsTargetsByRowAndPredictionsByColumn() {
        Tensor y = oneHotBatch(new int[]{0, 1, 1, 2, 2, 2}, 3);
        Tensor yHat = oneHotBatch(new int[]{0, 1, 0, 2, 1, 1}, 3).times(0.4);
        Tensor counts = confusionMatrix(yHat, y);
        assertArrayEquals(new long[]{1, 0, 0, 1, 1, 0, 0, 2, 1}, counts.toLongArray());
        assertArrayEquals(new long[]{3, 3}, counts.shape());
        assertThrows(IllegalArgumentException.class, () -> confusionMatrix(tensor(1, 0, 0), y));
        assertThrows(IllegalArgumentException.class, () -> confusionMatrix(y.slice(0, 0, 2), y));
    }

    @Test
    void accuracy_isTheShareOfAgreement() {
        Tensor y = oneHotBatch(new int[]{0, 1, 2, 0}, 3);
        Tensor yHat = oneHotBatch(new int[]{0, 1, 1, 0}, 3).times(0.4);
        assertEquals(0.75, accuracy(yHat, y));
        assertThrows(IllegalArgumentException.class, () -> accuracy(tensor(1, 0, 0), y));
    }
}
