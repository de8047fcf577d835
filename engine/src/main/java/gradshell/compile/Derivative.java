package gradshell.compile;

/** What a generated class for a differentiated function offers. Internal; public because generated classes implement it. */
public interface Derivative {
    /** Runs the function and its reverse sweep. Returns the value and writes the gradient to {@code gradient}. */
    double gradient(Tape tape, Object[] captured, double[] x, double[] gradient);

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
