package gradshell.compile.library;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collector;
import java.util.stream.Stream;

/** The kinds of collectors. */
final class CollectorKinds {
    private CollectorKinds() {}

    /** Into a collection. */
    static final class Into<T, C extends Collection<T>> extends Collecting<T, C, C> {
        private final Supplier<C> supplier;

        Into(Supplier<C> supplier) {
            this.supplier = supplier;
        }

        @Override
        public C get() {
            return supplier.get();
        }

        @Override
        public void accept(C c, T t) {
            c.add(t);
        }

        @Override
        public C apply(C c) {
            return c;
        }
    }

    record NewList<T>() implements Supplier<List<T>> {
        @Override
        public List<T> get() {
            return new ArrayList<>();
        }
    }

    record NewSet<T>() implements Supplier<Set<T>> {
        @Override
        public Set<T> get() {
            return new HashSet<>();
        }
    }

    record NewMap<K, V>() implements Supplier<Map<K, V>> {
        @Override
        public Map<K, V> get() {
            return new HashMap<>();
        }
    }

    record CopyList<T>() implements Function<List<T>, List<T>> {
        @Override
        public List<T> apply(List<T> list) {
            return List.copyOf(list);
        }
    }

    record CopySet<T>() implements Function<Set<T>, Set<T>> {
        @Override
        public Set<T> apply(Set<T> set) {
            return Set.copyOf(set);
        }
    }

    record CopyMap<K, V>() implements Function<Map<K, V>, Map<K, V>> {
        @Override
        public Map<K, V> apply(Map<K, V> map) {
            return Map.copyOf(map);
        }
    }

    /** Into text. */
    static final class Joining extends Collecting<CharSequence, StringJoiner, String> {
        private final CharSequence delimiter;
        private final CharSequence prefix;
        private final CharSequence suffix;

        Joining(CharSequence delimiter, CharSequence prefix, CharSequence suffix) {
            this.delimiter = delimiter;
            this.prefix = prefix;
            this.suffix = suffix;
        }

        @Override
        public StringJoiner get() {
            return new StringJoiner(delimiter, prefix, suffix);
        }

        @Override
        public void accept(StringJoiner joiner, CharSequence text) {
            joiner.add(text);
        }

        @Override
        public String apply(StringJoiner joiner) {
            return joiner.toString();
        }
    }

    /** Of a function of the elements. */
    static final class Mapping<T, U, A, R> extends Collecting<T, A, R> {
        private final Function<? super T, ? extends U> f;
        private final Collector<? super U, A, R> inner;

        Mapping(Function<? super T, ? extends U> f, Collector<? super U, A, R> inner) {
            this.f = f;
            this.inner = inner;
        }

        @Override
        public A get() {
            return inner.supplier().get();
        }

        @Override
        public void accept(A a, T t) {
            inner.accumulator().accept(a, f.apply(t));
        }

        @Override
        public R apply(A a) {
            return Collecting.finish(inner, a);
        }
    }

    /** Of the streams that a function makes of the elements. */
    static final class FlatMapping<T, U, A, R> extends Collecting<T, A, R> {
        private final Function<? super T, ? extends Stream<? extends U>> f;
        private final Collector<? super U, A, R> inner;

        FlatMapping(Function<? super T, ? extends Stream<? extends U>> f, Collector<? super U, A, R> inner) {
            this.f = f;
            this.inner = inner;
        }

        @Override
        public A get() {
            return inner.supplier().get();
        }

        @Override
        public void accept(A a, T t) {
            Stream<? extends U> stream = f.apply(t);
            if (stream == null) return;
            var elements = stream.iterator();
            while (elements.hasNext()) inner.accumulator().accept(a, elements.next());
        }

        @Override
        public R apply(A a) {
            return Collecting.finish(inner, a);
        }
    }

    /** Of the elements that pass a test. */
    static final class Filtering<T, A, R> extends Collecting<T, A, R> {
        private final Predicate<? super T> test;
        private final Collector<? super T, A, R> inner;

        Filtering(Predicate<? super T> test, Collector<? super T, A, R> inner) {
            this.test = test;
            this.inner = inner;
        }

        @Override
        public A get() {
            return inner.supplier().get();
        }

        @Override
        public void accept(A a, T t) {
            if (test.test(t)) inner.accumulator().accept(a, t);
        }

        @Override
        public R apply(A a) {
            return Collecting.finish(inner, a);
        }
    }

    /** A function of another collector's result. */
    static final class AndThen<T, A, R, S> extends Collecting<T, A, S> {
        private final Collector<T, A, R> inner;
        private final Function<? super R, ? extends S> f;

        AndThen(Collector<T, A, R> inner, Function<? super R, ? extends S> f) {
            this.inner = inner;
            this.f = f;
        }

        @Override
        public A get() {
            return inner.supplier().get();
        }

        @Override
        public void accept(A a, T t) {
            inner.accumulator().accept(a, t);
        }

        @Override
        public S apply(A a) {
            return f.apply(Collecting.finish(inner, a));
        }
    }

    /** How many. */
    static final class Counting<T> extends Collecting<T, long[], Long> {
        @Override
        public long[] get() {
            return new long[1];
        }

        @Override
        public void accept(long[] n, T t) {
            n[0]++;
        }

        @Override
        public Long apply(long[] n) {
            return n[0];
        }
    }

    /** All elements combined; {@code known} is empty where there was none yet. */
    static final class Reducing<T> extends Collecting<T, Object[], Optional<T>> {
        private final BinaryOperator<T> f;

        Reducing(BinaryOperator<T> f) {
            this.f = f;
        }

        @Override
        public Object[] get() {
            return new Object[2];
        }

        @Override
        @SuppressWarnings("unchecked")
        public void accept(Object[] known, T t) {
            known[0] = known[1] == null ? t : f.apply((T) known[0], t);
            known[1] = true;
        }

        @Override
        @SuppressWarnings("unchecked")
        public Optional<T> apply(Object[] known) {
            return Optional.ofNullable((T) known[0]);
        }
    }

    /** A function of all elements combined, from a first value on. */
    static final class ReducingFrom<T, U> extends Collecting<T, Object[], U> {
        private final U first;
        private final Function<? super T, ? extends U> f;
        private final BinaryOperator<U> combiner;

        ReducingFrom(U first, Function<? super T, ? extends U> f, BinaryOperator<U> combiner) {
            this.first = first;
            this.f = f;
            this.combiner = combiner;
        }

        @Override
        public Object[] get() {
            return new Object[]{first};
        }

        @Override
        @SuppressWarnings("unchecked")
        public void accept(Object[] known, T t) {
            known[0] = combiner.apply((U) known[0], f.apply(t));
        }

        @Override
        @SuppressWarnings("unchecked")
        public U apply(Object[] known) {
            return (U) known[0];
        }
    }

    /** The sum or the mean of a function of the elements. */
    static final class Summing<T> extends Collecting<T, List<Double>, Double> {
        private final ToDoubleFunction<? super T> f;
        private final boolean mean;

        Summing(ToDoubleFunction<? super T> f, boolean mean) {
            this.f = f;
            this.mean = mean;
        }

        @Override
        public List<Double> get() {
            return new ArrayList<>();
        }

        @Override
        public void accept(List<Double> values, T t) {
            values.add(f.applyAsDouble(t));
        }

        @Override
        public Double apply(List<Double> values) {
            var source = new DoubleSources.OfObjects<>(values.iterator(), new DoubleFunctions.Value());
            double sum = new Doubles(source, values.size()).sum();
            return mean && !values.isEmpty() ? sum / values.size() : sum;
        }
    }

    record IntSum() implements BinaryOperator<Integer> {
        @Override
        public Integer apply(Integer a, Integer b) {
            return a + b;
        }
    }

    /** A map from a function of the elements to what another collector makes of those that share a value. */
    static final class Grouping<T, K, A, D, M extends Map<K, D>> extends Collecting<T, Map<K, A>, M> {
        private final Function<? super T, ? extends K> f;
        private final Supplier<M> map;
        private final Collector<? super T, A, D> inner;

        Grouping(Function<? super T, ? extends K> f, Supplier<M> map, Collector<? super T, A, D> inner) {
            this.f = f;
            this.map = map;
            this.inner = inner;
        }

        @Override
        @SuppressWarnings("unchecked")
        public Map<K, A> get() {
            return (Map<K, A>) map.get();
        }

        @Override
        public void accept(Map<K, A> groups, T t) {
            K key = Objects.requireNonNull(f.apply(t), "element cannot be mapped to a null key");
            A group = groups.get(key);
            if (group == null) {
                group = inner.supplier().get();
                groups.put(key, group);
            }
            inner.accumulator().accept(group, t);
        }

        @Override
        @SuppressWarnings("unchecked")
        public M apply(Map<K, A> groups) {
            M finished = (M) groups;
            for (Map.Entry<K, D> e : finished.entrySet()) {
                e.setValue(Collecting.finish(inner, (A) e.getValue()));
            }
            return finished;
        }
    }

    /** A map from false and true to what another collector makes of the elements that fail and that pass a test. */
    static final class Partitioning<T, A, D> extends Collecting<T, List<A>, Map<Boolean, D>> {
        private final Predicate<? super T> test;
        private final Collector<? super T, A, D> inner;

        Partitioning(Predicate<? super T> test, Collector<? super T, A, D> inner) {
            this.test = test;
            this.inner = inner;
        }

        @Override
        public List<A> get() {
            var parts = new ArrayList<A>();
            parts.add(inner.supplier().get());
            parts.add(inner.supplier().get());
            return parts;
        }

        @Override
        public void accept(List<A> parts, T t) {
            inner.accumulator().accept(parts.get(test.test(t) ? 1 : 0), t);
        }

        @Override
        public Map<Boolean, D> apply(List<A> parts) {
            var map = new LinkedHashMap<Boolean, D>();
            map.put(false, Collecting.finish(inner, parts.get(0)));
            map.put(true, Collecting.finish(inner, parts.get(1)));
            return map;
        }
    }

    /** A map of two functions of each element. */
    static final class Mapped<T, K, V, M extends Map<K, V>> extends Collecting<T, M, M> {
        private final Function<? super T, ? extends K> key;
        private final Function<? super T, ? extends V> value;
        /** What to do about elements with the same key, or null if that is an error. */
        private final BinaryOperator<V> merger;
        private final Supplier<M> map;

        Mapped(Function<? super T, ? extends K> key, Function<? super T, ? extends V> value, BinaryOperator<V> merger,
                Supplier<M> map) {
            this.key = key;
            this.value = value;
            this.merger = merger;
            this.map = map;
        }

        @Override
        public M get() {
            return map.get();
        }

        @Override
        public void accept(M m, T t) {
            K k = key.apply(t);
            V v = Objects.requireNonNull(value.apply(t));
            if (merger != null) {
                CollectionMethods.merge(m, k, v, merger);
                return;
            }
            V known = m.putIfAbsent(k, v);
            if (known != null) {
                throw new IllegalStateException(
                        "Duplicate key " + k + " (attempted merging values " + known + " and " + v + ")");
            }
        }

        @Override
        public M apply(M m) {
            return m;
        }
    }

    /** A function of the results of two collectors. */
    static final class Teeing<T, A, B, R, S, U> extends Collecting<T, List<Object>, U> {
        private final Collector<? super T, A, R> first;
        private final Collector<? super T, B, S> second;
        private final BiFunction<? super R, ? super S, U> merger;

        Teeing(Collector<? super T, A, R> first, Collector<? super T, B, S> second,
                BiFunction<? super R, ? super S, U> merger) {
            this.first = first;
            this.second = second;
            this.merger = merger;
        }

        @Override
        public List<Object> get() {
            var both = new ArrayList<Object>();
            both.add(first.supplier().get());
            both.add(second.supplier().get());
            return both;
        }

        @Override
        @SuppressWarnings("unchecked")
        public void accept(List<Object> both, T t) {
            first.accumulator().accept((A) both.get(0), t);
            second.accumulator().accept((B) both.get(1), t);
        }

        @Override
        @SuppressWarnings("unchecked")
        public U apply(List<Object> both) {
            return merger.apply(Collecting.finish(first, (A) both.get(0)), Collecting.finish(second, (B) both.get(1)));
        }
    }
}
