package gradshell.compile.library;

import java.util.Objects;
import java.util.function.DoubleConsumer;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** The methods of the interfaces of functions of {@code double} that make functions of functions. Internal. */
@SuppressWarnings("overloads") // named by the table, by their types
public final class DoubleFunctions {
    private DoubleFunctions() {}

    public static DoubleUnaryOperator andThen(DoubleUnaryOperator f, DoubleUnaryOperator g) {
        return new Chain(Objects.requireNonNull(f), Objects.requireNonNull(g));
    }

    public static DoubleUnaryOperator compose(DoubleUnaryOperator f, DoubleUnaryOperator g) {
        return new Chain(Objects.requireNonNull(g), Objects.requireNonNull(f));
    }

    public static DoubleConsumer andThen(DoubleConsumer f, DoubleConsumer g) {
        return new Both(Objects.requireNonNull(f), Objects.requireNonNull(g));
    }

    public static DoublePredicate and(DoublePredicate f, DoublePredicate g) {
        return new And(Objects.requireNonNull(f), Objects.requireNonNull(g));
    }

    public static DoublePredicate or(DoublePredicate f, DoublePredicate g) {
        return new Not(new And(negate(f), negate(g)));
    }

    public static DoublePredicate negate(DoublePredicate f) {
        return new Not(Objects.requireNonNull(f));
    }

    record Chain(DoubleUnaryOperator first, DoubleUnaryOperator second) implements DoubleUnaryOperator {
        @Override
        public double applyAsDouble(double x) {
            return second.applyAsDouble(first.applyAsDouble(x));
        }
    }

    /** {@code DoubleUnaryOperator.identity}. */
    public record Identity() implements DoubleUnaryOperator {
        public static DoubleUnaryOperator identity() {
            return new Identity();
        }

        @Override
        public double applyAsDouble(double x) {
            return x;
        }
    }

    record Both(DoubleConsumer first, DoubleConsumer second) implements DoubleConsumer {
        @Override
        public void accept(double x) {
            first.accept(x);
            second.accept(x);
        }
    }

    record And(DoublePredicate first, DoublePredicate second) implements DoublePredicate {
        @Override
        public boolean test(double x) {
            return first.test(x) && second.test(x);
        }
    }

    record Not(DoublePredicate f) implements DoublePredicate {
        @Override
        public boolean test(double x) {
            return !f.test(x);
        }
    }

    /** {@code Double::doubleValue}. */
    record Value() implements ToDoubleFunction<Double> {
        @Override
        public double applyAsDouble(Double d) {
            return d;
        }
    }
}
