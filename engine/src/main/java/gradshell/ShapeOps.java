package gradshell;

import gradshell.array.Array;
import gradshell.array.Kernels;
import java.util.Arrays;

/** The rules of operations that move elements: all are linear. */
final class ShapeOps {
    private ShapeOps() {}

    static Tensor reshape(Tensor x, long... shape) {
        var from = x.shape();
        return Rules.linear("reshape", x.array.reshape(Shapes.resolve(shape, from)), x, dy -> dy.reshape(from));
    }

    static Tensor permute(Tensor x, int... dims) {
        if (!Arrays.equals(Arrays.stream(dims).sorted().toArray(), Shapes.all(x.rank()))) {
            throw new IllegalArgumentException("permute: %s is no order of the %d dimensions of %s"
                    .formatted(Arrays.toString(dims), x.rank(), Shapes.text(x.shape())));
        }
        var inverse = new int[dims.length];
        for (var i = 0; i < dims.length; i++) {
            inverse[dims[i]] = i;
        }
        return Rules.linear("permute", x.array.permute(dims), x, dy -> dy.permute(inverse));
    }

    static Tensor broadcastTo(Tensor x, long... shape) {
        var from = x.shape();
        if (!Arrays.equals(Kernels.broadcast(from, shape), shape)) {
            throw new IllegalArgumentException("broadcastTo: shape %s can't be stretched to %s; only sizes of 1 stretch"
                    .formatted(Shapes.text(from), Shapes.text(shape)));
        }
        return Rules.linear("broadcastTo", x.array.broadcastTo(shape), x, dy -> Rules.sumTo(dy, from));
    }

    static Tensor slice(Tensor x, int dim, long from, long to) {
        var shape = x.shape();
        Shapes.dim("slice", dim, shape);
        if (from < 0 || to < from || to > shape[dim]) {
            throw new IndexOutOfBoundsException("slice: from %d to %d is outside dimension %d of %s"
                    .formatted(from, to, dim, Shapes.text(shape)));
        }
        var offset = new long[shape.length];
        offset[dim] = from;
        return Rules.linear("slice", x.array.slice(dim, from, to), x, dy -> place(dy, shape, offset));
    }

    static Tensor select(Tensor x, int dim, long index) {
        Shapes.dim("select", dim, x.shape());
        if (index < 0 || index >= x.size(dim)) {
            throw new IndexOutOfBoundsException("select: index %d is outside dimension %d of %s"
                    .formatted(index, dim, Shapes.text(x.shape())));
        }
        return slice(x, dim, index, index + 1).reshape(Shapes.without(x.shape(), dim));
    }

    /** Zeros of {@code shape} with {@code x} written at {@code offset}: what comes back through a slice. */
    static Tensor place(Tensor x, long[] shape, long... offset) {
        return Rules.linear("pad", Kernels.place(x.array, shape, offset), x, dy -> {
            var part = dy;
            for (var i = 0; i < offset.length; i++) {
                part = part.slice(i, offset[i], offset[i] + x.size(i));
            }
            return part;
        });
    }

    static Tensor pad(Tensor x, int dim, long before, long after) {
        var shape = x.shape();
        Shapes.dim("pad", dim, shape);
        if (before < 0 || after < 0) {
            throw new IllegalArgumentException(
                    "pad: %d and %d must not be negative; slice cuts off".formatted(before, after));
        }
        var offset = new long[shape.length];
        offset[dim] = before;
        return place(x, Shapes.with(shape, dim, before + shape[dim] + after), offset);
    }

    static Tensor flip(Tensor x, int dim) {
        Shapes.dim("flip", dim, x.shape());
        return Rules.linear("flip", x.array.flip(dim), x, dy -> dy.flip(dim));
    }

    static Tensor repeat(Tensor x, long... times) {
        var shape = x.shape();
        if (times.length != shape.length || Arrays.stream(times).anyMatch(t -> t < 0)) {
            throw new IllegalArgumentException("repeat: %s must say for each dimension of %s how often it is repeated"
                    .formatted(Shapes.text(times), Shapes.text(shape)));
        }
        var apart = new long[2 * shape.length];
        var spread = new long[2 * shape.length];
        var result = new long[shape.length];
        for (var i = 0; i < shape.length; i++) {
            apart[2 * i] = 1;
            spread[2 * i] = times[i];
            apart[2 * i + 1] = shape[i];
            spread[2 * i + 1] = shape[i];
            result[i] = Math.multiplyExact(times[i], shape[i]);
        }
        return x.reshape(apart).broadcastTo(spread).reshape(result);
    }

    static Tensor take(Tensor x, int dim, long... indices) {
        var shape = x.shape();
        Shapes.dim("take", dim, shape);
        for (var index : indices) {
            if (index < 0 || index >= shape[dim]) {
                throw new IndexOutOfBoundsException("take: index %d is outside dimension %d of %s"
                        .formatted(index, dim, Shapes.text(shape)));
            }
        }
        var kept = indices.clone();
        return Rules.linear("take", Kernels.take(x.array, dim, kept), x, dy -> {
            var alone = new long[shape.length];
            Arrays.fill(alone, 1);
            alone[dim] = kept.length;
            var index = new Tensor(Array.of(kept, alone).broadcastTo(dy.shape()));
            return scatterAdd(dy, dim, index, shape);
        });
    }

    static Tensor gather(Tensor x, int dim, Tensor indices) {
        var shape = x.shape();
        Shapes.dim("gather", dim, shape);
        var index = indices("gather", indices);
        if (index.rank() != shape.length
                || !Arrays.equals(Shapes.with(index.shape(), dim, 0), Shapes.with(shape, dim, 0))) {
            throw new IllegalArgumentException("gather: indices of shape %s must equal %s but for dimension %d"
                    .formatted(Shapes.text(index.shape()), Shapes.text(shape), dim));
        }
        var kept = Rules.constant("gather", index);
        return Rules.linear("gather", Kernels.gather(x.array, dim, index.array), x,
                dy -> scatterAdd(dy, dim, kept.get(), shape));
    }

    static Tensor scatterAdd(Tensor x, int dim, Tensor indices, long... shape) {
        return Rules.linear("scatterAdd", Kernels.scatterAdd(x.array, dim, indices.array, shape), x,
                dy -> gather(dy, dim, indices));
    }

    private static Tensor indices(String op, Tensor indices) {
        return switch (indices.dataType()) {
            case LONG -> indices;
            case INT -> indices.to(DataType.LONG);
            case FLOAT, DOUBLE, BOOL -> throw new IllegalArgumentException(
                    "%s: indices must be LONG, got %s; indices(...) makes such a tensor, to(DataType.LONG) converts"
                            .formatted(op, indices.dataType()));
        };
    }

    static Tensor argsort(Tensor x, int dim, boolean descending) {
        Shapes.dim("sort", dim, x.shape());
        return new Tensor(Kernels.argsort(x.array, dim, descending));
    }

    static Tensor sort(Tensor x, int dim, boolean descending) {
        return gather(x, dim, argsort(x, dim, descending));
    }

    static TopK topk(Tensor x, long k, int dim) {
        Shapes.dim("topk", dim, x.shape());
        if (k < 0 || k > x.size(dim)) {
            throw new IllegalArgumentException("topk: %d elements asked for, dimension %d of %s has %d"
                    .formatted(k, dim, Shapes.text(x.shape()), x.size(dim)));
        }
        var indices = argsort(x, dim, true).slice(dim, 0, k);
        return new TopK(gather(x, dim, indices), indices);
    }

    static Tensor cat(int dim, Tensor... parts) {
        if (parts.length == 0) {
            throw new IllegalArgumentException("cat: no tensors given");
        }
        var first = parts[0].shape();
        Shapes.dim("cat", dim, first);
        var starts = new long[parts.length + 1];
        for (var i = 0; i < parts.length; i++) {
            var shape = parts[i].shape();
            if (shape.length != first.length
                    || !Arrays.equals(Shapes.with(shape, dim, 0), Shapes.with(first, dim, 0))) {
                throw new IllegalArgumentException(
                        "cat: part %d has shape %s, the first has %s; they must be equal but for dimension %d"
                                .formatted(i, Shapes.text(shape), Shapes.text(first), dim));
            }
            starts[i + 1] = starts[i] + shape[dim];
        }
        var arrays = Arrays.stream(parts).map(p -> p.array).toArray(Array[]::new);
        return Rules.record("cat", Kernels.cat(dim, arrays), false,
                (dy, i) -> Rules.fit(dy.slice(dim, starts[i], starts[i + 1]), parts[i]), parts.clone());
    }

    static Tensor stack(int dim, Tensor... parts) {
        if (parts.length == 0) {
            throw new IllegalArgumentException("stack: no tensors given");
        }
        for (var part : parts) {
            Shapes.same("stack", parts[0].shape(), part.shape());
        }
        if (dim != parts[0].rank()) {
            Shapes.dim("stack", dim, parts[0].shape());
        }
        return cat(dim, Arrays.stream(parts).map(p -> p.unsqueeze(dim)).toArray(Tensor[]::new));
    }
}
