package gradshell.compile.library;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Methods of {@link Optional} and {@link Objects} that call a function. Internal. */
public final class OptionalMethods {
    private OptionalMethods() {}

    public static <T> void ifPresent(Optional<T> o, Consumer<? super T> action) {
        if (o.isPresent()) action.accept(o.get());
    }

    public static <T> void ifPresentOrElse(Optional<T> o, Consumer<? super T> action, Runnable otherwise) {
        if (o.isPresent()) {
            action.accept(o.get());
        } else {
            otherwise.run();
        }
    }

    public static <T> Optional<T> filter(Optional<T> o, Predicate<? super T> test) {
        return o.isPresent() && !test.test(o.get()) ? Optional.empty() : o;
    }

    public static <T, U> Optional<U> map(Optional<T> o, Function<? super T, ? extends U> f) {
        return o.isPresent() ? Optional.ofNullable(f.apply(o.get())) : Optional.empty();
    }

    @SuppressWarnings("unchecked")
    public static <T, U> Optional<U> flatMap(Optional<T> o, Function<? super T, ? extends Optional<? extends U>> f) {
        return o.isPresent() ? (Optional<U>) Objects.requireNonNull(f.apply(o.get())) : Optional.empty();
    }

    @SuppressWarnings("unchecked")
    public static <T> Optional<T> or(Optional<T> o, Supplier<? extends Optional<? extends T>> other) {
        return o.isPresent() ? o : (Optional<T>) Objects.requireNonNull(other.get());
    }

    public static <T> T orElseGet(Optional<T> o, Supplier<? extends T> other) {
        return o.isPresent() ? o.get() : other.get();
    }

    public static <T> T orElseThrow(Optional<T> o, Supplier<? extends Throwable> error) throws Throwable {
        if (o.isPresent()) return o.get();
        throw error.get();
    }

    public static <T> T requireNonNullElseGet(T object, Supplier<? extends T> other) {
        return object != null ? object : Objects.requireNonNull(other.get(), "supplier.get()");
    }
}
