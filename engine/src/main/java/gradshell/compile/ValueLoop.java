package gradshell.compile;

import gradshell.DoubleFn;
import gradshell.array.Pointwise;

/** The values of a function; see {@link OwnLoops}. */
final class ValueLoop implements Pointwise {
    private final DoubleFn f;

    ValueLoop(DoubleFn f) {
        this.f = f;
    }

    @Override
    public void apply(double[] x, double[][] out, int n) {
        double[] y = out[0];
        for (int i = 0; i < n; i++) y[i] = f.apply(x[i]);
    }
}
