package gradshell.data;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;

/**
 * Goes through observations in batches, again and again. Made by {@link Data#dataLoader}; each method gives a new loader and leaves
 * this one as it is.
 */
public final class DataLoader implements Iterable<Batch> {
    private final Source source;
    private final int batchSize;
    private final boolean partial;
    private final Order order;
    private final UnaryOperator<Batch> change;
    private final int ahead;

    private DataLoader(Source source, int batchSize, boolean partial, Order order, UnaryOperator<Batch> change,
            int ahead) {
        this.source = source;
        this.batchSize = batchSize;
        this.partial = partial;
        this.order = order;
        this.change = change;
        this.ahead = ahead;
    }

    DataLoader(Source source) {
        this(source, 1, true, Order.kept(), UnaryOperator.identity(), 0);
    }

    /** With {@code n} observations a batch; 1 when nothing is said. */
    public DataLoader batchSize(int n) {
        if (n < 1) throw new IllegalArgumentException("batchSize must be at least 1, but it is " + n);
        return new DataLoader(source, n, partial, order, change, ahead);
    }

    /** In a new random order each time, or as they are; the order follows from {@code Tensors.seed}. */
    public DataLoader shuffle(boolean shuffle) {
        return ordered(shuffle ? Order.random() : Order.kept());
    }

    /** In a new random order each time, or as they are; the orders follow from {@code seed} alone. */
    public DataLoader shuffle(boolean shuffle, long seed) {
        return ordered(shuffle ? Order.random(seed) : Order.kept());
    }

    private DataLoader ordered(Order other) {
        return new DataLoader(source, batchSize, partial, other, change, ahead);
    }

    /** With the last batch although it is smaller, or without it; with it when nothing is said. */
    public DataLoader partial(boolean partial) {
        return new DataLoader(source, batchSize, partial, order, change, ahead);
    }

    /** With {@code f} of each batch in its place, such as images that are moved and turned a little. */
    public DataLoader map(UnaryOperator<Batch> f) {
        return new DataLoader(source, batchSize, partial, order, batch -> f.apply(change.apply(batch)), ahead);
    }

    /**
     * Makes up to {@code batches} batches ahead, on threads of their own, while the one before is worked with; they come in the
     * same order. What makes them, in {@link #map} or of a list, then runs on several threads at once. 0 makes none ahead.
     */
    public DataLoader prefetch(int batches) {
        if (batches < 0)
            throw new IllegalArgumentException("prefetch: the number of batches must not be negative, got " + batches);
        return new DataLoader(source, batchSize, partial, order, change, batches);
    }

    /** The number of batches. */
    public int size() {
        long n = source.size();
        return Math.toIntExact(partial ? (n + batchSize - 1) / batchSize : n / batchSize);
    }

    @Override
    public Iterator<Batch> iterator() {
        long[] picks = order.next(source.size());
        int size = size();
        return ahead > 0 ? new Ahead(size, ahead, batch -> make(picks, batch)) : new Iterator<>() {
            private int batch;

            @Override
            public boolean hasNext() {
                return batch < size;
            }

            @Override
            public Batch next() {
                if (!hasNext()) throw new NoSuchElementException("the loader has " + size + " batches");
                return make(picks, batch++);
            }
        };
    }

    private Batch make(long[] picks, int batch) {
        int from = batch * batchSize;
        int to = Math.toIntExact(Math.min((long) from + batchSize, source.size()));
        return change.apply(source.take(picks, from, to));
    }

    @Override
    public String toString() {
        return "dataLoader(" + source.size() + " observations, " + size() + " batches of " + batchSize + ")";
    }
}
