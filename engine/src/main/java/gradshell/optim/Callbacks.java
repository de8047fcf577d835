package gradshell.optim;

import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Functions with a memory of their earlier calls, for callbacks and conditions. */
final class Callbacks {
    private Callbacks() {}

    static <T> Consumer<T> throttle(Consumer<T> callback, double seconds) {
        if (!(seconds >= 0))
            throw new IllegalArgumentException("throttle: the seconds must be from 0 up, but they are " + seconds);
        return new Consumer<>() {
            private long last;
            private boolean called;

            @Override
            public void accept(T given) {
                long now = System.nanoTime();
                if (called && now - last < seconds * 1e9) return;
                called = true;
                last = now;
                callback.accept(given);
            }
        };
    }

    static <T> Predicate<T> patience(Predicate<T> condition, int wait) {
        if (wait < 1) throw new IllegalArgumentException("the number of calls must be at least 1, but it is " + wait);
        return new Predicate<>() {
            private int count;

            @Override
            public boolean test(T given) {
                count = condition.test(given) ? count + 1 : 0;
                return count >= wait;
            }
        };
    }

    /** True where a score is larger than the best before it, less than {@code least} smaller, or no number. */
    static <T> Predicate<T> noBetter(ToDoubleFunction<T> score, double least) {
        return new Predicate<>() {
            private double best = Double.POSITIVE_INFINITY;

            @Override
            public boolean test(T given) {
                double now = score.applyAsDouble(given);
                boolean better = best - now >= least;
                if (now < best) best = now;
                return !better;
            }
        };
    }

    /** True where a score differs from the one before it by less than {@code least}. */
    static <T> Predicate<T> same(ToDoubleFunction<T> score, double least) {
        return new Predicate<>() {
            private double last = Double.NaN;

            @Override
            public boolean test(T given) {
                double now = score.applyAsDouble(given);
                boolean same = Math.abs(now - last) < least;
                last = now;
                return same;
            }
        };
    }
}
