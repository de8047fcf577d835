package gradshell;

import gradshell.array.Array;
import gradshell.array.Kernels;
import gradshell.tape.Recorder;
import gradshell.tape.Traced;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An array of numbers of any rank. While a gradient is taken its operations are recorded; each has its value and its
 * pullback in a rule. A tensor doesn't change but by {@link #assign}; two are the same only if they are one object
 * ({@link #allClose} compares values).
 *
 * <p>Elementwise operations broadcast as NumPy's: shapes are lined up at their last dimension, sizes are equal or one of
 * them is 1. Mixed types give the wider one; a {@code double} argument never widens. Integers become FLOAT where a
 * function has fractions. Shapes that don't fit are refused with an {@link IllegalArgumentException} that names them.
 */
public final class Tensor extends Traced {
    final Array array;
    /** After a reduction, the shape with the reduced dimensions of size 1. */
    long[] keptShape;

    Tensor(Array array) {
        this.array = array;
    }

    /** A tensor whose memory is {@code source}'s. A change made there is not noticed by pullbacks already taken. */
    public static Tensor of(INDArray source) {
        return new Tensor(Array.of(source));
    }

    /** An INDArray whose memory is this tensor's. */
    public INDArray toNd4j() {
        read();
        return array.toNd4j();
    }

    // --- looking

    /** The sizes of the dimensions; empty for a scalar. */
    public long[] shape() {
        return array.shape();
    }

    /** The number of dimensions. */
    public int rank() {
        return array.rank();
    }

    /** The number of elements. */
    public long size() {
        return array.size();
    }

    /** The size of one dimension. */
    public long size(int dim) {
        Shapes.dim("size", dim, shape());
        return array.size(dim);
    }

    /** What the elements are. */
    public DataType dataType() {
        return DataType.of(array.type());
    }

    /**
     * The value of a tensor of one element. A number can't be recorded: a function in which something is computed of it again
     * is differentiated by its code, if that can be reached.
     */
    public double item() {
        if (size() != 1) {
            throw new IllegalStateException("item: one element is needed, the shape is %s; get(index) reads one of many"
                    .formatted(Shapes.text(shape())));
        }
        read();
        return array.item();
    }

    /** One element; see {@link #item}. */
    public double get(long... index) {
        var shape = shape();
        if (index.length != shape.length) {
            throw new IllegalArgumentException("get: shape %s needs %d indices, got %d"
                    .formatted(Shapes.text(shape), shape.length, index.length));
        }
        for (var i = 0; i < index.length; i++) {
            if (index[i] < 0 || index[i] >= shape[i]) {
                throw new IndexOutOfBoundsException("get: index %d is outside dimension %d of %s"
                        .formatted(index[i], i, Shapes.text(shape)));
            }
        }
        read();
        return array.get(index);
    }

    private void read() {
        if (Recorder.read(this)) {
            Codes.checkRead();
        }
    }

    /** The elements in row-major order. */
    public double[] toDoubleArray() {
        read();
        return array.toDoubleArray();
    }

    /** The elements in row-major order. */
    public float[] toFloatArray() {
        read();
        return array.toFloatArray();
    }

    /** The elements in row-major order, fractions cut off. */
    public long[] toLongArray() {
        Recorder.read(this);
        return array.toLongArray();
    }

    /** The same values in another type; itself when it has that type. */
    public Tensor to(DataType type) {
        return Elementwise.to(this, type);
    }

    /** The same values in memory of their own. */
    public Tensor copy() {
        return Rules.linear("copy", array.copy(), this, dy -> dy);
    }

    /**
     * Writes {@code values}, broadcast and converted, into this tensor's memory and that of its views. Gradients that
     * were recorded before and need the old values are refused from then on. Refused inside a gradient that follows either
     * tensor.
     */
    public void assign(Tensor values) {
        checkAssign(values);
        array.assign(values.array);
    }

    /** Refuses what {@link #assign} would, and changes nothing. */
    void checkAssign(Tensor values) {
        if (!Arrays.equals(Kernels.broadcast(values.shape(), shape()), shape())) {
            throw new IllegalArgumentException("assign: shape %s doesn't fit into %s"
                    .formatted(Shapes.text(values.shape()), Shapes.text(shape())));
        }
        if (Recorder.follows(values) || Recorder.follows(this)) {
            throw new UnsupportedOperationException(
                    "assign: %s is followed by a gradient, which can't go through assign; write in stages with buffer(...), or wrap it in ignore"
                            .formatted((Recorder.follows(values) ? values : this).describe()));
        }
        array.checkWritable("assign");
    }

    /** Whether the shapes are equal and no element differs by more than {@code tolerance}; NaN equals NaN. */
    public boolean allClose(Tensor other, double tolerance) {
        if (!Arrays.equals(shape(), other.shape())) {
            return false;
        }
        var a = array.toDoubleArray();
        var b = other.array.toDoubleArray();
        for (var i = 0; i < a.length; i++) {
            if (Double.compare(a[i], b[i]) != 0 && !(Math.abs(a[i] - b[i]) <= tolerance)) {
                return false;
            }
        }
        return true;
    }

    // --- arithmetic

    /** The sum, element by element; shapes are broadcast. */
    public Tensor plus(Tensor b) {
        return Elementwise.PLUS.of(this, b);
    }

    /** The sum, element by element, with a number, which doesn't widen the type. */
    public Tensor plus(double b) {
        return Elementwise.plus(this, b);
    }

    /** The difference, element by element; shapes are broadcast. */
    public Tensor minus(Tensor b) {
        return Elementwise.MINUS.of(this, b);
    }

    /** The difference, element by element, with a number, which doesn't widen the type. */
    public Tensor minus(double b) {
        return Elementwise.plus(this, -b);
    }

    /** The product, element by element; {@link #matmul} is the matrix product; shapes are broadcast. */
    public Tensor times(Tensor b) {
        return Elementwise.TIMES.of(this, b);
    }

    /** The product, element by element, with a number, which doesn't widen the type. */
    public Tensor times(double b) {
        return Elementwise.times(this, b);
    }

    /** The quotient, element by element; shapes are broadcast. */
    public Tensor div(Tensor b) {
        return Elementwise.DIV.of(this, b);
    }

    /** The quotient, element by element, with a number, which doesn't widen the type. */
    public Tensor div(double b) {
        return Elementwise.div(this, b);
    }

    /** This to the power {@code b}, element by element. The derivative in {@code b} is 0 where the base isn't positive. */
    public Tensor pow(Tensor b) {
        return Elementwise.POW.of(this, b);
    }

    /** This to the power {@code b}. */
    public Tensor pow(double b) {
        return Elementwise.pow(this, b);
    }

    /** The larger of the two, element by element; in a tie the derivative is this tensor's. */
    public Tensor maximum(Tensor b) {
        return Elementwise.MAXIMUM.of(this, b);
    }

    /** The larger of the element and {@code b}. */
    public Tensor maximum(double b) {
        return Elementwise.maximum(this, b);
    }

    /** The smaller of the two, element by element; in a tie the derivative is this tensor's. */
    public Tensor minimum(Tensor b) {
        return Elementwise.MINIMUM.of(this, b);
    }

    /** The smaller of the element and {@code b}. */
    public Tensor minimum(double b) {
        return Elementwise.minimum(this, b);
    }

    /** The negative. */
    public Tensor unaryMinus() {
        return Elementwise.NEG.of(this);
    }

    // --- elementwise

    /** The exponential of every element. */
    public Tensor exp() {
        return Elementwise.EXP.of(this);
    }

    /** The natural logarithm of every element. */
    public Tensor log() {
        return Elementwise.LOG.of(this);
    }

    /** log(1 + x) of every element, exact near 0. */
    public Tensor log1p() {
        return Elementwise.LOG1P.of(this);
    }

    /** exp(x) - 1 of every element, exact near 0. */
    public Tensor expm1() {
        return Elementwise.EXPM1.of(this);
    }

    /** The square root of every element. */
    public Tensor sqrt() {
        return Elementwise.SQRT.of(this);
    }

    /** 1 / sqrt(x) of every element. */
    public Tensor rsqrt() {
        return Elementwise.RSQRT.of(this);
    }

    /** 1 / x of every element. */
    public Tensor reciprocal() {
        return Elementwise.RECIPROCAL.of(this);
    }

    /** The square of every element. */
    public Tensor square() {
        return Elementwise.SQUARE.of(this);
    }

    /** The absolute value of every element; its derivative at 0 is 0. */
    public Tensor abs() {
        return Elementwise.ABS.of(this);
    }

    /** -1, 0 or 1 for every element; its derivative is 0. */
    public Tensor sign() {
        return Elementwise.SIGN.of(this);
    }

    /** The sine of every element. */
    public Tensor sin() {
        return Elementwise.SIN.of(this);
    }

    /** The cosine of every element. */
    public Tensor cos() {
        return Elementwise.COS.of(this);
    }

    /** The tangent of every element. */
    public Tensor tan() {
        return Elementwise.TAN.of(this);
    }

    /** The arc sine of every element. */
    public Tensor asin() {
        return Elementwise.ASIN.of(this);
    }

    /** The arc cosine of every element. */
    public Tensor acos() {
        return Elementwise.ACOS.of(this);
    }

    /** The arc tangent of every element. */
    public Tensor atan() {
        return Elementwise.ATAN.of(this);
    }

    /** The hyperbolic sine of every element. */
    public Tensor sinh() {
        return Elementwise.SINH.of(this);
    }

    /** The hyperbolic cosine of every element. */
    public Tensor cosh() {
        return Elementwise.COSH.of(this);
    }

    /** The hyperbolic tangent of every element. */
    public Tensor tanh() {
        return Elementwise.TANH.of(this);
    }

    /** 1 / (1 + exp(-x)) of every element. */
    public Tensor sigmoid() {
        return Elementwise.SIGMOID.of(this);
    }

    /** max(x, 0) of every element; its derivative at 0 is 0. */
    public Tensor relu() {
        return Elementwise.RELU.of(this);
    }

    /** log(1 + exp(x)) of every element. */
    public Tensor softplus() {
        return Elementwise.SOFTPLUS.of(this);
    }

    /** The error function of every element. */
    public Tensor erf() {
        return Elementwise.ERF.of(this);
    }

    /** The largest whole number not above every element; its derivative is 0. */
    public Tensor floor() {
        return Elementwise.FLOOR.of(this);
    }

    /** The smallest whole number not below every element; its derivative is 0. */
    public Tensor ceil() {
        return Elementwise.CEIL.of(this);
    }

    /** The nearest whole number of every element, ties to even; its derivative is 0. */
    public Tensor round() {
        return Elementwise.ROUND.of(this);
    }

    /** Every element held between {@code lo} and {@code hi}; the derivative is 1 inside, bounds included, else 0. */
    public Tensor clamp(double lo, double hi) {
        return Elementwise.clamp(this, lo, hi);
    }

    /** {@code f} of every element; its derivative comes from the code of {@code f}. */
    public Tensor map(DoubleFn f) {
        return Elementwise.map(this, f);
    }

    /** Where this is greater than {@code b}: BOOL. */
    public Tensor gt(Tensor b) {
        return Elementwise.compare("gt", Kernels.Compare.GT, this, b);
    }

    /** Where this is greater than {@code b}: BOOL. */
    public Tensor gt(double b) {
        return new Tensor(Kernels.compare(Kernels.Compare.GT, array, b));
    }

    /** Where this is greater than or equal to {@code b}: BOOL. */
    public Tensor ge(Tensor b) {
        return Elementwise.compare("ge", Kernels.Compare.GE, this, b);
    }

    /** Where this is greater than or equal to {@code b}: BOOL. */
    public Tensor ge(double b) {
        return new Tensor(Kernels.compare(Kernels.Compare.GE, array, b));
    }

    /** Where this is less than {@code b}: BOOL. */
    public Tensor lt(Tensor b) {
        return Elementwise.compare("lt", Kernels.Compare.LT, this, b);
    }

    /** Where this is less than {@code b}: BOOL. */
    public Tensor lt(double b) {
        return new Tensor(Kernels.compare(Kernels.Compare.LT, array, b));
    }

    /** Where this is less than or equal to {@code b}: BOOL. */
    public Tensor le(Tensor b) {
        return Elementwise.compare("le", Kernels.Compare.LE, this, b);
    }

    /** Where this is less than or equal to {@code b}: BOOL. */
    public Tensor le(double b) {
        return new Tensor(Kernels.compare(Kernels.Compare.LE, array, b));
    }

    /** Where this is equal to {@code b}: BOOL. */
    public Tensor eq(Tensor b) {
        return Elementwise.compare("eq", Kernels.Compare.EQ, this, b);
    }

    /** Where this is equal to {@code b}: BOOL. */
    public Tensor eq(double b) {
        return new Tensor(Kernels.compare(Kernels.Compare.EQ, array, b));
    }

    /** Where this is different from {@code b}: BOOL. */
    public Tensor ne(Tensor b) {
        return Elementwise.compare("ne", Kernels.Compare.NE, this, b);
    }

    /** Where this is different from {@code b}: BOOL. */
    public Tensor ne(double b) {
        return new Tensor(Kernels.compare(Kernels.Compare.NE, array, b));
    }

    // --- reductions

    /** The sum over {@code dims}, over all when none are given. */
    public Tensor sum(int... dims) {
        return Reductions.sum(this, dims);
    }

    /** The mean over {@code dims}, over all when none are given. */
    public Tensor mean(int... dims) {
        return Reductions.mean(this, dims);
    }

    /** The largest element over {@code dims}; the first such element has the derivative. */
    public Tensor max(int... dims) {
        return Reductions.max(this, dims);
    }

    /** The smallest element over {@code dims}; the first such element has the derivative. */
    public Tensor min(int... dims) {
        return Reductions.min(this, dims);
    }

    /** The product over {@code dims}, over all when none are given. */
    public Tensor prod(int... dims) {
        return Reductions.prod(this, dims);
    }

    /** The Euclidean norm over {@code dims}; its derivative at 0 is 0. */
    public Tensor norm(int... dims) {
        return Reductions.norm(this, dims);
    }

    /** The corrected variance over {@code dims}: divided by n - 1. */
    public Tensor variance(int... dims) {
        return Reductions.variance(this, dims);
    }

    /** The corrected standard deviation over {@code dims}; its derivative is 0 where it is 0. */
    public Tensor std(int... dims) {
        return Reductions.std(this, dims);
    }

    /** log(sum(exp(x))) over {@code dims}, without overflow. */
    public Tensor logSumExp(int... dims) {
        return Reductions.logSumExp(this, dims);
    }

    /** The result of a reduction with the reduced dimensions back as size 1: {@code x.sum(1).keepDims()}. */
    public Tensor keepDims() {
        if (keptShape == null) {
            throw new IllegalStateException(
                    "keepDims: this tensor is not the direct result of a reduction; unsqueeze(dim) adds a dimension");
        }
        return reshape(keptShape);
    }

    /** The index (LONG) of the first largest element along {@code dim}, which is taken out. */
    public Tensor argmax(int dim) {
        return Reductions.argmax(this, dim);
    }

    /** The index (LONG) of the first smallest element along {@code dim}, which is taken out. */
    public Tensor argmin(int dim) {
        return Reductions.argmin(this, dim);
    }

    /** The running sums along {@code dim}. */
    public Tensor cumsum(int dim) {
        return Reductions.cumsum(this, dim, false);
    }

    /** exp(x) / sum(exp(x)) along {@code dim}. */
    public Tensor softmax(int dim) {
        return Reductions.softmax(this, dim);
    }

    /** The logarithm of {@link #softmax(int)}, without underflow. */
    public Tensor logSoftmax(int dim) {
        return Reductions.logSoftmax(this, dim);
    }

    // --- linear algebra

    /** The matrix product, of vectors too; leading dimensions are a batch. (.., m, k) × (.., k, n) → (.., m, n). */
    public Tensor matmul(Tensor b) {
        return LinearAlgebra.matmul(this, b);
    }

    /** The matrix product of batches of matrices: (b, m, k) × (b, k, n) → (b, m, n). */
    public Tensor batchedMatmul(Tensor b) {
        if (rank() < 3 || b.rank() < 3) {
            throw new IllegalArgumentException(
                    "batchedMatmul: %s × %s: both need a batch dimension in front of the matrix; matmul takes matrices"
                            .formatted(Shapes.text(shape()), Shapes.text(b.shape())));
        }
        return matmul(b);
    }

    /** The sum of the products of equal places; shapes must be equal. */
    public Tensor dot(Tensor b) {
        Shapes.same("dot", shape(), b.shape());
        return times(b).sum();
    }

    /** All products of an element of this vector with one of {@code b}: (m), (n) → (m, n). */
    public Tensor outer(Tensor b) {
        if (rank() != 1 || b.rank() != 1) {
            throw new IllegalArgumentException("outer: two vectors are needed, got %s and %s; flatten() makes vectors"
                    .formatted(Shapes.text(shape()), Shapes.text(b.shape())));
        }
        return unsqueeze(1).times(b.unsqueeze(0));
    }

    /** The transpose of a matrix; vectors and scalars are their own. */
    public Tensor t() {
        return LinearAlgebra.transposed(this);
    }

    /** The x with this · x = b; this (.., n, n), b (n) or (.., n, k). ArithmeticException when this is singular. */
    public Tensor solve(Tensor b) {
        return LinearAlgebra.solve(this, b);
    }

    /** The inverses of square matrices (.., n, n). ArithmeticException when one is singular. */
    public Tensor inverse() {
        return LinearAlgebra.inverse(this);
    }

    /** The determinants of square matrices (.., n, n); the derivative is refused where one is 0. */
    public Tensor det() {
        return LinearAlgebra.det(this);
    }

    /** The logarithms of the determinants (.., n, n). ArithmeticException when one is negative. */
    public Tensor logdet() {
        return LinearAlgebra.logdet(this);
    }

    /** The logarithms of the determinants' absolute values, minus infinity where one is 0. */
    public Tensor logAbsDet() {
        return LinearAlgebra.logAbsDet(this);
    }

    /** The lower factors L, L · Lᵀ = this, of symmetric positive definite matrices, of which the lower triangle is read. */
    public Tensor cholesky() {
        return LinearAlgebra.cholesky(this);
    }

    /** The sum of a square matrix's diagonal. */
    public Tensor trace() {
        return LinearAlgebra.trace(this);
    }

    /** A matrix's diagonal, a vector. */
    public Tensor diagonal() {
        return LinearAlgebra.diagonal(this);
    }

    // --- shape

    /** The same elements in row-major order in another shape; one size may be -1 and is found. */
    public Tensor reshape(long... shape) {
        return ShapeOps.reshape(this, shape);
    }

    /** The elements in row-major order as a vector. */
    public Tensor flatten() {
        return reshape(size());
    }

    /** The dimensions in the order {@code dims}: dimension i of the result is {@code dims[i]} here. */
    public Tensor permute(int... dims) {
        return ShapeOps.permute(this, dims);
    }

    /** Without the dimensions of size 1. */
    public Tensor squeeze() {
        return reshape(Arrays.stream(shape()).filter(n -> n != 1).toArray());
    }

    /** Without {@code dim}, whose size must be 1. */
    public Tensor squeeze(int dim) {
        Shapes.dim("squeeze", dim, shape());
        if (size(dim) != 1) {
            throw new IllegalArgumentException(
                    "squeeze: dimension %d of %s is not of size 1".formatted(dim, Shapes.text(shape())));
        }
        return reshape(Shapes.without(shape(), dim));
    }

    /** With a further dimension of size 1 before {@code dim}, or at the end. */
    public Tensor unsqueeze(int dim) {
        if (dim != rank()) {
            Shapes.dim("unsqueeze", dim, shape());
        }
        return reshape(Shapes.inserted(shape(), dim, 1));
    }

    /** Dimensions of size 1 stretched, and dimensions added in front. */
    public Tensor broadcastTo(long... shape) {
        return ShapeOps.broadcastTo(this, shape);
    }

    /** The indices {@code from} up to, without, {@code to} of dimension {@code dim}. */
    public Tensor slice(int dim, long from, long to) {
        return ShapeOps.slice(this, dim, from, to);
    }

    /** One index of dimension {@code dim}, which is taken out. */
    public Tensor select(int dim, long index) {
        return ShapeOps.select(this, dim, index);
    }

    /** The elements of one dimension at {@code indices}, in that order; an index may come more than once. */
    public Tensor take(int dim, long... indices) {
        return ShapeOps.take(this, dim, indices);
    }

    /** {@code out[.., i, ..] = x[.., indices[.., i, ..], ..]} along {@code dim}; LONG indices, equal shapes but for it. */
    public Tensor gather(int dim, Tensor indices) {
        return ShapeOps.gather(this, dim, indices);
    }

    /** Zeros put before and after along {@code dim}. */
    public Tensor pad(int dim, long before, long after) {
        return ShapeOps.pad(this, dim, before, after);
    }

    /** The order along {@code dim} reversed. */
    public Tensor flip(int dim) {
        return ShapeOps.flip(this, dim);
    }

    /** The whole tensor repeated {@code times[i]} times along each dimension i. */
    public Tensor repeat(long... times) {
        return ShapeOps.repeat(this, times);
    }

    /** Rising along {@code dim}; NaN last. */
    public Tensor sort(int dim) {
        return ShapeOps.sort(this, dim, false);
    }

    /** The indices (LONG) with which {@link #gather} sorts along {@code dim}. */
    public Tensor argsort(int dim) {
        return ShapeOps.argsort(this, dim, false);
    }

    /** The {@code k} largest elements along {@code dim}, largest first, and their indices. */
    public TopK topk(long k, int dim) {
        return ShapeOps.topk(this, k, dim);
    }

    // --- for the rules

    boolean isDifferentiable() {
        return dataType().isDifferentiable();
    }

    /** A scalar of this type. */
    Tensor like(double value) {
        return new Tensor(Array.full(array.type(), value));
    }

    @Override
    protected long version() {
        return array.version();
    }

    @Override
    protected String describe() {
        return "Tensor " + Shapes.text(shape());
    }

    /** Header and values; of long dimensions only the ends. */
    @Override
    public String toString() {
        return TensorText.of(this);
    }
}
