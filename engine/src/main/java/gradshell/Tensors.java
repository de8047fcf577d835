package gradshell;

import gradshell.array.Array;
import gradshell.array.Kernels;
import java.util.Arrays;

/** Makes tensors, FLOAT unless a type is given, and offers their operations of one argument as functions. */
public final class Tensors {
    /** The square of more doesn't fit into a Java array. */
    private static final int MAX_EYE = 46340;

    private Tensors() {}

    /** A FLOAT vector. */
    public static Tensor tensor(double... values) {
        return tensor(DataType.FLOAT, values);
    }

    /** A FLOAT vector. */
    public static Tensor tensor(float... values) {
        return new Tensor(Array.of(values, values.length));
    }

    /** A FLOAT matrix from its rows. */
    public static Tensor tensor(double[][] rows) {
        return tensor(DataType.FLOAT, rows);
    }

    /** A FLOAT matrix from its rows. */
    public static Tensor tensor(float[][] rows) {
        var wide = new double[rows.length][];
        Arrays.setAll(wide, i -> {
            var row = new double[rows[i].length];
            Arrays.setAll(row, j -> rows[i][j]);
            return row;
        });
        return tensor(DataType.FLOAT, wide);
    }

    /** A vector of the given type. */
    public static Tensor tensor(DataType type, double... values) {
        return new Tensor(Array.of(values, values.length).to(type.element));
    }

    /** A matrix of the given type from its rows. */
    public static Tensor tensor(DataType type, double[][] rows) {
        var columns = rows.length == 0 ? 0 : rows[0].length;
        for (var i = 0; i < rows.length; i++) {
            if (rows[i].length != columns) {
                throw new IllegalArgumentException("tensor: row %d has %d elements, row 0 has %d; all must be equal"
                        .formatted(i, rows[i].length, columns));
            }
        }
        var values = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
        return new Tensor(Array.of(values, rows.length, columns).to(type.element));
    }

    /** A LONG vector, such as {@link Tensor#gather} takes. */
    public static Tensor indices(long... values) {
        return new Tensor(Array.of(values, values.length));
    }

    /** A BOOL vector. */
    public static Tensor bools(boolean... values) {
        return new Tensor(Array.of(values, values.length));
    }

    /** A FLOAT scalar: a tensor of rank 0. */
    public static Tensor scalar(double value) {
        return full(value);
    }

    /** A tensor of zeros. */
    public static Tensor zeros(long... shape) {
        return zeros(DataType.FLOAT, shape);
    }

    /** A tensor of zeros. */
    public static Tensor zeros(DataType type, long... shape) {
        return full(type, 0, checked("zeros", shape));
    }

    /** A tensor of ones. */
    public static Tensor ones(long... shape) {
        return ones(DataType.FLOAT, shape);
    }

    /** A tensor of ones. */
    public static Tensor ones(DataType type, long... shape) {
        return full(type, 1, checked("ones", shape));
    }

    /** A tensor that holds {@code value} everywhere. */
    public static Tensor full(double value, long... shape) {
        return full(DataType.FLOAT, value, shape);
    }

    /** A tensor that holds {@code value} everywhere. */
    public static Tensor full(DataType type, double value, long... shape) {
        return new Tensor(Array.full(type.element, value, checked("full", shape)));
    }

    /** Random numbers, uniform in [0, 1). */
    public static Tensor rand(long... shape) {
        return rand(DataType.FLOAT, shape);
    }

    /** Random numbers, uniform in [0, 1). */
    public static Tensor rand(DataType type, long... shape) {
        return new Tensor(Kernels.uniform(type.element, checked("rand", shape)));
    }

    /** Random numbers, normal with mean 0 and standard deviation 1. */
    public static Tensor randn(long... shape) {
        return randn(DataType.FLOAT, shape);
    }

    /** Random numbers, normal with mean 0 and standard deviation 1. */
    public static Tensor randn(DataType type, long... shape) {
        return new Tensor(Kernels.normal(type.element, checked("randn", shape)));
    }

    /** Starts the random numbers anew: the same seed gives the same numbers. */
    public static void seed(long seed) {
        Kernels.seed(seed);
    }

    /** The identity matrix. */
    public static Tensor eye(long n) {
        if (n < 0 || n > MAX_EYE) {
            throw new IllegalArgumentException("eye: a size from 0 to %d is needed, got %d".formatted(MAX_EYE, n));
        }
        var size = (int) n;
        var values = new float[size * size];
        for (var i = 0; i < size; i++) {
            values[i * size + i] = 1;
        }
        return new Tensor(Array.of(values, n, n));
    }

    /** 0, 1, .. up to, without, {@code end}. */
    public static Tensor arange(double end) {
        return arange(0, end, 1);
    }

    /** {@code start}, and on in steps of 1 up to, without, {@code end}. */
    public static Tensor arange(double start, double end) {
        return arange(start, end, 1);
    }

    /** {@code start}, and on in steps of {@code step} up to, without, {@code end}. */
    public static Tensor arange(double start, double end, double step) {
        if (step == 0 || !Double.isFinite((end - start) / step)) {
            throw new IllegalArgumentException(
                    "arange: no way from %s to %s in steps of %s".formatted(start, end, step));
        }
        var values = new double[Math.max(0, (int) Math.ceil((end - start) / step))];
        Arrays.setAll(values, i -> start + i * step);
        return tensor(values);
    }

    /** {@code count} numbers at equal distances, the first {@code start} and the last {@code end}. */
    public static Tensor linspace(double start, double end, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("linspace: %d points asked for, at least 1 is needed".formatted(count));
        }
        var values = new double[count];
        Arrays.setAll(values, i -> i == count - 1 && i > 0 ? end : start + i * (end - start) / Math.max(1, count - 1));
        return tensor(values);
    }

    /** A tensor to be written in stages; {@link TensorBuffer#copy()} ends them. */
    public static TensorBuffer buffer(long... shape) {
        return new TensorBuffer(checked("buffer", shape));
    }

    /** The parts one after another along {@code dim}; equal shapes but for it. */
    public static Tensor cat(int dim, Tensor... parts) {
        return ShapeOps.cat(dim, parts);
    }

    /** The parts, of equal shape, along a new dimension {@code dim}. */
    public static Tensor stack(int dim, Tensor... parts) {
        return ShapeOps.stack(dim, parts);
    }

    /**
     * {@code a} where {@code condition} (BOOL) holds, else {@code b}; shapes are broadcast. Both are computed for all elements,
     * so where the one not chosen has an infinite derivative or none, the gradient is NaN: give it an argument that is safe
     * there, as in {@code where(x.gt(0), where(x.gt(0), x, 1).log(), 0)}.
     */
    public static Tensor where(Tensor condition, Tensor a, Tensor b) {
        return Elementwise.where(condition, a, b);
    }

    /** {@code a} where {@code condition} (BOOL) holds, else {@code b}. */
    public static Tensor where(Tensor condition, Tensor a, double b) {
        return Elementwise.where(condition, a, b);
    }

    /** {@code a} where {@code condition} (BOOL) holds, else {@code b}. */
    public static Tensor where(Tensor condition, double a, Tensor b) {
        return Elementwise.where(condition, a, b);
    }

    /** {@code a} where {@code condition} (BOOL) holds, else {@code b}; FLOAT. */
    public static Tensor where(Tensor condition, double a, double b) {
        return Elementwise.where(condition, scalar(a), scalar(b));
    }

    /** {@code a + x}, for which Java has no operator. */
    public static Tensor plus(double a, Tensor x) {
        return x.plus(a);
    }

    /** {@code a - x}, for which Java has no operator. */
    public static Tensor minus(double a, Tensor x) {
        return x.unaryMinus().plus(a);
    }

    /** {@code a * x}, for which Java has no operator. */
    public static Tensor times(double a, Tensor x) {
        return x.times(a);
    }

    /** {@code a * gs}, for which Java has no operator. */
    public static Grads times(double a, Grads gs) {
        return gs.times(a);
    }

    /** {@code a / x}, for which Java has no operator. */
    public static Tensor div(double a, Tensor x) {
        var divisor = Rules.floating(x);
        return full(divisor.dataType(), a).div(divisor);
    }

    /** The exponential of every element. */
    public static Tensor exp(Tensor x) {
        return x.exp();
    }

    /** The natural logarithm of every element. */
    public static Tensor log(Tensor x) {
        return x.log();
    }

    /** log(1 + x) of every element, exact near 0. */
    public static Tensor log1p(Tensor x) {
        return x.log1p();
    }

    /** exp(x) - 1 of every element, exact near 0. */
    public static Tensor expm1(Tensor x) {
        return x.expm1();
    }

    /** The square root of every element. */
    public static Tensor sqrt(Tensor x) {
        return x.sqrt();
    }

    /** 1 / sqrt(x) of every element. */
    public static Tensor rsqrt(Tensor x) {
        return x.rsqrt();
    }

    /** 1 / x of every element. */
    public static Tensor reciprocal(Tensor x) {
        return x.reciprocal();
    }

    /** The square of every element. */
    public static Tensor square(Tensor x) {
        return x.square();
    }

    /** The absolute value of every element; its derivative at 0 is 0. */
    public static Tensor abs(Tensor x) {
        return x.abs();
    }

    /** -1, 0 or 1 for every element; its derivative is 0. */
    public static Tensor sign(Tensor x) {
        return x.sign();
    }

    /** The sine of every element. */
    public static Tensor sin(Tensor x) {
        return x.sin();
    }

    /** The cosine of every element. */
    public static Tensor cos(Tensor x) {
        return x.cos();
    }

    /** The tangent of every element. */
    public static Tensor tan(Tensor x) {
        return x.tan();
    }

    /** The arc sine of every element. */
    public static Tensor asin(Tensor x) {
        return x.asin();
    }

    /** The arc cosine of every element. */
    public static Tensor acos(Tensor x) {
        return x.acos();
    }

    /** The arc tangent of every element. */
    public static Tensor atan(Tensor x) {
        return x.atan();
    }

    /** The hyperbolic sine of every element. */
    public static Tensor sinh(Tensor x) {
        return x.sinh();
    }

    /** The hyperbolic cosine of every element. */
    public static Tensor cosh(Tensor x) {
        return x.cosh();
    }

    /** The error function of every element. */
    public static Tensor erf(Tensor x) {
        return x.erf();
    }

    /** The largest whole number not above every element; its derivative is 0. */
    public static Tensor floor(Tensor x) {
        return x.floor();
    }

    /** The smallest whole number not below every element; its derivative is 0. */
    public static Tensor ceil(Tensor x) {
        return x.ceil();
    }

    /** The nearest whole number of every element, ties to even; its derivative is 0. */
    public static Tensor round(Tensor x) {
        return x.round();
    }

    /** {@code a} to the power {@code b}, element by element; see {@link Tensor#pow(Tensor)}. */
    public static Tensor pow(Tensor a, Tensor b) {
        return a.pow(b);
    }

    /** Every element to the power {@code b}. */
    public static Tensor pow(Tensor x, double b) {
        return x.pow(b);
    }

    /** The larger of the two, element by element; in a tie the derivative is {@code a}'s. */
    public static Tensor maximum(Tensor a, Tensor b) {
        return a.maximum(b);
    }

    /** The larger of the element and {@code b}. */
    public static Tensor maximum(Tensor x, double b) {
        return x.maximum(b);
    }

    /** The smaller of the two, element by element; in a tie the derivative is {@code a}'s. */
    public static Tensor minimum(Tensor a, Tensor b) {
        return a.minimum(b);
    }

    /** The smaller of the element and {@code b}. */
    public static Tensor minimum(Tensor x, double b) {
        return x.minimum(b);
    }

    /** The sum over {@code dims}, over all when none are given. */
    public static Tensor sum(Tensor x, int... dims) {
        return x.sum(dims);
    }

    /** The mean over {@code dims}, over all when none are given. */
    public static Tensor mean(Tensor x, int... dims) {
        return x.mean(dims);
    }

    /** The largest element over {@code dims}; the first such element has the derivative. */
    public static Tensor max(Tensor x, int... dims) {
        return x.max(dims);
    }

    /** The smallest element over {@code dims}; the first such element has the derivative. */
    public static Tensor min(Tensor x, int... dims) {
        return x.min(dims);
    }

    /** The product over {@code dims}, over all when none are given. */
    public static Tensor prod(Tensor x, int... dims) {
        return x.prod(dims);
    }

    /** The Euclidean norm over {@code dims}; its derivative at 0 is 0. */
    public static Tensor norm(Tensor x, int... dims) {
        return x.norm(dims);
    }

    /** The corrected variance over {@code dims}: divided by n - 1. */
    public static Tensor variance(Tensor x, int... dims) {
        return x.variance(dims);
    }

    /** The corrected standard deviation over {@code dims}; its derivative is 0 where it is 0. */
    public static Tensor std(Tensor x, int... dims) {
        return x.std(dims);
    }

    /** log(sum(exp(x))) over {@code dims}, without overflow. */
    public static Tensor logSumExp(Tensor x, int... dims) {
        return x.logSumExp(dims);
    }

    /** The index (LONG) of the first largest element along {@code dim}, which is taken out. */
    public static Tensor argmax(Tensor x, int dim) {
        return x.argmax(dim);
    }

    /** The index (LONG) of the first smallest element along {@code dim}, which is taken out. */
    public static Tensor argmin(Tensor x, int dim) {
        return x.argmin(dim);
    }

    /** The running sums along {@code dim}. */
    public static Tensor cumsum(Tensor x, int dim) {
        return x.cumsum(dim);
    }

    /** Every element held between {@code lo} and {@code hi}; the derivative is 1 inside, bounds included, else 0. */
    public static Tensor clamp(Tensor x, double lo, double hi) {
        return x.clamp(lo, hi);
    }

    private static long[] checked(String op, long... shape) {
        for (var size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException(
                        "%s: %s is no shape, sizes can't be negative".formatted(op, Shapes.text(shape)));
            }
        }
        return shape;
    }
}
