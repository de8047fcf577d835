package gradshell.compile.library;

import java.util.DoubleSummaryStatistics;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.PrimitiveIterator.OfDouble;
import java.util.Spliterator;
import java.util.function.BiConsumer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleFunction;
import java.util.function.DoublePredicate;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleToIntFunction;
import java.util.function.DoubleToLongFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ObjDoubleConsumer;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A stream of doubles: each element goes through all steps before the next one is made, as in the JDK's sequential
 * streams. Internal.
 */
public final class Doubles implements DoubleStream {
    private final OfDouble source;
    /** How many elements there are, or -1 if that isn't known before: the JDK doesn't make elements just to count them. */
    private final long size;

    Doubles(OfDouble source, long size) {
        this.source = source;
        this.size = size;
    }

    /** A stream of the JDK as one of these. */
    public static Doubles adopt(DoubleStream stream) {
        if (stream instanceof Doubles ours) return ours;
        return Plain.adopt(stream);
    }

    // instead of the static methods of DoubleStream

    public static DoubleStream of(double value) {
        return of(new double[]{value});
    }

    public static DoubleStream of(double... values) {
        return ArrayMethods.stream(values);
    }

    public static DoubleStream iterate(double seed, DoubleUnaryOperator f) {
        return new Doubles(new DoubleSources.Iterated(seed, null, Objects.requireNonNull(f)), -1);
    }

    public static DoubleStream iterate(double seed, DoublePredicate test, DoubleUnaryOperator f) {
        return new Doubles(
                new DoubleSources.Iterated(seed, Objects.requireNonNull(test), Objects.requireNonNull(f)), -1);
    }

    public static DoubleStream generate(DoubleSupplier supplier) {
        return new Doubles(new DoubleSources.Generated(Objects.requireNonNull(supplier)), -1);
    }

    public static DoubleStream concat(DoubleStream a, DoubleStream b) {
        Doubles first = adopt(a);
        Doubles second = adopt(b);
        return new Doubles(new DoubleSources.Concatenated(first.source, second.source),
                Plain.added(first.size, second.size));
    }

    // steps

    @Override
    public DoubleStream filter(DoublePredicate test) {
        return new Doubles(new DoubleSources.Filtered(source, Objects.requireNonNull(test)), -1);
    }

    @Override
    public DoubleStream map(DoubleUnaryOperator f) {
        return new Doubles(new DoubleSources.Mapped(source, Objects.requireNonNull(f)), size);
    }

    @Override
    public <U> Stream<U> mapToObj(DoubleFunction<? extends U> f) {
        return new Elements<>(new ElementSources.OfDoubles<U>(source, Objects.requireNonNull(f)), size);
    }

    @Override
    public IntStream mapToInt(DoubleToIntFunction f) {
        return new Ints(new Elements<>(new ElementSources.Rounded(source, Objects.requireNonNull(f)), size));
    }

    @Override
    public DoubleStream flatMap(DoubleFunction<? extends DoubleStream> f) {
        return new Doubles(new DoubleSources.FlatMapped(source, Objects.requireNonNull(f)), -1);
    }

    @Override
    public DoubleStream distinct() {
        return boxed().distinct().mapToDouble(new DoubleFunctions.Value());
    }

    @Override
    public DoubleStream sorted() {
        return new Doubles(new DoubleSources.Sorted(source), size);
    }

    @Override
    public DoubleStream peek(DoubleConsumer action) {
        return new Doubles(new DoubleSources.Peeked(source, Objects.requireNonNull(action)), size);
    }

    @Override
    public DoubleStream limit(long n) {
        if (n < 0) throw new IllegalArgumentException(Long.toString(n));
        return new Doubles(new DoubleSources.Limited(source, n), Plain.limited(size, n));
    }

    @Override
    public DoubleStream skip(long n) {
        if (n < 0) throw new IllegalArgumentException(Long.toString(n));
        return new Doubles(new DoubleSources.Skipped(source, n), Plain.skipped(size, n));
    }

    @Override
    public DoubleStream takeWhile(DoublePredicate test) {
        return new Doubles(new DoubleSources.TakenWhile(source, Objects.requireNonNull(test)), -1);
    }

    @Override
    public DoubleStream dropWhile(DoublePredicate test) {
        return new Doubles(new DoubleSources.DroppedWhile(source, Objects.requireNonNull(test)), -1);
    }

    @Override
    public Stream<Double> boxed() {
        return new Elements<>(source, size);
    }

    // results

    @Override
    public void forEach(DoubleConsumer action) {
        Objects.requireNonNull(action);
        while (source.hasNext()) action.accept(source.nextDouble());
    }

    @Override
    public void forEachOrdered(DoubleConsumer action) {
        forEach(action);
    }

    @Override
    public double[] toArray() {
        return toArray(source);
    }

    static double[] toArray(OfDouble source) {
        var values = new double[16];
        int n = 0;
        while (source.hasNext()) {
            if (n == values.length) values = ArrayMethods.copyOf(values, 2 * n);
            values[n++] = source.nextDouble();
        }
        return ArrayMethods.copyOf(values, n);
    }

    @Override
    public double reduce(double identity, DoubleBinaryOperator f) {
        Objects.requireNonNull(f);
        double result = identity;
        while (source.hasNext()) result = f.applyAsDouble(result, source.nextDouble());
        return result;
    }

    @Override
    public OptionalDouble reduce(DoubleBinaryOperator f) {
        Objects.requireNonNull(f);
        if (!source.hasNext()) return OptionalDouble.empty();
        return OptionalDouble.of(reduce(source.nextDouble(), f));
    }

    @Override
    public <R> R collect(Supplier<R> supplier, ObjDoubleConsumer<R> accumulator, BiConsumer<R, R> combiner) {
        Objects.requireNonNull(combiner);
        R container = supplier.get();
        while (source.hasNext()) accumulator.accept(container, source.nextDouble());
        return container;
    }

    @Override
    public double sum() {
        return sum(new long[1]);
    }

    /**
     * The sum as the JDK computes it: with W. Kahan's compensation for rounding, or without where an infinite element makes
     * that meaningless.
     *
     * @param count where the number of elements is added
     */
    double sum(long[] count) {
        double sum = 0;
        double excess = 0;
        double simple = 0;
        long n = 0;
        while (source.hasNext()) {
            double value = source.nextDouble();
            double corrected = value - excess;
            double next = sum + corrected;
            excess = next - sum - corrected;
            sum = next;
            simple += value;
            n++;
        }
        count[0] += n;
        double result = sum - excess;
        return Double.isNaN(result) && Double.isInfinite(simple) ? simple : result;
    }

    @Override
    public OptionalDouble average() {
        var count = new long[1];
        double sum = sum(count);
        return count[0] == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count[0]);
    }

    @Override
    public OptionalDouble min() {
        if (!source.hasNext()) return OptionalDouble.empty();
        double least = source.nextDouble();
        while (source.hasNext()) least = Math.min(least, source.nextDouble());
        return OptionalDouble.of(least);
    }

    @Override
    public OptionalDouble max() {
        if (!source.hasNext()) return OptionalDouble.empty();
        double greatest = source.nextDouble();
        while (source.hasNext()) greatest = Math.max(greatest, source.nextDouble());
        return OptionalDouble.of(greatest);
    }

    @Override
    public long count() {
        if (size >= 0) return size;
        long n = 0;
        while (source.hasNext()) {
            source.nextDouble();
            n++;
        }
        return n;
    }

    @Override
    public boolean anyMatch(DoublePredicate test) {
        while (source.hasNext()) if (test.test(source.nextDouble())) return true;
        return false;
    }

    @Override
    public boolean allMatch(DoublePredicate test) {
        while (source.hasNext()) if (!test.test(source.nextDouble())) return false;
        return true;
    }

    @Override
    public boolean noneMatch(DoublePredicate test) {
        return !anyMatch(test);
    }

    @Override
    public OptionalDouble findFirst() {
        return source.hasNext() ? OptionalDouble.of(source.nextDouble()) : OptionalDouble.empty();
    }

    @Override
    public OptionalDouble findAny() {
        return findFirst();
    }

    @Override
    public OfDouble iterator() {
        return source;
    }

    @Override
    public DoubleStream sequential() {
        return this;
    }

    @Override
    public DoubleStream unordered() {
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
    public DoubleStream parallel() {
        throw Plain.unsupported("DoubleStream.parallel", "Leave the stream sequential");
    }

    @Override
    public DoubleStream onClose(Runnable action) {
        throw Plain.unsupported("DoubleStream.onClose", "Run the action after the stream");
    }

    @Override
    public LongStream mapToLong(DoubleToLongFunction f) {
        throw Plain.unsupported("DoubleStream.mapToLong", "Use mapToObj, or a loop");
    }

    @Override
    public DoubleStream mapMulti(DoubleMapMultiConsumer f) {
        throw Plain.unsupported("DoubleStream.mapMulti", "Use flatMap, or a loop");
    }

    @Override
    public DoubleSummaryStatistics summaryStatistics() {
        throw Plain.unsupported("DoubleStream.summaryStatistics", "Use sum(), average(), min() or max()");
    }

    @Override
    public Spliterator.OfDouble spliterator() {
        throw Plain.unsupported("DoubleStream.spliterator", "Use iterator()");
    }
}
