package gradshell.compile.library;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator.OfDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoubleFunction;
import java.util.function.DoubleToIntFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The steps of a stream of objects. */
final class ElementSources {
    private ElementSources() {}

    /** A function of each element. */
    record Mapped<T, R>(Iterator<? extends T> source, Function<? super T, ? extends R> f) implements Iterator<R> {
        @Override
        public boolean hasNext() {
            return source.hasNext();
        }

        @Override
        public R next() {
            return f.apply(source.next());
        }
    }

    /** A function of doubles. */
    record OfDoubles<R>(OfDouble source, DoubleFunction<? extends R> f) implements Iterator<R> {
        @Override
        public boolean hasNext() {
            return source.hasNext();
        }

        @Override
        public R next() {
            return f.apply(source.nextDouble());
        }
    }

    /** Integers made of doubles. */
    record Rounded(OfDouble source, DoubleToIntFunction f) implements Iterator<Integer> {
        @Override
        public boolean hasNext() {
            return source.hasNext();
        }

        @Override
        public Integer next() {
            return f.applyAsInt(source.nextDouble());
        }
    }

    /** What a supplier gives, without end. */
    record Generated<T>(Supplier<? extends T> supplier) implements Iterator<T> {
        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public T next() {
            return supplier.get();
        }
    }

    /** The elements as they are, shown to somebody as they pass. */
    record Peeked<T>(Iterator<T> source, Consumer<? super T> action) implements Iterator<T> {
        @Override
        public boolean hasNext() {
            return source.hasNext();
        }

        @Override
        public T next() {
            T element = source.next();
            action.accept(element);
            return element;
        }
    }

    /** One after the other. */
    record Concatenated<T>(Iterator<? extends T> first, Iterator<? extends T> second) implements Iterator<T> {
        @Override
        public boolean hasNext() {
            return first.hasNext() || second.hasNext();
        }

        @Override
        public T next() {
            return first.hasNext() ? first.next() : second.next();
        }
    }

    /** The first elements. */
    static final class Limited<T> implements Iterator<T> {
        private final Iterator<T> source;
        private long left;

        Limited(Iterator<T> source, long left) {
            this.source = source;
            this.left = left;
        }

        @Override
        public boolean hasNext() {
            return left > 0 && source.hasNext();
        }

        @Override
        public T next() {
            if (left <= 0) throw new NoSuchElementException();
            left--;
            return source.next();
        }
    }

    /** All but the first elements. */
    static final class Skipped<T> implements Iterator<T> {
        private final Iterator<T> source;
        private long left;

        Skipped(Iterator<T> source, long left) {
            this.source = source;
            this.left = left;
        }

        @Override
        public boolean hasNext() {
            while (left > 0 && source.hasNext()) {
                source.next();
                left--;
            }
            return source.hasNext();
        }

        @Override
        public T next() {
            if (!hasNext()) throw new NoSuchElementException();
            return source.next();
        }
    }

    /** All elements in order, fetched when the first is asked for. */
    static final class Sorted<T> implements Iterator<T> {
        private final Iterator<T> source;
        private final Comparator<? super T> order;
        private Iterator<T> sorted;

        Sorted(Iterator<T> source, Comparator<? super T> order) {
            this.source = source;
            this.order = order;
        }

        @Override
        public boolean hasNext() {
            if (sorted == null) {
                List<T> all = new ArrayList<>();
                while (source.hasNext()) all.add(source.next());
                all.sort(order);
                sorted = all.iterator();
            }
            return sorted.hasNext();
        }

        @Override
        public T next() {
            if (!hasNext()) throw new NoSuchElementException();
            return sorted.next();
        }
    }

    /** A step that has to look for its next element. */
    abstract static class Searching<T> implements Iterator<T> {
        private boolean found;
        private boolean ended;
        /** The element found. */
        T element;

        /** Puts the next element into {@link #element}, unless there is none. */
        abstract boolean find();

        @Override
        public final boolean hasNext() {
            if (!found && !ended) {
                found = find();
                ended = !found;
            }
            return found;
        }

        @Override
        public final T next() {
            if (!hasNext()) throw new NoSuchElementException();
            found = false;
            return element;
        }
    }

    /** The elements that pass a test. */
    static final class Filtered<T> extends Searching<T> {
        private final Iterator<T> source;
        private final Predicate<? super T> test;

        Filtered(Iterator<T> source, Predicate<? super T> test) {
            this.source = source;
            this.test = test;
        }

        @Override
        boolean find() {
            while (source.hasNext()) {
                element = source.next();
                if (test.test(element)) return true;
            }
            return false;
        }
    }

    /** The first of those elements that are equal. */
    static final class Distinct<T> extends Searching<T> {
        private final Iterator<T> source;
        private final Set<T> seen = new HashSet<>();

        Distinct(Iterator<T> source) {
            this.source = source;
        }

        @Override
        boolean find() {
            while (source.hasNext()) {
                element = source.next();
                if (seen.add(element)) return true;
            }
            return false;
        }
    }

    /** The elements up to the first one that fails a test. */
    static final class TakenWhile<T> extends Searching<T> {
        private final Iterator<T> source;
        private final Predicate<? super T> test;

        TakenWhile(Iterator<T> source, Predicate<? super T> test) {
            this.source = source;
            this.test = test;
        }

        @Override
        boolean find() {
            if (!source.hasNext()) return false;
            element = source.next();
            return test.test(element);
        }
    }

    /** The elements from the first one on that fails a test. */
    static final class DroppedWhile<T> extends Searching<T> {
        private final Iterator<T> source;
        private final Predicate<? super T> test;
        private boolean started;

        DroppedWhile(Iterator<T> source, Predicate<? super T> test) {
            this.source = source;
            this.test = test;
        }

        @Override
        boolean find() {
            while (source.hasNext()) {
                element = source.next();
                if (started) return true;
                started = !test.test(element);
                if (started) return true;
            }
            return false;
        }
    }

    /** A function applied again and again, for as long as a test holds. */
    static final class Iterated<T> extends Searching<T> {
        private final Predicate<? super T> test;
        private final UnaryOperator<T> f;
        private boolean started;

        /** @param test null for a sequence without end */
        Iterated(T seed, Predicate<? super T> test, UnaryOperator<T> f) {
            element = seed;
            this.test = test;
            this.f = f;
        }

        @Override
        boolean find() {
            if (started) element = f.apply(element);
            started = true;
            return test == null || test.test(element);
        }
    }

    /** The streams that a function makes of the elements, one after the other. */
    static final class FlatMapped<T, R> extends Searching<R> {
        private final Iterator<T> source;
        private final Function<? super T, ? extends Stream<? extends R>> f;
        private Iterator<? extends R> inner;

        FlatMapped(Iterator<T> source, Function<? super T, ? extends Stream<? extends R>> f) {
            this.source = source;
            this.f = f;
        }

        @Override
        boolean find() {
            while (inner == null || !inner.hasNext()) {
                if (!source.hasNext()) return false;
                Stream<? extends R> next = f.apply(source.next());
                inner = next == null ? null : next.iterator();
            }
            element = inner.next();
            return true;
        }
    }
}
