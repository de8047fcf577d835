package gradshell.math;

import gradshell.DataType;
import gradshell.Gradshell;
import gradshell.Rules;
import gradshell.Shapes;
import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.array.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.function.BinaryOperator;

/** Parts of a tensor along its last dimensions, put together by the places that they are sent to. */
final class Scattering {
    /** (.., k) */
    private final Tensor x;
    private final long[] indices;
    private final long size;
    private final long[] shape;

    /** @param x (lead.., the shape of the indices) */
    Scattering(Tensor x, long[] sizes, Tensor... indices) {
        var places = new Places("scatter", sizes, indices);
        var lead = x.rank() - places.shape.length;
        if (lead < 0 || !Arrays.equals(Arrays.copyOfRange(x.shape(), lead, x.rank()), places.shape)) {
            throw new IllegalArgumentException("scatter: the indices are %s, so the shape must end so, got %s"
                    .formatted(Shapes.text(places.shape), Shapes.text(x.shape())));
        }
        var first = Arrays.copyOf(x.shape(), lead);
        this.indices = places.numbers;
        this.size = places.size();
        this.shape = Matrix.append(first, places.sizes);
        this.x = x.reshape(Matrix.append(first, this.indices.length));
    }

    Tensor to(Scatter how) {
        return how.of(this).reshape(shape);
    }

    Tensor sum() {
        return sum(x, indices);
    }

    private Tensor sum(Tensor parts, long... to) {
        var kept = to.clone();
        var order = Tensors.indices(kept).broadcastTo(parts.shape());
        var last = parts.rank() - 1;
        var shape = parts.shape();
        shape[last] = size;
        var sums = Kernels.scatterAdd(Rules.array(parts), last, Rules.array(order), shape);
        return Rules.linear("scatter", sums, parts, dy -> dy.take(last, kept));
    }

    Tensor mean() {
        var counts = new double[(int) size];
        for (var index : indices) {
            counts[(int) index]++;
        }
        var sums = sum(Rules.floating(x), indices);
        return sums.div(Tensors.tensor(DataType.DOUBLE, counts).maximum(1).to(sums.dataType()));
    }

    Tensor prod() {
        return combined(Rules.floating(x), Tensor::times, 1);
    }

    Tensor extreme(boolean largest) {
        var in = Rules.floating(x);
        var last = in.rank() - 1;
        var kept = indices.clone();
        var y = combined(Gradshell.stopGradient(in), largest ? Tensor::maximum : Tensor::minimum,
                largest ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        return Rules.nonlinear("scatter", Rules.array(y), in,
                (dy, v, out) -> Rules.masked(dy.take(last, kept), v.eq(out.take(last, kept))));
    }

    /** Pairs that go to the same index become one, until each index has one at most: nothing is divided, zeros do no harm. */
    private Tensor combined(Tensor parts, BinaryOperator<Tensor> two, double neutral) {
        var last = parts.rank() - 1;
        var to = indices;
        while (true) {
            var first = new ArrayList<Long>();
            var second = new ArrayList<Long>();
            var alone = new HashMap<Long, Long>();
            for (var i = 0; i < to.length; i++) {
                var before = alone.remove(to[i]);
                if (before == null) {
                    alone.put(to[i], (long) i);
                } else {
                    first.add(before);
                    second.add((long) i);
                }
            }
            if (first.isEmpty()) {
                break;
            }
            var single = alone.values().stream().sorted().mapToLong(i -> i).toArray();
            var pairs = two.apply(parts.take(last, numbers(first)), parts.take(last, numbers(second)));
            parts = Tensors.cat(last, pairs, parts.take(last, single));
            var next = new long[first.size() + single.length];
            for (var i = 0; i < next.length; i++) {
                next[i] = to[(int) (i < first.size() ? first.get(i) : single[i - first.size()])];
            }
            to = next;
        }
        var reached = new boolean[(int) size];
        for (var index : to) {
            reached[(int) index] = true;
        }
        return Tensors.where(Tensors.bools(reached), sum(parts, to), neutral);
    }

    private static long[] numbers(List<Long> list) {
        return list.stream().mapToLong(i -> i).toArray();
    }
}
