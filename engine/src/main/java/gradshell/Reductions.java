package gradshell;

import gradshell.array.Array;
import gradshell.array.Kernels;
import gradshell.array.Kernels.Reduction;
import gradshell.array.Scope;
import gradshell.tape.Recorder;
import java.util.Arrays;

/**
 * The rules of reductions. Each works on the dimensions given, all when none are, and takes them out of the shape;
 * {@link Tensor#keepDims()} puts them back with size 1.
 */
final class Reductions {
    private Reductions() {}

    static Tensor sum(Tensor x, int... dims) {
        var over = Shapes.dims("sum", dims, x.shape());
        return drop(keptSum(x, over), over);
    }

    static Tensor mean(Tensor x, int... dims) {
        var over = Shapes.dims("mean", dims, x.shape());
        var in = Rules.floating(x);
        return drop(keptSum(in, over).div((double) count(in, over)), over);
    }

    /** The first largest element takes the whole cotangent. */
    static Tensor max(Tensor x, int... dims) {
        return extreme("max", x, true, dims);
    }

    /** The first smallest element takes the whole cotangent. */
    static Tensor min(Tensor x, int... dims) {
        return extreme("min", x, false, dims);
    }

    /** By halves, so that the derivative needs no division and zeros do no harm. */
    static Tensor prod(Tensor x, int... dims) {
        var over = Shapes.dims("prod", dims, x.shape());
        if (over.length == 0) {
            return drop(x, over);
        }
        var rest = merged(x, over);
        var last = rest.rank() - 1;
        if (rest.size(last) == 0 || !x.isDifferentiable()) {
            return drop(new Tensor(Kernels.reduce(Reduction.PROD, x.array, over)), over);
        }
        while (rest.size(last) > 1) {
            var half = rest.size(last) / 2;
            var product = rest.slice(last, 0, half).times(rest.slice(last, half, 2 * half));
            rest = rest.size(last) % 2 == 0
                    ? product
                    : Tensors.cat(last, product, rest.slice(last, 2 * half, 2 * half + 1));
        }
        return drop(rest.reshape(Shapes.kept(x.shape(), over)), over);
    }

    /** The square root of the sum of squares; its derivative at zero is zero. */
    static Tensor norm(Tensor x, int... dims) {
        var over = Shapes.dims("norm", dims, x.shape());
        var in = Rules.floating(x);
        var kept = over.length == 0
                ? Kernels.unary(Kernels.Unary.ABS, in.array)
                : Scope.only(() -> Kernels.unary(Kernels.Unary.SQRT,
                        Kernels.reduce(Reduction.SUM, Kernels.unary(Kernels.Unary.SQUARE, in.array), over)));
        return drop(Rules.nonlinear("norm", kept, in,
                (dy, v, y) -> dy.times(v.div(Elementwise.where(y.eq(0), y.like(1), y)))), over);
    }

    /** Corrected: the sum of squared deviations divided by n - 1. */
    static Tensor variance(Tensor x, int... dims) {
        var over = Shapes.dims("variance", dims, x.shape());
        var deviations = deviations(x, over);
        return drop(keptSum(deviations.square(), over).div(Math.max(0.0, count(x, over) - 1.0)), over);
    }

    /** The square root of the variance; its derivative is zero where the variance is. */
    static Tensor std(Tensor x, int... dims) {
        var over = Shapes.dims("std", dims, x.shape());
        var norm = norm(deviations(x, over), over);
        return drop(norm.reshape(Shapes.kept(x.shape(), over)).div(Math.sqrt(count(x, over) - 1.0)), over);
    }

    /** log(sum(exp(x))), computed relative to the largest element. */
    static Tensor logSumExp(Tensor x, int... dims) {
        var over = Shapes.dims("logSumExp", dims, x.shape());
        var in = Rules.floating(x);
        var top = top(in, all(in, over));
        var logs = Scope.only(() -> {
            var exps = Kernels.unary(Kernels.Unary.EXP, Kernels.binary(Kernels.Binary.SUB, in.array, top));
            return Kernels.unary(Kernels.Unary.LOG, Kernels.reduce(Reduction.SUM, exps, all(in, over)));
        });
        return drop(Rules.nonlinear("logSumExp", Kernels.binary(Kernels.Binary.ADD, logs, top), in,
                (dy, v, y) -> dy.times(v.minus(y).exp())), over);
    }

    static Tensor softmax(Tensor x, int dim) {
        Shapes.dim("softmax", dim, x.shape());
        var in = Rules.floating(x);
        return Rules.nonlinear("softmax", Kernels.softmax(in.array, dim, false), in, (dy, _, y) -> Recorder.idle()
                ? new Tensor(Kernels.softmaxBack(y.array, dy.array, dim, false))
                : y.times(dy.minus(keptSum(dy.times(y), dim))));
    }

    static Tensor logSoftmax(Tensor x, int dim) {
        Shapes.dim("logSoftmax", dim, x.shape());
        var in = Rules.floating(x);
        return Rules.nonlinear("logSoftmax", Kernels.softmax(in.array, dim, true), in, (dy, _, y) -> Recorder.idle()
                ? new Tensor(Kernels.softmaxBack(y.array, dy.array, dim, true))
                : dy.minus(y.exp().times(keptSum(dy, dim))));
    }

    static Tensor cumsum(Tensor x, int dim, boolean reverse) {
        Shapes.dim("cumsum", dim, x.shape());
        return Rules.linear("cumsum", Kernels.cumsum(x.array, dim, reverse), x, dy -> cumsum(dy, dim, !reverse));
    }

    static Tensor argmax(Tensor x, int dim) {
        Shapes.dim("argmax", dim, x.shape());
        nonempty("argmax", x, dim);
        return drop(new Tensor(Kernels.argmax(x.array, dim)), dim);
    }

    static Tensor argmin(Tensor x, int dim) {
        Shapes.dim("argmin", dim, x.shape());
        nonempty("argmin", x, dim);
        return drop(new Tensor(Kernels.argmin(x.array, dim)), dim);
    }

    /** The sum with the dimensions kept; over no dimension the tensor itself. */
    private static Tensor keptSum(Tensor x, int... dims) {
        if (dims.length == 0) {
            return x;
        }
        var shape = x.shape();
        return Rules.linear("sum", Kernels.reduce(Reduction.SUM, x.array, dims), x, dy -> dy.broadcastTo(shape));
    }

    private static Tensor extreme(String name, Tensor x, boolean largest, int... dims) {
        var over = Shapes.dims(name, dims, x.shape());
        if (over.length == 0) {
            return drop(x, over);
        }
        nonempty(name, x, over);
        var line = merged(x, over);
        var last = line.rank() - 1;
        var at = largest ? Kernels.argmax(line.array, last) : Kernels.argmin(line.array, last);
        return drop(line.gather(last, new Tensor(at)).reshape(Shapes.kept(x.shape(), over)), over);
    }

    /** The dimensions {@code dims} together as the last one. */
    private static Tensor merged(Tensor x, int... dims) {
        var order = new int[x.rank()];
        var at = 0;
        for (var i = 0; i < order.length; i++) {
            if (!Shapes.contains(dims, i)) {
                order[at++] = i;
            }
        }
        System.arraycopy(dims, 0, order, at, dims.length);
        var shape = Arrays.copyOf(Shapes.without(x.shape(), dims), at + 1);
        shape[at] = count(x, dims);
        return x.permute(order).reshape(shape);
    }

    private static Tensor deviations(Tensor x, int... over) {
        var in = Rules.floating(x);
        return in.minus(keptSum(in, over).div((double) count(in, over)));
    }

    /** Takes the reduced dimensions, of size 1 here, out; the result remembers them. */
    private static Tensor drop(Tensor kept, int... dims) {
        var result = ShapeOps.reshape(kept, Shapes.without(kept.shape(), dims));
        result.keptShape = kept.shape();
        return result;
    }

    /** A scalar has no dimensions to name, and the kernels take none as all. */
    private static int[] all(Tensor x, int... over) {
        return over.length == 0 ? Shapes.all(x.rank()) : over;
    }

    private static long count(Tensor x, int... dims) {
        return Arrays.stream(dims).mapToLong(x::size).reduce(1, Math::multiplyExact);
    }

    private static void nonempty(String name, Tensor x, int... dims) {
        if (count(x, dims) == 0) {
            throw new IllegalArgumentException(
                    "%s: nothing to choose from in shape %s".formatted(name, Shapes.text(x.shape())));
        }
    }

    /** The largest elements, dimensions kept; 0 for what is not finite, so that infinity minus infinity doesn't arise. */
    private static Array top(Tensor in, int... dims) {
        if (in.size() == 0) {
            return Array.full(in.array.type(), 0, Shapes.kept(in.shape(), dims));
        }
        var x = Kernels.reduce(Reduction.MAX, in.array, dims);
        var finite = Kernels.compare(Kernels.Compare.LT, Kernels.unary(Kernels.Unary.ABS, x), Double.POSITIVE_INFINITY);
        return Kernels.where(finite, x, Array.full(x.type(), 0));
    }
}
