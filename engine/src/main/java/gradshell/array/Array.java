package gradshell.array;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A strided block of native memory: element type, shape, strides, offset. Knows no gradients. Everything that computes
 * is in {@link Kernels} and {@link Linalg}; what is here describes, reads, makes and views.
 */
public final class Array {
    final Storage storage;
    final long[] shape;
    final long[] strides;
    final long offset;
    private final ElementType type;
    private final long size;

    Array(Storage storage, ElementType type, long[] shape, long[] strides, long offset) {
        this.storage = storage;
        this.type = type;
        this.shape = shape;
        this.strides = strides;
        this.size = Shapes.size(shape);
        // of no elements, the first might lie beyond the memory
        this.offset = size == 0 ? 0 : offset;
    }

    /** A new row-major array whose values are whatever the memory holds. */
    static Array allocate(ElementType type, long... shape) {
        return new Array(Storage.allocate(type, Shapes.size(shape)), type, shape.clone(),
                Shapes.rowMajorStrides(shape), 0);
    }

    /** An array of rank 0. */
    static Array scalar(ElementType type, double value) {
        Array result = allocate(type);
        result.storage.set(type, 0, value);
        return result;
    }

    /** A new row-major FLOAT array with these values in row-major order. */
    public static Array of(float[] values, long... shape) {
        Shapes.checkCount(values.length, shape);
        Array result = allocate(ElementType.FLOAT, shape);
        result.storage.write(values);
        return result;
    }

    /** A new row-major DOUBLE array with these values in row-major order. */
    public static Array of(double[] values, long... shape) {
        Shapes.checkCount(values.length, shape);
        Array result = allocate(ElementType.DOUBLE, shape);
        result.storage.write(values);
        return result;
    }

    /** A new row-major LONG array with these values in row-major order. */
    public static Array of(long[] values, long... shape) {
        Shapes.checkCount(values.length, shape);
        Array result = allocate(ElementType.LONG, shape);
        result.storage.write(values);
        return result;
    }

    /** A new row-major BOOL array with these values in row-major order. */
    public static Array of(boolean[] values, long... shape) {
        Shapes.checkCount(values.length, shape);
        Array result = allocate(ElementType.BOOL, shape);
        for (int i = 0; i < values.length; i++) {
            result.storage.set(ElementType.BOOL, i, values[i] ? 1 : 0);
        }
        return result;
    }

    /** A new row-major array that holds {@code value} everywhere. */
    public static Array full(ElementType type, double value, long... shape) {
        Array result = allocate(type, shape);
        Copying.copy(scalar(type, value), result);
        return result;
    }

    /** The array whose memory is {@code source}'s, so that a change of one is seen in the other. */
    public static Array of(INDArray source) {
        return Nd4jBridge.of(source);
    }

    /** The INDArray whose memory is this one's. Flipped and broadcast views, which ND4J lacks, are copied. */
    public INDArray toNd4j() {
        return Nd4jBridge.toNd4j(this);
    }

    /** What the elements are. */
    public ElementType type() {
        return type;
    }

    /** The size of each dimension; a copy. */
    public long[] shape() {
        return shape.clone();
    }

    /** The number of dimensions. */
    public int rank() {
        return shape.length;
    }

    /** The number of elements. */
    public long size() {
        return size;
    }

    /** The size of one dimension. */
    public long size(int dim) {
        return shape[Shapes.checkDim(dim, shape)];
    }

    /** Whether the elements lie in row-major order without gaps. */
    public boolean isContiguous() {
        long step = 1;
        for (int d = shape.length - 1; d >= 0; d--) {
            if (shape[d] != 1 && strides[d] != step && size != 0) return false;
            step *= shape[d];
        }
        return true;
    }

    /** Counts the in-place changes of the memory; shared by all views of it. */
    public long version() {
        return storage.version();
    }

    /** One element. */
    public double get(long... index) {
        if (index.length != shape.length) {
            throw new IllegalArgumentException("an element of shape " + Shapes.format(shape) + " is named by "
                    + shape.length + " indices, got " + index.length);
        }
        long at = offset;
        for (int d = 0; d < index.length; d++) {
            at += Shapes.checkIndex(index[d], d, shape) * strides[d];
        }
        return read(at);
    }

    /** The value of an array of one element. */
    public double item() {
        if (size != 1) {
            throw new IllegalArgumentException("item() takes a tensor of one element; this one has " + size
                    + ", shape " + Shapes.format(shape));
        }
        return read(offset);
    }

    private double read(long at) {
        return storage.get(type, at);
    }

    /** The elements in row-major order. */
    public double[] toDoubleArray() {
        double[] values = new double[count()];
        Array source = to(ElementType.DOUBLE).contiguous();
        source.storage.read(values, source.offset);
        return values;
    }

    /** The elements in row-major order. */
    public float[] toFloatArray() {
        float[] values = new float[count()];
        Array source = to(ElementType.FLOAT).contiguous();
        source.storage.read(values, source.offset);
        return values;
    }

    /** The elements in row-major order, fractions cut off. */
    public long[] toLongArray() {
        long[] values = new long[count()];
        Array source = to(ElementType.LONG).contiguous();
        source.storage.read(values, source.offset);
        return values;
    }

    private int count() {
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("shape " + Shapes.format(shape)
                    + " has more elements than a Java array holds; read it in slices");
        }
        return (int) size;
    }

    /** The same elements, in row-major order, in another shape; a view where strides allow one, else a copy. */
    public Array reshape(long... shape) {
        return Views.reshape(this, shape);
    }

    /** A view whose dimension d is this one's {@code dims[d]}. */
    public Array permute(int... dims) {
        return Views.permute(this, dims);
    }

    /** A view with dimensions of size 1 repeated, and dimensions put in front, as NumPy does it. */
    public Array broadcastTo(long... shape) {
        return view(shape.clone(), stridesFor(shape), offset);
    }

    /** A view of the indices {@code from} up to, without, {@code to} of one dimension. */
    public Array slice(int dim, long from, long to) {
        return Views.slice(this, dim, from, to);
    }

    /** A view of one index of one dimension, which goes away. */
    public Array select(int dim, long index) {
        Shapes.checkIndex(index, Shapes.checkDim(dim, shape), shape);
        return view(Shapes.without(shape, dim), Shapes.without(strides, dim), offset + index * strides[dim]);
    }

    /** A view with one dimension backwards. */
    public Array flip(int dim) {
        Shapes.checkDim(dim, shape);
        long last = Math.max(0, shape[dim] - 1);
        return view(shape, Shapes.with(strides, dim, -strides[dim]), offset + last * strides[dim]);
    }

    /** Itself when row-major without gaps, else a copy that is. */
    public Array contiguous() {
        return isContiguous() ? this : copy();
    }

    /** A new row-major array of the same elements. */
    public Array copy() {
        Array result = allocate(type, shape);
        Copying.copy(this, result);
        return result;
    }

    /** Itself when of that type, else a new array; fractions are cut off, and what isn't 0 is true. */
    public Array to(ElementType type) {
        if (type == this.type) return this;
        Array result = allocate(type, shape);
        Copying.copy(this, result);
        return result;
    }

    /** Copies {@code source}'s values, broadcast to this shape, into this memory, and counts the version up. */
    public void assign(Array source) {
        checkWritable("assign");
        Array free = overlaps(source) ? source.copy() : source;
        Copying.copy(free, this);
        storage.changed();
    }

    /** Refuses to write in the name of {@code op} where several elements are one in memory. */
    public void checkWritable(String op) {
        for (int d = 0; d < shape.length; d++) {
            if (strides[d] == 0 && shape[d] > 1) {
                throw new IllegalArgumentException(op + ": in the stretched view of shape " + Shapes.format(shape)
                        + " several elements are one in memory; copy() gives each its own");
            }
        }
    }

    /** Whether the memory spanned by the two has bytes in common. */
    boolean overlaps(Array other) {
        // addresses on the heap tell places in one Java array, which no other storage has
        boolean near = storage == other.storage || (memory().isNative() && other.memory().isNative());
        return near && first() < other.end() && other.first() < end();
    }

    private long first() {
        return extreme(-1);
    }

    private long end() {
        return size == 0 ? first() : extreme(1) + type.bytes();
    }

    private long extreme(int sign) {
        long at = offset;
        for (int d = 0; d < shape.length; d++) {
            if (strides[d] * sign > 0) at += (shape[d] - 1) * strides[d];
        }
        return memory().address() + at * type.bytes();
    }

    /** Strides that walk this array as if it had {@code target}'s shape; IllegalArgumentException if it can't. */
    long[] stridesFor(long[] target) {
        if (Arrays.equals(shape, target)) return strides;
        int shift = target.length - shape.length;
        if (shift < 0) throw Shapes.noBroadcast(shape, target);
        long[] result = new long[target.length];
        for (int d = 0; d < shape.length; d++) {
            if (shape[d] == target[d + shift]) {
                result[d + shift] = strides[d];
            } else if (shape[d] != 1) {
                throw Shapes.noBroadcast(shape, target);
            }
        }
        return result;
    }

    Array view(long[] shape, long[] strides, long offset) {
        return new Array(storage, type, shape, strides, offset);
    }

    MemorySegment memory() {
        return storage.memory();
    }
}
