package gradshell.compile.library;

import java.util.Iterator;
import java.util.PrimitiveIterator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Functions of {@code int} as functions of {@code Integer}, so that a stream of integers is a stream of objects. */
final class IntFunctions {
    private IntFunctions() {}

    record Test(IntPredicate f) implements Predicate<Integer> {
        @Override
        public boolean test(Integer i) {
            return f.test(i);
        }
    }

    record Step(IntUnaryOperator f) implements UnaryOperator<Integer> {
        @Override
        public Integer apply(Integer i) {
            return f.applyAsInt(i);
        }
    }

    record Make<R>(IntFunction<? extends R> f) implements Function<Integer, R> {
        @Override
        public R apply(Integer i) {
            return f.apply(i);
        }
    }

    record Inner(IntFunction<? extends IntStream> f) implements Function<Integer, Stream<Integer>> {
        @Override
        public Stream<Integer> apply(Integer i) {
            IntStream stream = f.apply(i);
            return stream == null ? null : stream.boxed();
        }
    }

    record Act(IntConsumer f) implements Consumer<Integer> {
        @Override
        public void accept(Integer i) {
            f.accept(i);
        }
    }

    record Supply(IntSupplier f) implements Supplier<Integer> {
        @Override
        public Integer get() {
            return f.getAsInt();
        }
    }

    record Least() implements IntBinaryOperator {
        @Override
        public int applyAsInt(int a, int b) {
            return Math.min(a, b);
        }
    }

    record Greatest() implements IntBinaryOperator {
        @Override
        public int applyAsInt(int a, int b) {
            return Math.max(a, b);
        }
    }

    record Widen() implements IntToDoubleFunction {
        @Override
        public double applyAsDouble(int i) {
            return i;
        }
    }

    record Values(Iterator<Integer> source) implements PrimitiveIterator.OfInt {
        @Override
        public boolean hasNext() {
            return source.hasNext();
        }

        @Override
        public int nextInt() {
            return source.next();
        }

        @Override
        public Integer next() {
            return source.next();
        }

        @Override
        public void forEachRemaining(IntConsumer action) {
            while (source.hasNext()) action.accept(source.next());
        }

        @Override
        public void forEachRemaining(Consumer<? super Integer> action) {
            while (source.hasNext()) action.accept(source.next());
        }
    }
}
