package gradshell.compile.library;

import java.util.IntSummaryStatistics;
import java.util.Iterator;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.PrimitiveIterator;
import java.util.Spliterator;
import java.util.function.BiConsumer;
import java.util.function.IntBinaryOperator;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A stream of integers whose steps call functions that may work on differentiated values. Internal. */
public final class Ints implements IntStream {
    private final Elements<Integer> elements;

    Ints(Elements<Integer> elements) {
        this.elements = elements;
    }

    /** A stream of the JDK as one of these. */
    public static Ints adopt(IntStream stream) {
        return stream instanceof Ints ours ? ours : new Ints(Elements.adopt(stream.boxed()));
    }

    // instead of the static methods of IntStream

    public static IntStream iterate(int seed, IntUnaryOperator f) {
        return new Ints(Elements.adopt(Elements.iterate(seed, new IntFunctions.Step(f))));
    }

    public static IntStream iterate(int seed, IntPredicate test, IntUnaryOperator f) {
        return new Ints(
                Elements.adopt(Elements.iterate(seed, new IntFunctions.Test(test), new IntFunctions.Step(f))));
    }

    public static IntStream generate(IntSupplier supplier) {
        return new Ints(Elements.adopt(Elements.generate(new IntFunctions.Supply(supplier))));
    }

    public static IntStream concat(IntStream a, IntStream b) {
        return of(Elements.concat(a.boxed(), b.boxed()));
    }

    private static IntStream of(Stream<Integer> elements) {
        return new Ints(Elements.adopt(elements));
    }

    // steps

    @Override
    public IntStream filter(IntPredicate test) {
        return of(elements.filter(new IntFunctions.Test(test)));
    }

    @Override
    public IntStream map(IntUnaryOperator f) {
        return of(elements.map(new IntFunctions.Step(f)));
    }

    @Override
    public <U> Stream<U> mapToObj(IntFunction<? extends U> f) {
        return elements.map(new IntFunctions.Make<U>(f));
    }

    @Override
    public DoubleStream mapToDouble(IntToDoubleFunction f) {
        Objects.requireNonNull(f);
        return new Doubles(new DoubleSources.OfInts(elements.iterator(), f), elements.size());
    }

    @Override
    public DoubleStream asDoubleStream() {
        return mapToDouble(new IntFunctions.Widen());
    }

    @Override
    public IntStream flatMap(IntFunction<? extends IntStream> f) {
        return of(elements.flatMap(new IntFunctions.Inner(f)));
    }

    @Override
    public IntStream distinct() {
        return of(elements.distinct());
    }

    @Override
    public IntStream sorted() {
        return of(elements.sorted());
    }

    @Override
    public IntStream peek(IntConsumer action) {
        return of(elements.peek(new IntFunctions.Act(action)));
    }

    @Override
    public IntStream limit(long n) {
        return of(elements.limit(n));
    }

    @Override
    public IntStream skip(long n) {
        return of(elements.skip(n));
    }

    @Override
    public IntStream takeWhile(IntPredicate test) {
        return of(elements.takeWhile(new IntFunctions.Test(test)));
    }

    @Override
    public IntStream dropWhile(IntPredicate test) {
        return of(elements.dropWhile(new IntFunctions.Test(test)));
    }

    @Override
    public Stream<Integer> boxed() {
        return elements;
    }

    // results

    @Override
    public void forEach(IntConsumer action) {
        Objects.requireNonNull(action);
        Iterator<Integer> source = elements.iterator();
        while (source.hasNext()) action.accept(source.next());
    }

    @Override
    public void forEachOrdered(IntConsumer action) {
        forEach(action);
    }

    @Override
    public int[] toArray() {
        Object[] boxes = elements.toArray();
        var values = new int[boxes.length];
        for (int i = 0; i < values.length; i++) values[i] = (Integer) boxes[i];
        return values;
    }

    @Override
    public int reduce(int identity, IntBinaryOperator f) {
        int result = identity;
        Iterator<Integer> source = elements.iterator();
        while (source.hasNext()) result = f.applyAsInt(result, source.next());
        return result;
    }

    @Override
    public OptionalInt reduce(IntBinaryOperator f) {
        Iterator<Integer> source = elements.iterator();
        return source.hasNext() ? OptionalInt.of(reduce(source.next(), f)) : OptionalInt.empty();
    }

    @Override
    public <R> R collect(Supplier<R> supplier, ObjIntConsumer<R> accumulator, BiConsumer<R, R> combiner) {
        Objects.requireNonNull(combiner);
        R container = supplier.get();
        Iterator<Integer> source = elements.iterator();
        while (source.hasNext()) accumulator.accept(container, source.next());
        return container;
    }

    @Override
    public int sum() {
        int sum = 0;
        for (int i : toArray()) sum += i;
        return sum;
    }

    @Override
    public OptionalInt min() {
        return reduce(new IntFunctions.Least());
    }

    @Override
    public OptionalInt max() {
        return reduce(new IntFunctions.Greatest());
    }

    @Override
    public OptionalDouble average() {
        int[] all = toArray();
        long sum = 0;
        for (int i : all) sum += i;
        return all.length == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) sum / all.length);
    }

    @Override
    public IntSummaryStatistics summaryStatistics() {
        var statistics = new IntSummaryStatistics();
        for (int i : toArray()) statistics.accept(i);
        return statistics;
    }

    @Override
    public long count() {
        return elements.count();
    }

    @Override
    public boolean anyMatch(IntPredicate test) {
        return elements.anyMatch(new IntFunctions.Test(test));
    }

    @Override
    public boolean allMatch(IntPredicate test) {
        return elements.allMatch(new IntFunctions.Test(test));
    }

    @Override
    public boolean noneMatch(IntPredicate test) {
        return elements.noneMatch(new IntFunctions.Test(test));
    }

    @Override
    public OptionalInt findFirst() {
        Iterator<Integer> source = elements.iterator();
        return source.hasNext() ? OptionalInt.of(source.next()) : OptionalInt.empty();
    }

    @Override
    public OptionalInt findAny() {
        return findFirst();
    }

    @Override
    public PrimitiveIterator.OfInt iterator() {
        return new IntFunctions.Values(elements.iterator());
    }

    @Override
    public IntStream sequential() {
        return this;
    }

    @Override
    public IntStream unordered() {
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
    public IntStream parallel() {
        throw Plain.unsupported("IntStream.parallel", "Leave the stream sequential");
    }

    @Override
    public IntStream onClose(Runnable action) {
        throw Plain.unsupported("IntStream.onClose", "Run the action after the stream");
    }

    @Override
    public LongStream mapToLong(IntToLongFunction f) {
        throw Plain.unsupported("IntStream.mapToLong", "Use mapToObj, or a loop");
    }

    @Override
    public LongStream asLongStream() {
        throw Plain.unsupported("IntStream.asLongStream", "Use asDoubleStream, or a loop");
    }

    @Override
    public IntStream mapMulti(IntMapMultiConsumer f) {
        throw Plain.unsupported("IntStream.mapMulti", "Use flatMap, or a loop");
    }

    @Override
    public Spliterator.OfInt spliterator() {
        throw Plain.unsupported("IntStream.spliterator", "Use iterator()");
    }
}
