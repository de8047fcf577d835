package gradshell.compile;

/** What a generated class for a differentiated function offers. Internal; public because generated classes implement it. */
public interface Derivative {
    /** Runs the function and its reverse sweep. Returns the value and writes the gradient to {@code gradient}. */
    double gradient(Tape tape, Object[] captured, double[] x, double[] gradient);

    /** The sweeps of a function of anything: numbers, arrays, objects that hold numbers. */
    interface Whole {
        /** Runs the function and leaves on the tape what the reverse sweep needs. */
        Object forward(Tape tape, Object[] captured, Object[] arguments);

        /**
         * Runs the reverse sweep: {@code dy} is the cotangent of a {@code double} that is returned, that of anything else is in
         * its shadow. Writes the cotangents of arguments that are numbers to {@code cotangents}; those of others are in their
         * shadows.
         */
        void reverse(Tape tape, double dy, Object[] cotangents);
    }

    /** A derivative whose two sweeps can be run apart. */
    interface Split extends Derivative {
        /** Runs the function and leaves on the tape what the reverse sweep needs. */
        double forward(Tape tape, Object[] captured, double[] x);

        /** Runs the reverse sweep for the cotangent {@code dy} of the value. */
        void reverse(Tape tape, double dy, double[] gradient);

        @Override
        default double gradient(Tape tape, Object[] captured, double[] x, double[] gradient) {
            double value = forward(tape, captured, x);
            reverse(tape, 1, gradient);
            return value;
        }
    }
}
