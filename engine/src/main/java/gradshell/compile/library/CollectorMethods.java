package gradshell.compile.library;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Collector;
import java.util.stream.Stream;

/** The methods of {@link java.util.stream.Collectors}. Internal. */
public final class CollectorMethods {
    private CollectorMethods() {}

    public static <T, C extends Collection<T>> Collector<T, ?, C> toCollection(Supplier<C> supplier) {
        return new CollectorKinds.Into<T, C>(supplier);
    }

    public static <T> Collector<T, ?, List<T>> toList() {
        return list();
    }

    private static <T> Collector<T, List<T>, List<T>> list() {
        return new CollectorKinds.Into<>(new CollectorKinds.NewList<>());
    }

    public static <T> Collector<T, ?, List<T>> toUnmodifiableList() {
        return new CollectorKinds.AndThen<T, List<T>, List<T>, List<T>>(list(), new CollectorKinds.CopyList<>());
    }

    public static <T> Collector<T, ?, Set<T>> toSet() {
        return set();
    }

    private static <T> Collector<T, Set<T>, Set<T>> set() {
        return new CollectorKinds.Into<>(new CollectorKinds.NewSet<>());
    }

    public static <T> Collector<T, ?, Set<T>> toUnmodifiableSet() {
        return new CollectorKinds.AndThen<T, Set<T>, Set<T>, Set<T>>(set(), new CollectorKinds.CopySet<>());
    }

    public static Collector<CharSequence, ?, String> joining() {
        return joining("");
    }

    public static Collector<CharSequence, ?, String> joining(CharSequence delimiter) {
        return joining(delimiter, "", "");
    }

    public static Collector<CharSequence, ?, String> joining(CharSequence delimiter, CharSequence prefix,
            CharSequence suffix) {
        return new CollectorKinds.Joining(delimiter, prefix, suffix);
    }

    public static <T, U, A, R> Collector<T, ?, R> mapping(Function<? super T, ? extends U> f,
            Collector<? super U, A, R> inner) {
        return new CollectorKinds.Mapping<T, U, A, R>(f, inner);
    }

    public static <T, U, A, R> Collector<T, ?, R> flatMapping(Function<? super T, ? extends Stream<? extends U>> f,
            Collector<? super U, A, R> inner) {
        return new CollectorKinds.FlatMapping<T, U, A, R>(f, inner);
    }

    public static <T, A, R> Collector<T, ?, R> filtering(Predicate<? super T> test,
            Collector<? super T, A, R> inner) {
        return new CollectorKinds.Filtering<>(test, inner);
    }

    public static <T, A, R, S> Collector<T, A, S> collectingAndThen(Collector<T, A, R> inner, Function<R, S> f) {
        return new CollectorKinds.AndThen<>(inner, f);
    }

    public static <T> Collector<T, ?, Long> counting() {
        return new CollectorKinds.Counting<>();
    }

    public static <T> Collector<T, ?, Optional<T>> minBy(Comparator<? super T> order) {
        return reducing(Functions.minBy(order));
    }

    public static <T> Collector<T, ?, Optional<T>> maxBy(Comparator<? super T> order) {
        return reducing(Functions.maxBy(order));
    }

    public static <T> Collector<T, ?, Integer> summingInt(ToIntFunction<? super T> f) {
        return reducing(0, new Functions.Counted<T>(f), new CollectorKinds.IntSum());
    }

    public static <T> Collector<T, ?, Double> summingDouble(ToDoubleFunction<? super T> f) {
        return new CollectorKinds.Summing<>(f, false);
    }

    public static <T> Collector<T, ?, Double> averagingDouble(ToDoubleFunction<? super T> f) {
        return new CollectorKinds.Summing<>(f, true);
    }

    public static <T> Collector<T, ?, T> reducing(T first, BinaryOperator<T> f) {
        return new CollectorKinds.ReducingFrom<>(first, new Functions.Identity<>(), f);
    }

    public static <T> Collector<T, ?, Optional<T>> reducing(BinaryOperator<T> f) {
        return new CollectorKinds.Reducing<>(f);
    }

    public static <T, U> Collector<T, ?, U> reducing(U first, Function<? super T, ? extends U> f,
            BinaryOperator<U> combiner) {
        return new CollectorKinds.ReducingFrom<T, U>(first, f, combiner);
    }

    public static <T, K> Collector<T, ?, Map<K, List<T>>> groupingBy(Function<? super T, ? extends K> f) {
        return groupingBy(f, CollectorMethods.<T>list());
    }

    public static <T, K, A, D> Collector<T, ?, Map<K, D>> groupingBy(Function<? super T, ? extends K> f,
            Collector<? super T, A, D> inner) {
        return groupingBy(f, new CollectorKinds.NewMap<>(), inner);
    }

    public static <T, K, D, A, M extends Map<K, D>> Collector<T, ?, M> groupingBy(Function<? super T, ? extends K> f,
            Supplier<M> map, Collector<? super T, A, D> inner) {
        return new CollectorKinds.Grouping<T, K, A, D, M>(f, map, inner);
    }

    public static <T> Collector<T, ?, Map<Boolean, List<T>>> partitioningBy(Predicate<? super T> test) {
        return partitioningBy(test, CollectorMethods.<T>list());
    }

    public static <T, D, A> Collector<T, ?, Map<Boolean, D>> partitioningBy(Predicate<? super T> test,
            Collector<? super T, A, D> inner) {
        return new CollectorKinds.Partitioning<>(test, inner);
    }

    public static <T, K, U> Collector<T, ?, Map<K, U>> toMap(Function<? super T, ? extends K> key,
            Function<? super T, ? extends U> value) {
        return map(key, value, null);
    }

    public static <T, K, U> Collector<T, ?, Map<K, U>> toMap(Function<? super T, ? extends K> key,
            Function<? super T, ? extends U> value, BinaryOperator<U> merger) {
        return map(key, value, merger);
    }

    private static <T, K, U> Collector<T, Map<K, U>, Map<K, U>> map(Function<? super T, ? extends K> key,
            Function<? super T, ? extends U> value, BinaryOperator<U> merger) {
        return new CollectorKinds.Mapped<T, K, U, Map<K, U>>(key, value, merger, new CollectorKinds.NewMap<>());
    }

    public static <T, K, U, M extends Map<K, U>> Collector<T, ?, M> toMap(Function<? super T, ? extends K> key,
            Function<? super T, ? extends U> value, BinaryOperator<U> merger, Supplier<M> map) {
        return new CollectorKinds.Mapped<T, K, U, M>(key, value, merger, map);
    }

    public static <T, K, U> Collector<T, ?, Map<K, U>> toUnmodifiableMap(Function<? super T, ? extends K> key,
            Function<? super T, ? extends U> value) {
        return new CollectorKinds.AndThen<T, Map<K, U>, Map<K, U>, Map<K, U>>(map(key, value, null),
                new CollectorKinds.CopyMap<>());
    }

    public static <T, K, U> Collector<T, ?, Map<K, U>> toUnmodifiableMap(Function<? super T, ? extends K> key,
            Function<? super T, ? extends U> value, BinaryOperator<U> merger) {
        return new CollectorKinds.AndThen<T, Map<K, U>, Map<K, U>, Map<K, U>>(map(key, value, merger),
                new CollectorKinds.CopyMap<>());
    }

    public static <T, A, B, R, S, U> Collector<T, ?, U> teeing(Collector<? super T, A, R> first,
            Collector<? super T, B, S> second, BiFunction<? super R, ? super S, U> merger) {
        return new CollectorKinds.Teeing<T, A, B, R, S, U>(first, second, merger);
    }
}
