package gradshell.compile.problems;

import gradshell.Fn;
import gradshell.Gradshell;

/** Steepest descent whose step doubles after ten that helped and halves after one that didn't. */
public final class Descent {
    private static final double CLOSE = 1e-5;

    private Descent() {}

    /** A place near {@code start} where {@code f} is flat. */
    public static double[] minimise(Fn<double[], Double> f, double[] start) {
        double[] x = start;
        double value = f.apply(x);
        double[] slope = Gradshell.gradient(f, x);
        double rate = 1e-5;
        int helped = 0;
        while (norm(slope) > CLOSE) {
            if (helped == 10) {
                rate *= 2;
                helped = 0;
            }
            double[] next = new double[x.length];
            double moved = 0;
            for (int i = 0; i < x.length; i++) {
                next[i] = x[i] - rate * slope[i];
                moved += (next[i] - x[i]) * (next[i] - x[i]);
            }
            if (Math.sqrt(moved) <= CLOSE) return x;
            double nextValue = f.apply(next);
            if (nextValue < value) {
                x = next;
                value = nextValue;
                slope = Gradshell.gradient(f, x);
                helped++;
            } else {
                rate /= 2;
                helped = 0;
            }
        }
        return x;
    }

    private static double norm(double[] x) {
        double sum = 0;
        for (double e : x) sum += e * e;
        return Math.sqrt(sum);
    }
}
