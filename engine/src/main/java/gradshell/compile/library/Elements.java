package gradshell.compile.library;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collector;
import java.util.stream.DoubleStream;
import java.util.stream.Gatherer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A stream of objects: each element goes through all steps before the next one is made, as in the JDK's sequential
 * streams. Internal.
 */
public final class Elements<T> implements Stream<T> {
    private final Iterator<T> source;
    /** How many elements there are, or -1 if that isn't known before: the JDK doesn't make elements just to count them. */
    private final long size;

    Elements(Iterator<T> source, long size) {
        this.source = source;
        this.size = size;
    }

    /** A stream of the JDK as one of these. */
    public static <T> Elements<T> adopt(Stream<T> stream) {
        if (stream instanceof Elements<T> ours) return ours;
        return Plain.adopt(stream);
    }

    /** How many elements there are, or -1. */
    long size() {
        return size;
    }

    // instead of the static methods of Stream

    public static <T> Stream<T> iterate(T seed, UnaryOperator<T> f) {
        return new Elements<>(new ElementSources.Iterated<>(seed, null, Objects.requireNonNull(f)), -1);
    }

    public static <T> Stream<T> iterate(T seed, Predicate<? super T> test, UnaryOperator<T> f) {
        return new Elements<>(
                new ElementSources.Iterated<>(seed, Objects.requireNonNull(test), Objects.requireNonNull(f)), -1);
    }

    public static <T> Stream<T> generate(Supplier<? extends T> supplier) {
        return new Elements<>(new ElementSources.Generated<T>(Objects.requireNonNull(supplier)), -1);
    }

    public static <T> Stream<T> concat(Stream<? extends T> a, Stream<? extends T> b) {
        Elements<? extends T> first = adopt(a);
        Elements<? extends T> second = adopt(b);
        return new Elements<>(new ElementSources.Concatenated<T>(first.source, second.source),
                Plain.added(first.size, second.size));
    }

    // steps

    @Override
    public Stream<T> filter(Predicate<? super T> test) {
        return new Elements<>(new ElementSources.Filtered<>(source, Objects.requireNonNull(test)), -1);
    }

    @Override
    public <R> Stream<R> map(Function<? super T, ? extends R> f) {
        return new Elements<>(new ElementSources.Mapped<T, R>(source, Objects.requireNonNull(f)), size);
    }

    @Override
    public IntStream mapToInt(ToIntFunction<? super T> f) {
        return new Ints(new Elements<>(
                new ElementSources.Mapped<T, Integer>(source, new Functions.Counted<>(Objects.requireNonNull(f))),
                size));
    }

    @Override
    public DoubleStream mapToDouble(ToDoubleFunction<? super T> f) {
        return new Doubles(new DoubleSources.OfObjects<>(source, Objects.requireNonNull(f)), size);
    }

    @Override
    public <R> Stream<R> flatMap(Function<? super T, ? extends Stream<? extends R>> f) {
        return new Elements<>(new ElementSources.FlatMapped<T, R>(source, Objects.requireNonNull(f)), -1);
    }

    @Override
    public DoubleStream flatMapToDouble(Function<? super T, ? extends DoubleStream> f) {
        return flatMap(new Functions.Boxed<>(Objects.requireNonNull(f))).mapToDouble(new DoubleFunctions.Value());
    }

    @Override
    public Stream<T> distinct() {
        return new Elements<>(new ElementSources.Distinct<>(source), -1);
    }

    @Override
    public Stream<T> sorted() {
        return sorted(null);
    }

    @Override
    public Stream<T> sorted(Comparator<? super T> order) {
        return new Elements<>(new ElementSources.Sorted<>(source, order), size);
    }

    @Override
    public Stream<T> peek(Consumer<? super T> action) {
        return new Elements<>(new ElementSources.Peeked<>(source, Objects.requireNonNull(action)), size);
    }

    @Override
    public Stream<T> limit(long n) {
        if (n < 0) throw new IllegalArgumentException(Long.toString(n));
        return new Elements<>(new ElementSources.Limited<>(source, n), Plain.limited(size, n));
    }

    @Override
    public Stream<T> skip(long n) {
        if (n < 0) throw new IllegalArgumentException(Long.toString(n));
        return new Elements<>(new ElementSources.Skipped<>(source, n), Plain.skipped(size, n));
    }

    @Override
    public Stream<T> takeWhile(Predicate<? super T> test) {
        return new Elements<>(new ElementSources.TakenWhile<>(source, Objects.requireNonNull(test)), -1);
    }

    @Override
    public Stream<T> dropWhile(Predicate<? super T> test) {
        return new Elements<>(new ElementSources.DroppedWhile<>(source, Objects.requireNonNull(test)), -1);
    }

    // results

    @Override
    public void forEach(Consumer<? super T> action) {
        Objects.requireNonNull(action);
        while (source.hasNext()) action.accept(source.next());
    }

    @Override
    public void forEachOrdered(Consumer<? super T> action) {
        forEach(action);
    }

    private List<T> all() {
        List<T> all = new ArrayList<>();
        while (source.hasNext()) all.add(source.next());
        return all;
    }

    @Override
    public Object[] toArray() {
        return all().toArray();
    }

    @Override
    public <A> A[] toArray(IntFunction<A[]> array) {
        List<T> all = all();
        return all.toArray(array.apply(all.size()));
    }

    @Override
    public List<T> toList() {
        return Collections.unmodifiableList(all());
    }

    @Override
    public T reduce(T identity, BinaryOperator<T> f) {
        Objects.requireNonNull(f);
        T result = identity;
        while (source.hasNext()) result = f.apply(result, source.next());
        return result;
    }

    @Override
    public Optional<T> reduce(BinaryOperator<T> f) {
        Objects.requireNonNull(f);
        if (!source.hasNext()) return Optional.empty();
        return Optional.of(reduce(source.next(), f));
    }

    @Override
    public <U> U reduce(U identity, BiFunction<U, ? super T, U> f, BinaryOperator<U> combiner) {
        Objects.requireNonNull(combiner);
        U result = identity;
        while (source.hasNext()) result = f.apply(result, source.next());
        return result;
    }

    @Override
    public <R> R collect(Supplier<R> supplier, BiConsumer<R, ? super T> accumulator, BiConsumer<R, R> combiner) {
        Objects.requireNonNull(combiner);
        R container = supplier.get();
        while (source.hasNext()) accumulator.accept(container, source.next());
        return container;
    }

    @Override
    public <R, A> R collect(Collector<? super T, A, R> collector) {
        A container = collector.supplier().get();
        BiConsumer<A, ? super T> accumulator = collector.accumulator();
        while (source.hasNext()) accumulator.accept(container, source.next());
        return Collecting.finish(collector, container);
    }

    @Override
    public Optional<T> min(Comparator<? super T> order) {
        return reduce(Functions.minBy(order));
    }

    @Override
    public Optional<T> max(Comparator<? super T> order) {
        return reduce(Functions.maxBy(order));
    }

    @Override
    public long count() {
        if (size >= 0) return size;
        long n = 0;
        while (source.hasNext()) {
            source.next();
            n++;
        }
        return n;
    }

    @Override
    public boolean anyMatch(Predicate<? super T> test) {
        while (source.hasNext()) if (test.test(source.next())) return true;
        return false;
    }

    @Override
    public boolean allMatch(Predicate<? super T> test) {
        while (source.hasNext()) if (!test.test(source.next())) return false;
        return true;
    }

    @Override
    public boolean noneMatch(Predicate<? super T> test) {
        return !anyMatch(test);
    }

    @Override
    public Optional<T> findFirst() {
        return source.hasNext() ? Optional.of(source.next()) : Optional.empty();
    }

    @Override
    public Optional<T> findAny() {
        return findFirst();
    }

    @Override
    public Iterator<T> iterator() {
        return source;
    }

    @Override
    public Stream<T> sequential() {
        return this;
    }

    @Override
    public Stream<T> unordered() {
        return this;
    }

    @Override
    public boolean isParallel() {
        return false;
    }

    @Override
    public void close() {}

    // what isn't supported

    @Override
    public Stream<T> parallel() {
        throw Plain.unsupported("Stream.parallel", "Leave the stream sequential");
    }

    @Override
    public Stream<T> onClose(Runnable action) {
        throw Plain.unsupported("Stream.onClose", "Run the action after the stream");
    }

    @Override
    public LongStream mapToLong(ToLongFunction<? super T> f) {
        throw Plain.unsupported("Stream.mapToLong", "Use mapToInt or map, or a loop");
    }

    @Override
    public IntStream flatMapToInt(Function<? super T, ? extends IntStream> f) {
        throw Plain.unsupported("Stream.flatMapToInt", "Use flatMap, or a loop");
    }

    @Override
    public LongStream flatMapToLong(Function<? super T, ? extends LongStream> f) {
        throw Plain.unsupported("Stream.flatMapToLong", "Use flatMap, or a loop");
    }

    @Override
    public <R> Stream<R> mapMulti(BiConsumer<? super T, ? super Consumer<R>> f) {
        throw Plain.unsupported("Stream.mapMulti", "Use flatMap, or a loop");
    }

    @Override
    public IntStream mapMultiToInt(BiConsumer<? super T, ? super IntConsumer> f) {
        throw Plain.unsupported("Stream.mapMultiToInt", "Use flatMap, or a loop");
    }

    @Override
    public LongStream mapMultiToLong(BiConsumer<? super T, ? super LongConsumer> f) {
        throw Plain.unsupported("Stream.mapMultiToLong", "Use flatMap, or a loop");
    }

    @Override
    public DoubleStream mapMultiToDouble(BiConsumer<? super T, ? super DoubleConsumer> f) {
        throw Plain.unsupported("Stream.mapMultiToDouble", "Use flatMapToDouble, or a loop");
    }

    @Override
    public <R> Stream<R> gather(Gatherer<? super T, ?, R> gatherer) {
        throw Plain.unsupported("Stream.gather", "Use a loop");
    }

    @Override
    public Spliterator<T> spliterator() {
        throw Plain.unsupported("Stream.spliterator", "Use iterator()");
    }
}
