package gradshell.kernel.magic;

/** The code that {@code %timeit} times, in a loop. Internal: public only because the class it makes of a cell's code is. */
@FunctionalInterface
public interface Loop {
    /** Runs the code many times. */
    void run(long times) throws Exception;

    /** Gives a lambda its type. */
    static Loop of(Loop loop) {
        return loop;
    }

    /** Uses a value, so that the JIT can't leave its computation out. */
    static void use(double value) {
        Used.number = value;
    }

    /** The same of a whole number. */
    static void use(long value) {
        Used.whole = value;
    }

    /** The same of a truth value. */
    static void use(boolean value) {
        Used.truth = value;
    }

    /** The same of an object. */
    static void use(Object value) {
        Used.object = value;
    }

    /** Lets go of the last object. */
    static void forget() {
        Used.object = null;
    }

    /** Where the values end: a volatile field must be written, read or not. */
    @SuppressWarnings("UnusedVariable")
    final class Used {
        private static volatile double number;
        private static volatile long whole;
        private static volatile boolean truth;
        private static volatile Object object;

        private Used() {}
    }
}
