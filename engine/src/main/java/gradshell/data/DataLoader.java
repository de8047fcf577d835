package gradshell.data;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Goes through observations in batches, again and again. Made by {@link Data#dataLoader}; each method gives a new loader and leaves
 * this one as it is.
 */
public final class DataLoader implements Iterable<Batch> {
    private final Batch all;
    private final int batchSize;
    private final boolean partial;
    private final Order order;

    private DataLoader(Batch all, int batchSize, boolean partial, Order order) {
        this.all = all;
        this.batchSize = batchSize;
        this.partial = partial;
        this.order = order;
    }

    DataLoader(Batch all) {
        this(all, 1, true, Order.kept());
    }

    /** With {@code n} observations a batch; 1 when nothing is said. */
    public DataLoader batchSize(int n) {
        if (n < 1) throw new IllegalArgumentException("batchSize must be at least 1, but it is " + n);
        return new DataLoader(all, n, partial, order);
    }

    /** In a new random order each time, or as they are; the order follows from {@code Tensors.seed}. */
    public DataLoader shuffle(boolean shuffle) {
        return new DataLoader(all, batchSize, partial, shuffle ? Order.random() : Order.kept());
    }

    /** In a new random order each time, or as they are; the orders follow from {@code seed} alone. */
    public DataLoader shuffle(boolean shuffle, long seed) {
        return new DataLoader(all, batchSize, partial, shuffle ? Order.random(seed) : Order.kept());
    }

    /** With the last batch although it is smaller, or without it; with it when nothing is said. */
    public DataLoader partial(boolean partial) {
        return new DataLoader(all, batchSize, partial, order);
    }

    /** The number of batches. */
    public int size() {
        long n = all.size();
        return Math.toIntExact(partial ? (n + batchSize - 1) / batchSize : n / batchSize);
    }

    @Override
    public Iterator<Batch> iterator() {
        long[] picks = order.next(all.size());
        return new Iterator<>() {
            private int batch;

            @Override
            public boolean hasNext() {
                return batch < size();
            }

            @Override
            public Batch next() {
                if (!hasNext()) throw new NoSuchElementException("the loader has " + size() + " batches");
                int from = batch++ * batchSize;
                return Observations.take(all, picks, from, Math.toIntExact(Math.min(from + batchSize, all.size())));
            }
        };
    }

    @Override
    public String toString() {
        return "dataLoader(" + all.size() + " observations, " + size() + " batches of " + batchSize + ")";
    }
}
