package gradshell.math;

import gradshell.Shapes;
import gradshell.Tensor;
import gradshell.Tensors;
import java.util.function.BinaryOperator;

/** Running products and extremes, and turning around. */
final class Scans {
    private Scans() {}

    /**
     * Each element combined with those before it, in steps that double, after W. Hillis and G. Steele, "Data parallel algorithms"
     * (1986): nothing is divided, so that a zero does a derivative no harm.
     */
    static Tensor scan(String op, Tensor x, int dim, BinaryOperator<Tensor> two) {
        checkDim(op, x, dim);
        var n = x.size(dim);
        var y = x;
        for (long step = 1; step < n; step *= 2) {
            var later = two.apply(y.slice(dim, 0, n - step), y.slice(dim, step, n));
            y = Tensors.cat(dim, y.slice(dim, 0, step), later);
        }
        return y == x ? x.copy() : y;
    }

    static Tensor roll(Tensor x, int dim, long shift) {
        checkDim("roll", x, dim);
        var n = x.size(dim);
        var back = n == 0 ? 0 : Math.floorMod(-shift, n);
        return back == 0 ? x.copy() : Tensors.cat(dim, x.slice(dim, back, n), x.slice(dim, 0, back));
    }

    static void checkDim(String op, Tensor x, int dim) {
        if (dim < 0 || dim >= x.rank()) {
            throw new IllegalArgumentException(
                    "%s: a tensor of shape %s has no dimension %d".formatted(op, Shapes.text(x.shape()), dim));
        }
    }
}
