package gradshell;

import gradshell.array.Convolution;
import gradshell.array.Grid;
import gradshell.array.Kernels;
import gradshell.array.Pooling;
import java.util.Arrays;

/**
 * The rules of windows. Cross-correlation is linear in the input and in the weight; the three ways to read that product are the
 * adjoints of each other, so each can be differentiated again and again. The same holds of pooling's two ways.
 */
final class Windows {
    private Windows() {}

    /** The weight turned round in its {@code rank} spatial dimensions: what makes a correlation a convolution. */
    static Tensor turned(Tensor weight, int rank) {
        var turned = weight;
        for (var dim = 0; dim < Math.min(rank, weight.rank()); dim++) {
            turned = weight.size(dim) == 1 ? turned : turned.flip(dim);
        }
        return turned;
    }

    static Tensor correlate(Window window, Tensor input, Tensor filters, Tensor bias, boolean relu) {
        check("conv", window, input, filters);
        var type = type(input, filters);
        var x = input.to(type);
        var w = filters.to(type);
        var rank = window.rank();
        if (w.size(rank) * window.groups() != x.size(rank) || w.size(rank + 1) % window.groups() != 0) {
            throw new IllegalArgumentException(
                    "conv: a weight of %s with groups = %d takes %d channels, but the input %s has %d%s".formatted(
                            Shapes.text(w.shape()), window.groups(), w.size(rank) * window.groups(),
                            Shapes.text(x.shape()), x.size(rank),
                            w.size(rank + 1) % window.groups() == 0 ? "" : "; groups must divide the filters"));
        }
        var grid = window.over("conv", x.shape(), false);
        var b = bias == null ? Tensors.zeros(type, w.size(rank + 1)) : bias.to(type);
        Shapes.same("conv: the bias", new long[]{w.size(rank + 1)}, b.shape());
        var y = Convolution.output(grid, x.array, w.array, bias == null ? null : b.array, relu, window.groups());
        // relu's rule needs but its result, and that of the convolution none: both have the one array
        var z = Rules.record("conv", y, true, (dy, i) -> switch (i) {
            case 0 -> input(grid, dy, w, window.groups());
            case 1 -> weight(grid, x, dy, window.groups());
            default -> channelSums(dy, rank);
        }, x, w, b);
        return relu ? Rules.nonlinear("relu", y, z, (dy, _, out) -> reluBack(dy, out)) : z;
    }

    private static Tensor reluBack(Tensor dy, Tensor y) {
        return Rules.linear("reluBack", Kernels.binary(Kernels.Binary.RELU_BACK, dy.array, y.array), dy,
                dx -> reluBack(dx, y));
    }

    /** The input of a convolution with that output: {@code y (.., in, batch)}, {@code w (.., out / groups, in)}. */
    static Tensor transposed(Window window, Tensor output, Tensor filters) {
        check("convTranspose", window, output, filters);
        var type = type(output, filters);
        var y = output.to(type);
        var w = filters.to(type);
        var rank = window.rank();
        if (w.size(rank + 1) != y.size(rank) || w.size(rank + 1) % window.groups() != 0) {
            throw new IllegalArgumentException(
                    "convTranspose: a weight of %s takes %d channels, but the input %s has %d%s".formatted(
                            Shapes.text(w.shape()), w.size(rank + 1), Shapes.text(y.shape()), y.size(rank),
                            w.size(rank + 1) % window.groups() == 0 ? "" : "; groups must divide them"));
        }
        return input(window.backOver("convTranspose", y.shape()), y, w, window.groups());
    }

    static Tensor max(Window window, Tensor x) {
        checkPool("maxPool", window, x);
        var grid = window.over("maxPool", x.shape(), true);
        return Rules.nonlinear("maxPool", Pooling.max(grid, x.array), x,
                (dy, in, y) -> give(grid, dy, in, y));
    }

    static Tensor sum(Window window, Tensor x) {
        checkPool("meanPool", window, x);
        return sum(window.over("meanPool", x.shape(), true), x);
    }

    private static Tensor output(Grid grid, Tensor x, Tensor w, int groups) {
        return Rules.record("conv", Convolution.output(grid, x.array, w.array, null, false, groups), true,
                (dy, i) -> i == 0 ? input(grid, dy, w, groups) : weight(grid, x, dy, groups), x, w);
    }

    private static Tensor input(Grid grid, Tensor y, Tensor w, int groups) {
        return Rules.record("convTranspose", Convolution.input(grid, y.array, w.array, groups), true,
                (dx, i) -> i == 0 ? output(grid, dx, w, groups) : weight(grid, dx, y, groups), y, w);
    }

    private static Tensor weight(Grid grid, Tensor x, Tensor y, int groups) {
        return Rules.record("convWeight", Convolution.weight(grid, x.array, y.array, groups), true,
                (dw, i) -> i == 0 ? input(grid, y, dw, groups) : output(grid, x, dw, groups), x, y);
    }

    private static Tensor sum(Grid grid, Tensor x) {
        return Rules.linear("windowSum", Pooling.sum(grid, x.array), x, dy -> spread(grid, dy));
    }

    private static Tensor spread(Grid grid, Tensor y) {
        return Rules.linear("windowSpread", Pooling.spread(grid, y.array), y, dx -> sum(grid, dx));
    }

    /** Linear in {@code dy}: which element is the largest doesn't change with {@code x} where there is a derivative. */
    private static Tensor give(Grid grid, Tensor dy, Tensor x, Tensor largest) {
        return Rules.linear("maxPoolBack", Pooling.give(grid, dy.array, x.array, largest.array), dy,
                dx -> take(grid, dx, x, largest));
    }

    private static Tensor take(Grid grid, Tensor from, Tensor x, Tensor largest) {
        return Rules.linear("maxPoolPick", Pooling.take(grid, from.array, x.array, largest.array), from,
                dy -> give(grid, dy, x, largest));
    }

    private static Tensor channelSums(Tensor dy, int rank) {
        var stops = Arrays.stream(dy.shape(), 0, rank).reduce(1, (a, b) -> a * b);
        // lines are added faster than what lies apart
        return dy.reshape(stops, dy.size(rank), dy.size(rank + 1)).sum(0).sum(1);
    }

    private static DataType type(Tensor x, Tensor w) {
        return x.dataType() == DataType.DOUBLE || w.dataType() == DataType.DOUBLE ? DataType.DOUBLE : DataType.FLOAT;
    }

    private static void check(String op, Window window, Tensor x, Tensor w) {
        checkRank(op, window, x);
        if (w.rank() != window.rank() + 2 || !Arrays.equals(window.size(),
                Arrays.copyOf(w.shape(), window.rank()))) {
            throw new IllegalArgumentException("%s: the weight of %s must be (%s, channels / groups, filters), got %s"
                    .formatted(op, window, Shapes.text(window.size()).replaceAll("[()]", ""), Shapes.text(w.shape())));
        }
    }

    private static void checkPool(String op, Window window, Tensor x) {
        checkRank(op, window, x);
        if (!x.isDifferentiable()) {
            throw new IllegalArgumentException(
                    "%s: FLOAT or DOUBLE is needed, got %s; to(DataType.FLOAT) converts".formatted(op, x.dataType()));
        }
    }

    private static void checkRank(String op, Window window, Tensor x) {
        if (x.rank() != window.rank() + 2) {
            throw new IllegalArgumentException(
                    "%s: a window of %d dimensions takes (%schannels, batch), got shape %s; reshape, or unsqueeze for a dimension of size 1"
                            .formatted(op, window.rank(), "size, ".repeat(window.rank()), Shapes.text(x.shape())));
        }
    }
}
