package gradshell.array;

/** A function of one number, as a loop over many; it may give several results for each. */
@FunctionalInterface
public interface Pointwise {
    /** Computes {@code out[k][i]}, result k of {@code x[i]}, for every {@code i < n}. */
    void apply(double[] x, double[][] out, int n);
}
