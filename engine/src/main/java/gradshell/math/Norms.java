package gradshell.math;

import gradshell.Gradshell;
import gradshell.Rules;
import gradshell.Tensor;
import gradshell.Tensors;

/** Norms of vectors. */
final class Norms {
    private Norms() {}

    /** Computed relative to the largest element, so that no power overflows. */
    static Tensor pNorm(Tensor x, double p, int... dims) {
        if (!(p > 0)) {
            throw new IllegalArgumentException("pNorm: p must be above 0, got %s".formatted(p));
        }
        var in = Rules.floating(x);
        if (in.rank() == 0 || p == 1) {
            return in.abs().sum(dims);
        }
        if (p == Double.POSITIVE_INFINITY) {
            return in.size() == 0 ? in.abs().sum(dims) : in.abs().max(dims);
        }
        if (p == 2 || in.size() == 0) {
            return in.norm(dims);
        }
        // a sum over dimensions of size 1 takes them out and lets keepDims() put them back
        return kept(in, p, dims).sum(dims);
    }

    /** Where an element is 0, and the norm is, 0 is chosen among the subgradients. */
    private static Tensor kept(Tensor x, double p, int... dims) {
        var sizes = Gradshell.stopGradient(x).abs();
        var largest = sizes.max(dims).keepDims();
        var scale = Tensors.where(largest.eq(0), 1, largest);
        var value = sizes.div(scale).pow(p).sum(dims).keepDims().pow(1 / p).times(scale);
        return Rules.nonlinear("pNorm", Rules.array(value), x, (dy, in, y) -> {
            var zero = in.eq(0);
            var shares = Tensors.where(zero, 1, in.abs()).div(Tensors.where(y.eq(0), 1, y));
            return dy.times(Tensors.where(zero, 0, in.sign().times(shares.pow(p - 1))));
        });
    }
}
