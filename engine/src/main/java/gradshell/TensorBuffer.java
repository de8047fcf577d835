package gradshell;

import gradshell.array.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A tensor written in stages, where other code would change an array in place. It starts with zeros; {@link #copy()} makes
 * the tensor and closes the buffer, and the gradient reaches every tensor that was written. FLOAT, unless a DOUBLE was
 * written.
 */
public final class TensorBuffer {
    private static final int NEVER = -1;

    private final long[] shape;
    private final double[] values;
    /** For each element the number of the last write that replaced it: what came before has no influence. */
    private final int[] replaced;
    private final List<Write> writes = new ArrayList<>();
    private boolean wide;
    private boolean copied;

    /** A tensor written to the region of its (unsqueezed) shape that starts at {@code offset}. */
    private static final class Write {
        final Tensor part;
        final long[] region;
        final long[] offset;
        final int number;
        final boolean adds;

        Write(Tensor part, long[] region, long[] offset, int number, boolean adds) {
            this.part = part;
            this.region = region;
            this.offset = offset;
            this.number = number;
            this.adds = adds;
        }
    }

    private int count;

    TensorBuffer(long... shape) {
        this.shape = shape.clone();
        this.values = new double[Math.toIntExact(Shapes.size(shape))];
        this.replaced = new int[values.length];
        Arrays.fill(replaced, NEVER);
    }

    /** The sizes of the dimensions. */
    public long[] shape() {
        return shape.clone();
    }

    /** Replaces one element. */
    public void set(double value, long... index) {
        var at = at("set", index);
        values[at] = value;
        replaced[at] = count++;
    }

    /** Replaces one element by a tensor of one element. */
    public void set(Tensor value, long... index) {
        element("set", value, false, true, index);
    }

    /** Adds to one element. */
    public void add(double value, long... index) {
        values[at("add", index)] += value;
        count++;
    }

    /** Adds a tensor of one element to one element. */
    public void add(Tensor value, long... index) {
        element("add", value, true, true, index);
    }

    /** Replaces what is at {@code index} of dimension {@code dim}; the part has the shape without it, or is broadcast to it. */
    public void setSlice(int dim, long index, Tensor part) {
        slice("setSlice", dim, index, part, false);
    }

    /** Adds to what is at {@code index} of dimension {@code dim}. */
    public void addSlice(int dim, long index, Tensor part) {
        slice("addSlice", dim, index, part, true);
    }

    /** The tensor; the buffer is closed. */
    public Tensor copy() {
        open("copy");
        copied = true;
        var array = Array.of(values, shape);
        var inputs = writes.stream().map(write -> write.part).toArray(Tensor[]::new);
        return Rules.record("buffer", wide ? array : array.to(DataType.FLOAT.element), false,
                (dy, i) -> back(dy, writes.get(i)), inputs);
    }

    void element(String op, Tensor value, boolean adds, boolean widens, long... index) {
        at(op, index);
        if (value.size() != 1) {
            throw new IllegalArgumentException("%s: one element is needed, got shape %s; setSlice writes more"
                    .formatted(op, Shapes.text(value.shape())));
        }
        var ones = new long[shape.length];
        Arrays.fill(ones, 1);
        wide |= widens && value.dataType() == DataType.DOUBLE;
        write(new Write(value.reshape(ones), ones, index.clone(), count, adds));
    }

    private void slice(String op, int dim, long index, Tensor part, boolean adds) {
        open(op);
        Shapes.dim(op, dim, shape);
        if (index < 0 || index >= shape[dim]) {
            throw new IndexOutOfBoundsException(
                    "%s: index %d is outside dimension %d of %s".formatted(op, index, dim, Shapes.text(shape)));
        }
        var rest = Shapes.without(shape, dim);
        if (!Arrays.equals(gradshell.array.Kernels.broadcast(part.shape(), rest), rest)) {
            throw new IllegalArgumentException("%s: the part has shape %s, the slice has %s"
                    .formatted(op, Shapes.text(part.shape()), Shapes.text(rest)));
        }
        var offset = new long[shape.length];
        offset[dim] = index;
        wide |= part.dataType() == DataType.DOUBLE;
        write(new Write(part.broadcastTo(rest).unsqueeze(dim), Shapes.with(shape, dim, 1), offset, count, adds));
    }

    private void write(Write write) {
        var part = write.part.array.toDoubleArray();
        var places = places(write);
        for (var i = 0; i < part.length; i++) {
            var at = places[i];
            values[at] = write.adds ? values[at] + part[i] : part[i];
            if (!write.adds) {
                replaced[at] = write.number;
            }
        }
        writes.add(write);
        count++;
    }

    /** The cotangent at the write's region, but for elements that a later write replaced. */
    private Tensor back(Tensor dy, Write write) {
        var part = dy;
        for (var i = 0; i < shape.length; i++) {
            part = part.slice(i, write.offset[i], write.offset[i] + write.region[i]);
        }
        var places = places(write);
        var alive = new boolean[places.length];
        for (var i = 0; i < places.length; i++) {
            alive[i] = replaced[places[i]] <= write.number;
        }
        var mask = new Tensor(Array.of(alive, write.region));
        return Rules.fit(Rules.masked(part, mask), write.part);
    }

    /** Where each element of the write's part lies, row-major. */
    private int[] places(Write write) {
        var places = new int[Math.toIntExact(Shapes.size(write.region))];
        for (var i = 0; i < places.length; i++) {
            var rest = i;
            var at = 0L;
            var stride = 1L;
            for (var d = shape.length - 1; d >= 0; d--) {
                at += (write.offset[d] + rest % write.region[d]) * stride;
                rest /= (int) write.region[d];
                stride *= shape[d];
            }
            places[i] = (int) at;
        }
        return places;
    }

    private int at(String op, long... index) {
        open(op);
        if (index.length != shape.length) {
            throw new IllegalArgumentException("%s: shape %s needs %d indices, got %d".formatted(op, Shapes.text(shape),
                    shape.length, index.length));
        }
        var at = 0L;
        for (var i = 0; i < shape.length; i++) {
            if (index[i] < 0 || index[i] >= shape[i]) {
                throw new IndexOutOfBoundsException(
                        "%s: index %s is outside %s".formatted(op, Arrays.toString(index), Shapes.text(shape)));
            }
            at = at * shape[i] + index[i];
        }
        return (int) at;
    }

    private void open(String op) {
        if (copied) {
            throw new IllegalStateException(op + ": the buffer was closed by copy(); make a new one with buffer(...)");
        }
    }

    /** Says that it is not a tensor yet. */
    @Override
    public String toString() {
        return "TensorBuffer" + Shapes.text(shape) + (copied ? " (closed)" : "; copy() makes the tensor");
    }
}
