package gradshell.compile;

import gradshell.array.Pointwise;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;

/** The values and derivatives of a function; see {@link OwnLoops}. */
final class SlopeLoop implements Pointwise {
    /** A constant of the hidden class, so that the JIT knows which code it calls. */
    private static final Derivative DERIVATIVE = derivative();
    private final Object[] captured;

    SlopeLoop(Object[] captured) {
        this.captured = captured;
    }

    private static Derivative derivative() {
        try {
            return MethodHandles.classData(MethodHandles.lookup(), ConstantDescs.DEFAULT_NAME, Derivative.class);
        } catch (IllegalAccessException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    @Override
    public void apply(double[] x, double[][] out, int n) {
        double[] y = out[0];
        double[] slope = out[1];
        // the second number is the tangent of the first, for a derivative of the derivative
        double[] at = {0, 1};
        var gradient = new double[2];
        Tape tape = Tape.acquire();
        try {
            for (int i = 0; i < n; i++) {
                at[0] = x[i];
                y[i] = DERIVATIVE.gradient(tape, captured, at, gradient);
                slope[i] = gradient[0];
                tape.clear();
            }
        } finally {
            tape.release();
        }
    }
}
