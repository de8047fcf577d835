package gradshell.array;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Putting arrays together and picking elements by index. */
final class Indexing {
    private Indexing() {}

    static Array cat(int dim, Array... parts) {
        if (parts.length == 0) throw new IllegalArgumentException("cat needs at least one tensor");
        long[] shape = parts[0].shape;
        Shapes.checkDim(dim, shape);
        ElementType type = parts[0].type();
        long total = 0;
        for (Array part : parts) {
            if (!Shapes.equalBut(dim, shape, part.shape)) {
                throw new IllegalArgumentException("cat along dimension " + dim + " takes shapes that agree elsewhere: "
                        + Shapes.format(shape) + " and " + Shapes.format(part.shape) + " don't");
            }
            type = ElementType.wider(type, part.type());
            total += part.shape[dim];
        }
        Array result = Array.allocate(type, Shapes.with(shape, dim, total));
        long from = 0;
        for (Array part : parts) {
            long to = from + part.shape[dim];
            Copying.copy(part, result.slice(dim, from, to));
            from = to;
        }
        return result;
    }

    static Array place(Array x, long[] shape, long... offset) {
        if (shape.length != x.rank() || offset.length != x.rank()) {
            throw new IllegalArgumentException("shape " + Shapes.format(x.shape) + " can't be placed in "
                    + Shapes.format(shape) + " at " + Shapes.format(offset) + ": the ranks differ");
        }
        Array result = Array.full(x.type(), 0, shape);
        Array window = result;
        for (int d = 0; d < shape.length; d++) {
            window = window.slice(d, offset[d], offset[d] + x.shape[d]);
        }
        Copying.copy(x, window);
        return result;
    }

    static Array take(Array x, int dim, long... indices) {
        Shapes.checkDim(dim, x.shape);
        for (long i : indices) Shapes.checkIndex(i, dim, x.shape);
        int[] order = front(dim, x.rank());
        Array from = x.permute(order);
        long[] one = Shapes.without(x.shape, dim);
        // what lies in one piece is copied so, and the result stays in such pieces
        boolean pieces = x.shape[dim] > 0 && Shapes.size(one) > 1 && from.select(0, 0).isContiguous();
        if (!pieces) {
            Array result = Array.allocate(x.type(), Shapes.with(x.shape, dim, indices.length));
            each(result.permute(order), from, indices);
            return result;
        }
        long[] shape = Shapes.with(from.shape, 0, indices.length);
        Array result = Array.allocate(x.type(), shape);
        for (int i = 0; i < indices.length; i++) Copying.copy(from.select(0, indices[i]), result.select(0, i));
        int[] back = new int[order.length];
        for (int d = 0; d < back.length; d++) back[order[d]] = d;
        return result.permute(back);
    }

    private static int[] front(int dim, int rank) {
        int[] order = new int[rank];
        for (int d = 1; d < rank; d++) order[d] = d <= dim ? d - 1 : d;
        order[0] = dim;
        return order;
    }

    /** Element by element, the indices being those of dimension 0, which is walked innermost. */
    private static void each(Array result, Array x, long... indices) {
        MemorySegment out = result.memory();
        MemorySegment in = x.memory();
        int bytes = x.type().bytes();
        long to = result.strides[0];
        long from = x.strides[0];
        Array target = result.view(Shapes.with(result.shape, 0, 1), result.strides, result.offset);
        Array origin = x.view(Shapes.with(x.shape, 0, 1), x.strides, x.offset);
        if (indices.length == 0) return;
        Loop.over(target.shape, (n, at, step) -> {
            for (long i = 0; i < n; i++) {
                long p = at[0] + i * step[0];
                long q = at[1] + i * step[1];
                for (int j = 0; j < indices.length; j++) move(in, q + indices[j] * from, out, p + j * to, bytes);
            }
        }, target, origin);
    }

    private static void move(MemorySegment in, long from, MemorySegment out, long to, int bytes) {
        switch (bytes) {
            case 1 -> out.set(Storage.BOOL, to, in.get(Storage.BOOL, from));
            case 4 -> out.setAtIndex(Storage.INT, to, in.getAtIndex(Storage.INT, from));
            default -> out.setAtIndex(Storage.LONG, to, in.getAtIndex(Storage.LONG, from));
        }
    }

    static Array gather(Array x, int dim, Array indices) {
        checkIndices(x, dim, indices, "gathered from");
        Array result = Array.allocate(x.type(), indices.shape);
        MemorySegment out = result.memory();
        MemorySegment in = x.memory();
        MemorySegment which = indices.memory();
        ElementType type = x.type();
        ElementType whole = indices.type();
        int bytes = type.bytes();
        long stride = x.strides[dim];
        // x is walked with the indices' shape, standing still in dim
        Array origin = x.view(Shapes.with(x.shape, dim, 1), x.strides, x.offset);
        Loop.over(indices.shape, (n, at, step) -> {
            for (long i = 0; i < n; i++) {
                long index = Storage.getLong(which, whole, at[2] + i * step[2]);
                long p = at[0] + i * step[0];
                long q = at[1] + i * step[1] + Shapes.checkIndex(index, dim, x.shape) * stride;
                move(in, q, out, p, bytes);
            }
        }, result, origin, indices);
        return result;
    }

    static Array scatterAdd(Array x, int dim, Array indices, long... shape) {
        if (x.type() == ElementType.BOOL) throw new IllegalArgumentException("BOOL elements can't be added up");
        ElementType sums = x.type().isFloating() ? ElementType.DOUBLE : ElementType.LONG;
        Array result = Array.full(sums, 0, shape);
        checkIndices(result, dim, indices, "added to");
        if (!Arrays.equals(x.shape, indices.shape)) {
            throw new IllegalArgumentException("each element needs one index: elements of shape "
                    + Shapes.format(x.shape) + ", indices of shape " + Shapes.format(indices.shape));
        }
        MemorySegment out = result.memory();
        MemorySegment in = x.memory();
        MemorySegment which = indices.memory();
        ElementType type = x.type();
        ElementType whole = indices.type();
        long stride = result.strides[dim];
        Array origin = result.view(Shapes.with(shape, dim, 1), result.strides, 0);
        Loop.over(x.shape, (n, at, step) -> {
            for (long i = 0; i < n; i++) {
                long index = Storage.getLong(which, whole, at[2] + i * step[2]);
                long p = at[0] + i * step[0] + Shapes.checkIndex(index, dim, shape) * stride;
                long q = at[1] + i * step[1];
                if (sums == ElementType.DOUBLE) {
                    out.setAtIndex(Storage.DOUBLE, p,
                            out.getAtIndex(Storage.DOUBLE, p) + Storage.getDouble(in, type, q));
                } else {
                    out.setAtIndex(Storage.LONG, p, out.getAtIndex(Storage.LONG, p) + Storage.getLong(in, type, q));
                }
            }
        }, origin, x, indices);
        return result.to(x.type());
    }

    private static void checkIndices(Array x, int dim, Array indices, String what) {
        Shapes.checkDim(dim, x.shape);
        if (indices.type() != ElementType.INT && indices.type() != ElementType.LONG) {
            throw new IllegalArgumentException("indices are INT or LONG, got " + indices.type());
        }
        if (!Shapes.equalBut(dim, x.shape, indices.shape)) {
            throw new IllegalArgumentException("indices of shape " + Shapes.format(indices.shape)
                    + " don't fit the shape " + Shapes.format(x.shape) + " " + what + " along dimension " + dim
                    + ": the other sizes must be equal");
        }
    }
}
