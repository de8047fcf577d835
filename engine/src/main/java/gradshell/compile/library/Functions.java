package gradshell.compile.library;

import java.util.Comparator;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The methods of the interfaces in {@code java.util.function} that make functions of functions. Internal. */
@SuppressWarnings("overloads") // named by the table, by their types
public final class Functions {
    private Functions() {}

    public static <A, B, C> Function<A, C> andThen(Function<A, B> f, Function<? super B, ? extends C> g) {
        return new Chain<A, B, C>(Objects.requireNonNull(f), Objects.requireNonNull(g));
    }

    public static <A, B, C> Function<A, C> compose(Function<B, C> f, Function<? super A, ? extends B> g) {
        return new Chain<A, B, C>(Objects.requireNonNull(g), Objects.requireNonNull(f));
    }

    public static <A, B, C, D> BiFunction<A, B, D> andThen(BiFunction<A, B, C> f,
            Function<? super C, ? extends D> g) {
        return new BiChain<A, B, C, D>(Objects.requireNonNull(f), Objects.requireNonNull(g));
    }

    public static <T> Consumer<T> andThen(Consumer<T> f, Consumer<? super T> g) {
        return new Both<>(Objects.requireNonNull(f), Objects.requireNonNull(g));
    }

    public static <T, U> BiConsumer<T, U> andThen(BiConsumer<T, U> f, BiConsumer<? super T, ? super U> g) {
        return new BiBoth<>(Objects.requireNonNull(f), Objects.requireNonNull(g));
    }

    public static <T> Predicate<T> and(Predicate<T> f, Predicate<? super T> g) {
        return new And<>(Objects.requireNonNull(f), Objects.requireNonNull(g));
    }

    public static <T> Predicate<T> or(Predicate<T> f, Predicate<? super T> g) {
        return new Not<>(new And<>(negate(f), new Not<>(Objects.requireNonNull(g))));
    }

    public static <T> Predicate<T> negate(Predicate<T> f) {
        return new Not<>(Objects.requireNonNull(f));
    }

    /** {@code Predicate.not}. */
    public static <T> Predicate<T> not(Predicate<? super T> f) {
        return new Not<>(Objects.requireNonNull(f));
    }

    public static <T> BinaryOperator<T> minBy(Comparator<? super T> order) {
        return new Least<>(Objects.requireNonNull(order), 1);
    }

    public static <T> BinaryOperator<T> maxBy(Comparator<? super T> order) {
        return new Least<>(Objects.requireNonNull(order), -1);
    }

    record Chain<A, B, C>(Function<? super A, ? extends B> first,
            Function<? super B, ? extends C> second) implements Function<A, C> {
        @Override
        public C apply(A a) {
            return second.apply(first.apply(a));
        }
    }

    /** {@code Function.identity} and {@code UnaryOperator.identity}. */
    public record Identity<T>() implements UnaryOperator<T> {
        public static <T> UnaryOperator<T> identity() {
            return new Identity<>();
        }

        @Override
        public T apply(T t) {
            return t;
        }
    }

    record BiChain<A, B, C, D>(BiFunction<? super A, ? super B, ? extends C> first,
            Function<? super C, ? extends D> second) implements BiFunction<A, B, D> {
        @Override
        public D apply(A a, B b) {
            return second.apply(first.apply(a, b));
        }
    }

    record Both<T>(Consumer<? super T> first, Consumer<? super T> second) implements Consumer<T> {
        @Override
        public void accept(T t) {
            first.accept(t);
            second.accept(t);
        }
    }

    record BiBoth<T, U>(BiConsumer<? super T, ? super U> first,
            BiConsumer<? super T, ? super U> second) implements BiConsumer<T, U> {
        @Override
        public void accept(T t, U u) {
            first.accept(t, u);
            second.accept(t, u);
        }
    }

    record And<T>(Predicate<? super T> first, Predicate<? super T> second) implements Predicate<T> {
        @Override
        public boolean test(T t) {
            return first.test(t) && second.test(t);
        }
    }

    record Not<T>(Predicate<? super T> f) implements Predicate<T> {
        @Override
        public boolean test(T t) {
            return !f.test(t);
        }
    }

    /** The lesser one, or with sign -1 the greater one; of equal ones the first. */
    record Least<T>(Comparator<? super T> order, int sign) implements BinaryOperator<T> {
        @Override
        public T apply(T a, T b) {
            return sign * Integer.signum(order.compare(a, b)) <= 0 ? a : b;
        }
    }

    /** A function to {@code int} as one to {@code Integer}. */
    record Counted<T>(ToIntFunction<? super T> f) implements Function<T, Integer> {
        @Override
        public Integer apply(T t) {
            return f.applyAsInt(t);
        }
    }

    /** A function to a stream of doubles as one to a stream of boxes. */
    record Boxed<T>(Function<? super T, ? extends DoubleStream> f) implements Function<T, Stream<Double>> {
        @Override
        public Stream<Double> apply(T t) {
            DoubleStream stream = f.apply(t);
            return stream == null ? null : stream.boxed();
        }
    }
}
