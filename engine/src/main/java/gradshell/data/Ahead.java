package gradshell.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;

/**
 * Batches in their order, some of which are made ahead, each on a thread that ends with it. So nothing has to be closed: whoever
 * stops early leaves at most these.
 */
final class Ahead implements Iterator<Batch> {
    private final int size;
    private final int most;
    private final IntFunction<Batch> make;
    private final Deque<FutureTask<Batch>> started = new ArrayDeque<>();
    private int begun;

    Ahead(int size, int most, IntFunction<Batch> make) {
        this.size = size;
        this.most = most;
        this.make = make;
        begin();
    }

    private void begin() {
        while (begun < size && started.size() < most) {
            int batch = begun++;
            var task = new FutureTask<>(() -> make.apply(batch));
            started.add(task);
            Thread.ofVirtual().name("batch " + batch).start(task);
        }
    }

    @Override
    public boolean hasNext() {
        return !started.isEmpty();
    }

    @Override
    public Batch next() {
        if (!hasNext()) throw new NoSuchElementException("the loader has " + size + " batches");
        try {
            Batch batch = started.element().get();
            started.remove();
            begin();
            return batch;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("interrupted while a batch was made").initCause(e);
        } catch (ExecutionException e) {
            started.clear();
            begun = size;
            throw unchecked(e.getCause());
        }
    }

    /** A batch is made by code that throws nothing else. */
    private static RuntimeException unchecked(Throwable thrown) {
        if (thrown instanceof Error error) throw error;
        return (RuntimeException) thrown;
    }
}
