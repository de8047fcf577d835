package gradshell.data;

import static gradshell.Tensors.arange;
import static gradshell.Tensors.tensor;
import static gradshell.Tensors.zeros;
import static gradshell.data.Data.dataLoader;
import static gradshell.data.Data.shuffleObs;
import static gradshell.data.Data.splitObs;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gradshell.DataType;
import gradshell.Tensor;
import gradshell.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DataLoaderTest {
    /** Ten observations of two features, i and 10 i; the target is i. */
    private static final Tensor Y = arange(10);
    private static final Tensor X = Tensors.stack(0, Y, Y.times(10));

    @Test
    void batches_areColumnsInOrder() {
        List<Batch> batches = all(dataLoader(X, Y).batchSize(4));
        assertEquals(3, batches.size());
        assertArrayEquals(new double[]{4, 5, 6, 7, 40, 50, 60, 70}, batches.get(1).x().toDoubleArray());
        assertArrayEquals(new double[]{8, 9}, batches.get(2).y().toDoubleArray());
    }

    @Test
    void partialFalse_leavesTheSmallerBatchOut() {
        DataLoader loader = dataLoader(X, Y).batchSize(4).partial(false);
        assertEquals(2, loader.size());
        assertEquals(2, all(loader).size());
    }

    @Test
    void batchSize_isOneWhenNothingIsSaid() {
        assertEquals(10, all(dataLoader(X, Y)).size());
    }

    @Test
    void shuffle_givesEachObservationOnceWithItsTarget() {
        List<Double> seen = new ArrayList<>();
        for (Batch batch : dataLoader(X, Y).batchSize(3).shuffle(true, 1)) {
            assertArrayEquals(batch.y().times(10).toDoubleArray(), batch.x().select(0, 1).toDoubleArray());
            Arrays.stream(batch.y().toDoubleArray()).forEach(seen::add);
        }
        assertNotEquals(sorted(seen), seen);
        assertEquals(IntStream.range(0, 10).mapToObj(i -> (double) i).toList(), sorted(seen));
    }

    @Test
    void shuffle_isAnotherOrderEachTimeAndFollowsFromTheSeed() {
        DataLoader loader = dataLoader(X, Y).batchSize(10).shuffle(true, 1);
        double[] first = all(loader).getFirst().y().toDoubleArray();
        double[] second = all(loader).getFirst().y().toDoubleArray();
        assertNotEquals(Arrays.toString(first), Arrays.toString(second));
        DataLoader again = dataLoader(X, Y).batchSize(10).shuffle(true, 1);
        assertArrayEquals(first, all(again).getFirst().y().toDoubleArray());
        assertArrayEquals(second, all(again).getFirst().y().toDoubleArray());
    }

    @Test
    void shuffle_withoutASeed_followsFromTheTensorsSeed() {
        Tensors.seed(4);
        double[] first = shuffleObs(new Batch(X, Y)).y().toDoubleArray();
        Tensors.seed(4);
        assertArrayEquals(first, all(dataLoader(X, Y).batchSize(10).shuffle(true)).getFirst().y().toDoubleArray());
    }

    @Test
    void shuffle_keepsTypeAndFurtherDimensions() {
        Tensor images = Tensors.arange(24).reshape(2, 3, 4).to(DataType.LONG);
        Batch batch = shuffleObs(new Batch(images, arange(4)), 2);
        assertEquals(DataType.LONG, batch.x().dataType());
        for (int i = 0; i < 4; i++) {
            assertEquals(20 + batch.y().get(i), batch.x().get(1, 2, i));
        }
    }

    @Test
    void iterator_atItsEnd_saysSo() {
        var iterator = dataLoader(X, Y).batchSize(10).iterator();
        iterator.next();
        assertThrows(NoSuchElementException.class, iterator::next);
    }

    @Test
    void splitObs_cutsAtTheShare() {
        var parts = splitObs(new Batch(X, Y), 0.7);
        assertEquals(7, parts.first().size());
        assertArrayEquals(new double[]{7, 8, 9}, parts.second().y().toDoubleArray());
        assertThrows(IllegalArgumentException.class, () -> splitObs(new Batch(X, Y), 70));
    }

    @Test
    void countsThatDiffer_areRefused() {
        var error = assertThrows(IllegalArgumentException.class, () -> dataLoader(X, zeros(1, 9)));
        assertEquals(
                "x has 10 observations and y has 9: the last dimensions of the shapes (2, 10) and (1, 9) must be equal",
                error.getMessage());
        assertThrows(IllegalArgumentException.class, () -> dataLoader(X, Tensors.scalar(1)));
        assertThrows(IllegalArgumentException.class, () -> dataLoader(X, Y).batchSize(0));
    }

    @Test
    void normalize_givesMeanZeroAndDeviationOne() {
        Tensor x = Data.normalize(tensor(new double[][]{{1, 2, 3}, {5, 5, 5}}));
        double root = Math.sqrt(1.5);
        assertArrayEquals(new double[]{-root, 0, root, 0, 0, 0}, x.toDoubleArray(), 1e-4);
    }

    private static List<Batch> all(DataLoader loader) {
        List<Batch> batches = new ArrayList<>();
        loader.forEach(batches::add);
        return batches;
    }

    private static List<Double> sorted(List<Double> values) {
        return values.stream().sorted().toList();
    }
}
