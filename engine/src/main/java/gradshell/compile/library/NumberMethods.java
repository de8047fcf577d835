package gradshell.compile.library;

import java.util.OptionalDouble;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;

/** Methods of {@link Number}, its boxes, and {@link OptionalDouble}. Internal. */
public final class NumberMethods {
    private NumberMethods() {}

    public static double doubleValue(Number n) {
        if (n instanceof Double d) return d.doubleValue();
        if (n instanceof Float f) return f.floatValue();
        return Plain.doubleValue(n);
    }

    public static float floatValue(Number n) {
        if (n instanceof Float f) return f.floatValue();
        return (float) doubleValue(n);
    }

    public static float floatValue(Double d) {
        return (float) d.doubleValue();
    }

    public static double doubleValue(Float f) {
        return f.floatValue();
    }

    public static double orElse(OptionalDouble o, double other) {
        return o.isPresent() ? o.getAsDouble() : other;
    }

    public static double orElseGet(OptionalDouble o, DoubleSupplier other) {
        return o.isPresent() ? o.getAsDouble() : other.getAsDouble();
    }

    public static double orElseThrow(OptionalDouble o) {
        return o.getAsDouble();
    }

    public static double orElseThrow(OptionalDouble o, Supplier<? extends Throwable> error) throws Throwable {
        if (o.isPresent()) return o.getAsDouble();
        throw error.get();
    }

    public static void ifPresent(OptionalDouble o, DoubleConsumer action) {
        if (o.isPresent()) action.accept(o.getAsDouble());
    }

    public static void ifPresentOrElse(OptionalDouble o, DoubleConsumer action, Runnable otherwise) {
        if (o.isPresent()) {
            action.accept(o.getAsDouble());
        } else {
            otherwise.run();
        }
    }

    public static DoubleStream stream(OptionalDouble o) {
        return o.isPresent() ? Doubles.of(o.getAsDouble()) : Doubles.of();
    }
}
