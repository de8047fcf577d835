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
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.DataType;
import gradshell.Tensor;
import gradshell.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

    @Test
    void prefetch_givesTheSameBatchesInOrder() {
        DataLoader plain = dataLoader(X, Y).batchSize(3).shuffle(true, 5);
        DataLoader ahead = dataLoader(X, Y).batchSize(3).shuffle(true, 5).prefetch(2);
        for (int pass = 0; pass < 3; pass++) {
            List<Batch> expected = all(plain);
            List<Batch> actual = all(ahead);
            assertEquals(expected.size(), actual.size());
            for (int i = 0; i < expected.size(); i++)
                assertArrayEquals(expected.get(i).x().toDoubleArray(), actual.get(i).x().toDoubleArray());
        }
    }

    @Test
    void prefetch_makesNoMoreThanAskedFor() throws InterruptedException {
        var made = new AtomicInteger();
        var third = new CountDownLatch(3);
        var batches = dataLoader(X, Y).map(batch -> {
            made.incrementAndGet();
            third.countDown();
            return batch;
        }).prefetch(2).iterator();
        batches.next();
        assertTrue(third.await(1, TimeUnit.MINUTES));
        assertEquals(3, made.get());
    }

    @Test
    void prefetch_errorOfABatch_comesWhereTheBatchWould() {
        var batches = dataLoader(X, Y).map(batch -> {
            if (batch.y().item() == 2) throw new IllegalStateException("batch 2");
            return batch;
        }).prefetch(4).iterator();
        batches.next();
        batches.next();
        assertEquals("batch 2", assertThrows(IllegalStateException.class, batches::next).getMessage());
        assertThrows(NoSuchElementException.class, batches::next);
    }

    @Test
    void prefetch_interrupted_stopsWaiting() {
        var never = new CountDownLatch(1);
        var batches = dataLoader(X, Y).map(batch -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return batch;
        }).prefetch(1).iterator();
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, batches::next);
        assertTrue(Thread.interrupted());
        never.countDown();
    }

    @Test
    void list_isCollated() {
        List<String> texts = List.of("a", "bcd", "ef");
        DataLoader loader = dataLoader(texts, part -> {
            Tensor lengths = tensor(part.stream().mapToDouble(String::length).toArray());
            return new Batch(lengths.unsqueeze(0), lengths);
        }).batchSize(2);
        List<Batch> batches = all(loader);
        assertArrayEquals(new double[]{1, 3}, batches.get(0).y().toDoubleArray());
        assertArrayEquals(new double[]{2}, batches.get(1).y().toDoubleArray());
    }

    @Test
    void map_changesEachBatch() {
        DataLoader changed = dataLoader(X, Y).batchSize(2).map(b -> new Batch(b.x().times(2), b.y()))
                .map(b -> new Batch(b.x().plus(1), b.y()));
        assertArrayEquals(new double[]{1, 3, 1, 21}, all(changed).getFirst().x().toDoubleArray());
    }

    @Test
    void labels_areOneHotInEachBatch() {
        var labels = Data.oneHotLabels(List.of("b", "a", "b", "c"), List.of("a", "b", "c"));
        List<Batch> batches = all(dataLoader(arange(4).unsqueeze(0), labels).batchSize(3));
        assertArrayEquals(new double[]{0, 1, 0, 1, 0, 1, 0, 0, 0}, batches.get(0).y().toDoubleArray());
        assertArrayEquals(new double[]{0, 0, 1}, batches.get(1).y().toDoubleArray());
        assertArrayEquals(new long[]{1, 0, 1, 2}, labels.indices().toLongArray());
        assertThrows(IllegalArgumentException.class, () -> dataLoader(X, labels));
    }

    @Test
    void splitObs_severalShares_leaveTheRest() {
        List<Batch> parts = splitObs(new Batch(X, Y), 0.5, 0.2, 0.1);
        assertEquals(List.of(5L, 2L, 1L, 2L), parts.stream().map(Batch::size).toList());
        assertArrayEquals(new double[]{5, 6}, parts.get(1).y().toDoubleArray());
        assertThrows(IllegalArgumentException.class, () -> splitObs(new Batch(X, Y), 0.7, 0.4));
    }

    @Test
    void kFolds_eachObservationIsTestedOnce() {
        var folds = Data.kFolds(new Batch(X, Y), 3);
        List<Double> tested = new ArrayList<>();
        for (var fold : folds) {
            assertEquals(10, fold.first().size() + fold.second().size());
            Arrays.stream(fold.second().y().toDoubleArray()).forEach(tested::add);
            assertArrayEquals(fold.first().y().times(10).toDoubleArray(),
                    fold.first().x().select(0, 1).toDoubleArray());
        }
        assertEquals(IntStream.range(0, 10).mapToObj(i -> (double) i).toList(), tested);
        assertThrows(IllegalArgumentException.class, () -> Data.kFolds(new Batch(X, Y), 11));
    }

    @Test
    void batchAndUnbatch_areInverse() {
        Tensor together = Data.batch(List.of(tensor(1, 2), tensor(3, 4), tensor(5, 6)));
        assertArrayEquals(new long[]{2, 3}, together.shape());
        assertArrayEquals(new double[]{1, 3, 5, 2, 4, 6}, together.toDoubleArray());
        assertArrayEquals(new double[]{3, 4}, Data.unbatch(together).get(1).toDoubleArray());
        assertThrows(IllegalArgumentException.class, () -> Data.batch(List.of(tensor(1), tensor(1, 2))));
    }

    private static List<Double> sorted(List<Double> values) {
        return values.stream().sorted().toList();
    }
}
