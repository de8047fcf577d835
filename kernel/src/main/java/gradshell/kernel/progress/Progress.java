package gradshell.kernel.progress;

import gradshell.data.DataLoader;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Loops that show how far they are: {@code for (var x : progress(list))}. A bar tells how many rounds are done, how many
 * there are where that is known, their rate and the time that is left. Every cell has these methods with no import.
 */
public final class Progress {
    private Progress() {}

    /** The same elements, with a bar each time they are gone through. */
    public static <T> Iterable<T> progress(Iterable<T> elements) {
        return () -> new Loop<>(elements.iterator(), switch (elements) {
            case Collection<?> collection -> collection.size();
            case DataLoader loader -> loader.size();
            default -> -1;
        });
    }

    /** The numbers from 0 up to {@code n}, without it. */
    public static Iterable<Integer> progress(int n) {
        if (n < 0) throw new IllegalArgumentException("progress(n) counts n rounds, and " + n + " is less than none");
        return () -> new Loop<>(IntStream.range(0, n).iterator(), n);
    }

    /** The elements of an array. */
    public static <T> Iterable<T> progress(T[] elements) {
        return progress(Arrays.asList(elements));
    }

    /** The numbers of an array. */
    public static Iterable<Double> progress(double[] elements) {
        return () -> new Loop<>(Arrays.stream(elements).iterator(), elements.length);
    }

    /** The numbers of an array. */
    public static Iterable<Integer> progress(int[] elements) {
        return () -> new Loop<>(Arrays.stream(elements).iterator(), elements.length);
    }

    /** The same stream, sequential or parallel, with a bar from when its first element is asked for. */
    public static <T> Stream<T> progress(Stream<T> elements) {
        boolean parallel = elements.isParallel();
        Spliterator<T> source = elements.spliterator();
        var counted = new Counted<>(source, new Counted.Shared(source.getExactSizeIfKnown()));
        return StreamSupport.stream(counted, parallel).onClose(elements::close);
    }

    /** The rounds of a {@code for} loop. */
    private static final class Loop<T> implements Iterator<T> {
        private final Iterator<T> elements;
        private final long total;
        private Bars bars;
        private boolean begun;

        Loop(Iterator<T> elements, long total) {
            this.elements = elements;
            this.total = total;
        }

        @Override
        public boolean hasNext() {
            if (bars == null) bars = Bars.start(new Bar(total));
            // asked for the next round, the one before is done
            if (begun) bars.next();
            begun = false;
            boolean more = elements.hasNext();
            if (!more) bars.end(true);
            return more;
        }

        @Override
        public T next() {
            if (bars == null) bars = Bars.start(new Bar(total));
            T next = elements.next();
            if (begun) bars.next();
            begun = true;
            return next;
        }
    }

    /** A stream's elements, or a part of them. */
    private static final class Counted<T> implements Spliterator<T> {
        /** What the parts have in common: the bar, and how many parts are not at their ends. */
        private static final class Shared {
            private final Bar bar;
            private Bars bars;
            private int parts = 1;

            Shared(long total) {
                bar = new Bar(total);
            }

            synchronized void begin() {
                if (bars == null) bars = Bars.start(bar);
            }

            synchronized void split() {
                parts++;
            }

            synchronized void end() {
                if (--parts == 0) bars.end(true);
            }
        }

        private final Spliterator<T> part;
        private final Shared shared;
        private boolean ended;

        Counted(Spliterator<T> part, Shared shared) {
            this.part = part;
            this.shared = shared;
        }

        @Override
        public boolean tryAdvance(Consumer<? super T> action) {
            shared.begin();
            boolean more = part.tryAdvance(action);
            if (more) shared.bar.advanceShared();
            else
                end();
            return more;
        }

        @Override
        public void forEachRemaining(Consumer<? super T> action) {
            shared.begin();
            part.forEachRemaining(x -> {
                action.accept(x);
                shared.bar.advanceShared();
            });
            end();
        }

        private void end() {
            if (!ended) shared.end();
            ended = true;
        }

        @Override
        public Spliterator<T> trySplit() {
            shared.begin();
            Spliterator<T> prefix = part.trySplit();
            if (prefix == null) return null;
            shared.split();
            return new Counted<>(prefix, shared);
        }

        @Override
        public long estimateSize() {
            return part.estimateSize();
        }

        @Override
        public int characteristics() {
            return part.characteristics();
        }

        @Override
        public java.util.Comparator<? super T> getComparator() {
            return part.getComparator();
        }
    }
}
