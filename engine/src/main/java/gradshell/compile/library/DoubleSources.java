package gradshell.compile.library;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator.OfDouble;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleFunction;
import java.util.function.DoublePredicate;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** The steps of a stream of doubles. */
final class DoubleSources {
    private DoubleSources() {}

    /** The elements of a range of an array. */
    static final class OfArray extends DoubleSource {
        private final double[] array;
        private final int end;
        private int at;

        OfArray(double[] array, int from, int end) {
            this.array = array;
            this.end = end;
            at = from;
        }

        @Override
        public boolean hasNext() {
            return at < end;
        }

        @Override
        public double nextDouble() {
            if (at >= end) throw new NoSuchElementException();
            return array[at++];
        }
    }

    /** A function of integers. */
    static final class OfInts extends DoubleSource {
        private final Iterator<Integer> source;
        private final IntToDoubleFunction f;

        OfInts(Iterator<Integer> source, IntToDoubleFunction f) {
            this.source = source;
            this.f = f;
        }

        @Override
        public boolean hasNext() {
            return source.hasNext();
        }

        @Override
        public double nextDouble() {
            return f.applyAsDouble(source.next());
        }
    }

    /** A function of objects. */
    static final class OfObjects<T> extends DoubleSource {
        private final Iterator<T> source;
        private final ToDoubleFunction<? super T> f;

        OfObjects(Iterator<T> source, ToDoubleFunction<? super T> f) {
            this.source = source;
            this.f = f;
        }

        @Override
        public boolean hasNext() {
            return source.hasNext();
        }

        @Override
        public double nextDouble() {
            return f.applyAsDouble(source.next());
        }
    }

    /** What a supplier gives, without end. */
    static final class Generated extends DoubleSource {
        private final DoubleSupplier supplier;

        Generated(DoubleSupplier supplier) {
            this.supplier = supplier;
        }

        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public double nextDouble() {
            return supplier.getAsDouble();
        }
    }

    /** A function of each element. */
    static final class Mapped extends DoubleSource {
        private final OfDouble source;
        private final DoubleUnaryOperator f;

        Mapped(OfDouble source, DoubleUnaryOperator f) {
            this.source = source;
            this.f = f;
        }

        @Override
        public boolean hasNext() {
            return source.hasNext();
        }

        @Override
        public double nextDouble() {
            return f.applyAsDouble(source.nextDouble());
        }
    }

    /** The elements as they are, shown to somebody as they pass. */
    static final class Peeked extends DoubleSource {
        private final OfDouble source;
        private final DoubleConsumer action;

        Peeked(OfDouble source, DoubleConsumer action) {
            this.source = source;
            this.action = action;
        }

        @Override
        public boolean hasNext() {
            return source.hasNext();
        }

        @Override
        public double nextDouble() {
            double value = source.nextDouble();
            action.accept(value);
            return value;
        }
    }

    /** The first elements. */
    static final class Limited extends DoubleSource {
        private final OfDouble source;
        private long left;

        Limited(OfDouble source, long left) {
            this.source = source;
            this.left = left;
        }

        @Override
        public boolean hasNext() {
            return left > 0 && source.hasNext();
        }

        @Override
        public double nextDouble() {
            if (left <= 0) throw new NoSuchElementException();
            left--;
            return source.nextDouble();
        }
    }

    /** All but the first elements. */
    static final class Skipped extends DoubleSource {
        private final OfDouble source;
        private long left;

        Skipped(OfDouble source, long left) {
            this.source = source;
            this.left = left;
        }

        @Override
        public boolean hasNext() {
            while (left > 0 && source.hasNext()) {
                source.nextDouble();
                left--;
            }
            return source.hasNext();
        }

        @Override
        public double nextDouble() {
            if (!hasNext()) throw new NoSuchElementException();
            return source.nextDouble();
        }
    }

    /** One after the other. */
    static final class Concatenated extends DoubleSource {
        private final OfDouble first;
        private final OfDouble second;

        Concatenated(OfDouble first, OfDouble second) {
            this.first = first;
            this.second = second;
        }

        @Override
        public boolean hasNext() {
            return first.hasNext() || second.hasNext();
        }

        @Override
        public double nextDouble() {
            return first.hasNext() ? first.nextDouble() : second.nextDouble();
        }
    }

    /** All elements in order, fetched when the first is asked for. */
    static final class Sorted extends DoubleSource {
        private final OfDouble source;
        private OfArray sorted;

        Sorted(OfDouble source) {
            this.source = source;
        }

        @Override
        public boolean hasNext() {
            if (sorted == null) {
                double[] all = Doubles.toArray(source);
                ArrayMethods.sort(all);
                sorted = new OfArray(all, 0, all.length);
            }
            return sorted.hasNext();
        }

        @Override
        public double nextDouble() {
            if (!hasNext()) throw new NoSuchElementException();
            return sorted.nextDouble();
        }
    }

    /** A step that has to look for its next element. */
    abstract static class Searching extends DoubleSource {
        private boolean found;
        private boolean ended;
        /** The element found. */
        double value;

        /** Puts the next element into {@link #value}, unless there is none. */
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
        public final double nextDouble() {
            if (!hasNext()) throw new NoSuchElementException();
            found = false;
            return value;
        }
    }

    /** The elements that pass a test. */
    static final class Filtered extends Searching {
        private final OfDouble source;
        private final DoublePredicate test;

        Filtered(OfDouble source, DoublePredicate test) {
            this.source = source;
            this.test = test;
        }

        @Override
        boolean find() {
            while (source.hasNext()) {
                double next = source.nextDouble();
                if (test.test(next)) {
                    value = next;
                    return true;
                }
            }
            return false;
        }
    }

    /** The elements up to the first one that fails a test. */
    static final class TakenWhile extends Searching {
        private final OfDouble source;
        private final DoublePredicate test;

        TakenWhile(OfDouble source, DoublePredicate test) {
            this.source = source;
            this.test = test;
        }

        @Override
        boolean find() {
            if (!source.hasNext()) return false;
            value = source.nextDouble();
            return test.test(value);
        }
    }

    /** The elements from the first one on that fails a test. */
    static final class DroppedWhile extends Searching {
        private final OfDouble source;
        private final DoublePredicate test;
        private boolean started;

        DroppedWhile(OfDouble source, DoublePredicate test) {
            this.source = source;
            this.test = test;
        }

        @Override
        boolean find() {
            while (source.hasNext()) {
                value = source.nextDouble();
                if (started) return true;
                started = !test.test(value);
                if (started) return true;
            }
            return false;
        }
    }

    /** A function applied again and again, for as long as a test holds. */
    static final class Iterated extends Searching {
        private final DoublePredicate test;
        private final DoubleUnaryOperator f;
        private boolean started;

        /** @param test null for a sequence without end */
        Iterated(double seed, DoublePredicate test, DoubleUnaryOperator f) {
            value = seed;
            this.test = test;
            this.f = f;
        }

        @Override
        boolean find() {
            if (started) value = f.applyAsDouble(value);
            started = true;
            return test == null || test.test(value);
        }
    }

    /** The streams that a function makes of the elements, one after the other. */
    static final class FlatMapped extends Searching {
        private final OfDouble source;
        private final DoubleFunction<? extends DoubleStream> f;
        private OfDouble inner = new OfArray(new double[0], 0, 0);

        FlatMapped(OfDouble source, DoubleFunction<? extends DoubleStream> f) {
            this.source = source;
            this.f = f;
        }

        @Override
        boolean find() {
            while (!inner.hasNext()) {
                if (!source.hasNext()) return false;
                DoubleStream next = f.apply(source.nextDouble());
                if (next != null) inner = next.iterator();
            }
            value = inner.nextDouble();
            return true;
        }
    }
}
