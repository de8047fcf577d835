package gradshell.compile.library;

import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collector;

/** A collector that is its own functions, so that each kind is one class. */
abstract class Collecting<T, A, R> implements Collector<T, A, R>, Supplier<A>, BiConsumer<A, T>, Function<A, R> {
    /** A new container. */
    @Override
    public abstract A get();

    /** Puts an element into the container. */
    @Override
    public abstract void accept(A container, T element);

    /** The result of a container. */
    @Override
    public abstract R apply(A container);

    @Override
    public final Supplier<A> supplier() {
        return this;
    }

    @Override
    public final BiConsumer<A, T> accumulator() {
        return this;
    }

    @Override
    public final BinaryOperator<A> combiner() {
        return new Combiner<>();
    }

    @Override
    public final Function<A, R> finisher() {
        return this;
    }

    @Override
    public final Set<Characteristics> characteristics() {
        return Set.of();
    }

    /** The result of a container of any collector. */
    @SuppressWarnings("unchecked")
    static <A, R> R finish(Collector<?, A, R> collector, A container) {
        // such a collector's finisher is the JDK's own, and does nothing
        return collector.characteristics().contains(Characteristics.IDENTITY_FINISH)
                ? (R) container
                : collector.finisher().apply(container);
    }

    /** Only a parallel stream combines containers. */
    private record Combiner<A>() implements BinaryOperator<A> {
        @Override
        public A apply(A a, A b) {
            throw Plain.unsupported("a parallel stream", "Leave the stream sequential");
        }
    }
}
