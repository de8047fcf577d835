package gradshell.array;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/**
 * Computations over arrays. Results are new and row-major; arrays are broadcast as NumPy does it.
 *
 * <p>
 * Types: two arrays meet in the wider type ({@link ElementType#wider}). A scalar never makes a FLOAT array DOUBLE; with
 * an INT or LONG array a whole number stays in that type (LONG if it needs to, and with BOOL), and any other number
 * makes the result FLOAT, as in PyTorch. Integers are computed as integers and wrap around. DIV is true division: of
 * integers it is FLOAT. Of BOOL arrays, ADD and MAX are "or", MUL and MIN are "and"; SUB and POW are refused.
 *
 * <p>
 * NaN: MAX and MIN, binary or reducing, give NaN when any operand is; comparisons with NaN are false, but NE.
 */
@SuppressWarnings("ImmutableEnumChecker") // the functions in the enums have no state
public final class Kernels {
    private Kernels() {}

    /**
     * Elementwise functions of one array; the result has the input's type, but that functions whose values are no whole
     * numbers turn integers to FLOAT. ROUND takes halves to the even neighbour. NOT is for BOOL, and BOOL has only NOT
     * and the functions that turn it to FLOAT.
     */
    public enum Unary {
        NEG(x -> -x, x -> -x), ABS(Math::abs, Math::abs), SIGN(Math::signum, Long::signum),
        SQUARE(x -> x * x, x -> x * x), RELU(x -> Math.max(x, 0.0), x -> Math.max(x, 0)), FLOOR(Math::floor, x -> x),
        CEIL(Math::ceil, x -> x), ROUND(Math::rint, x -> x), NOT(null, x -> 1 - x), EXP(Math::exp), EXPM1(Math::expm1),
        LOG(Math::log), LOG1P(Math::log1p), SQRT(Math::sqrt), RSQRT(x -> 1 / Math.sqrt(x)), RECIPROCAL(x -> 1 / x),
        SIN(Math::sin), COS(Math::cos), TAN(Math::tan), ASIN(Math::asin), ACOS(Math::acos), ATAN(Math::atan),
        SINH(Math::sinh), COSH(Math::cosh), TANH(Math::tanh), SIGMOID(Functions::sigmoid),
        SOFTPLUS(Functions::softplus), ERF(Erf::erf);

        final DoubleUnaryOperator real;
        /** Null when the function turns integers to FLOAT. */
        final LongUnaryOperator whole;

        Unary(DoubleUnaryOperator real) {
            this(real, null);
        }

        Unary(DoubleUnaryOperator real, LongUnaryOperator whole) {
            this.real = real;
            this.whole = whole;
        }
    }

    /** Elementwise functions of two arrays, broadcast; the result has the wider type of the two. */
    public enum Binary {
        ADD((a, b) -> a + b, (a, b) -> a + b), SUB((a, b) -> a - b, (a, b) -> a - b),
        MUL((a, b) -> a * b, (a, b) -> a * b), DIV((a, b) -> a / b, null), POW(Functions::pow, Functions::pow),
        MAX(Math::max, Math::max), MIN(Math::min, Math::min),
        /** What comes back to x through relu: the cotangent where the second is above 0, else 0. */
        RELU_BACK((dy, x) -> x > 0 ? dy : 0, null),
        /** The same through tanh; the second is its result. */
        TANH_BACK((dy, y) -> dy * (1 - y * y), null),
        /** The same through sigmoid; the second is its result. */
        SIGMOID_BACK((dy, y) -> dy * (y - y * y), null);

        final DoubleBinaryOperator real;
        /** Null when the function turns integers to FLOAT. */
        final LongBinaryOperator whole;

        Binary(DoubleBinaryOperator real, LongBinaryOperator whole) {
            this.real = real;
            this.whole = whole;
        }
    }

    /** Elementwise comparisons of two arrays, broadcast; the result is BOOL. */
    public enum Compare {
        GT((a, b) -> a > b, (a, b) -> a > b), GE((a, b) -> a >= b, (a, b) -> a >= b),
        LT((a, b) -> a < b, (a, b) -> a < b), LE((a, b) -> a <= b, (a, b) -> a <= b),
        EQ((a, b) -> a == b, (a, b) -> a == b), NE((a, b) -> a != b, (a, b) -> a != b);

        final Reals real;
        final Wholes whole;

        Compare(Reals real, Wholes whole) {
            this.real = real;
            this.whole = whole;
        }

        interface Reals {
            boolean test(double a, double b);
        }

        interface Wholes {
            boolean test(long a, long b);
        }
    }

    /** Ways to make one element of many. SUM and PROD of BOOL and INT are LONG, everything else keeps its type. */
    public enum Reduction {
        SUM, PROD, MAX, MIN
    }

    /** The function of every element. */
    public static Array unary(Unary op, Array x) {
        return Elementwise.unary(op, x);
    }

    /** The {@code results} of any function of every element, in double; of integers they are FLOAT. */
    public static Array[] map(Pointwise f, int results, Array x) {
        return Blocks.map(f, results, x.to(x.type().floating()));
    }

    /** Changes arrays in place, in one pass over them and over one that stays as it is; all of one shape. */
    public static void update(Update update, Array constant, Array... changed) {
        Updates.run(update, constant, changed);
    }

    /** Of two arrays, element by element. */
    public static Array binary(Binary op, Array a, Array b) {
        return Elementwise.binary(op, a, b);
    }

    /** With a scalar that does not widen FLOAT. */
    public static Array binary(Binary op, Array a, double b) {
        return Elementwise.binary(op, a, b);
    }

    /** With a scalar that does not widen FLOAT. */
    public static Array binary(Binary op, double a, Array b) {
        return Elementwise.binary(op, a, b);
    }

    /** Whether it holds, element by element. Integers are compared with floating numbers as doubles. */
    public static Array compare(Compare op, Array a, Array b) {
        return Elementwise.compare(op, a, b);
    }

    /** Whether it holds; a FLOAT array is compared with the scalar's nearest float. */
    public static Array compare(Compare op, Array a, double b) {
        return Elementwise.compare(op, a, b);
    }

    /** {@code a} where {@code condition} (BOOL) holds, else {@code b}; all three broadcast. */
    public static Array where(Array condition, Array a, Array b) {
        return Elementwise.where(condition, a, b);
    }

    /**
     * Over {@code dims} (all when none), which are kept with size 1. Sum of nothing is 0, product 1;
     * IllegalArgumentException for the largest and smallest of nothing. Sums are accumulated in double, many at once, and these added
     * up.
     */
    public static Array reduce(Reduction op, Array x, int... dims) {
        return Reductions.reduce(op, x, dims);
    }

    /** Whether no element is infinite or NaN. */
    public static boolean allFinite(Array x) {
        return Finiteness.holds(x);
    }

    /** e to the elements over the sum of that along {@code dim}, or the logarithm of it; FLOAT or DOUBLE. */
    public static Array softmax(Array x, int dim, boolean log) {
        return Softmax.softmax(x, dim, log);
    }

    /** The cotangent that comes back through {@link #softmax}, whose result is {@code y}. */
    public static Array softmaxBack(Array y, Array dy, int dim, boolean log) {
        return Softmax.back(y, dy, dim, log);
    }

    /** Index (LONG) of the first largest element along {@code dim}, which is kept with size 1; the first NaN wins. */
    public static Array argmax(Array x, int dim) {
        return Lines.argExtreme(x, dim, true);
    }

    /** Index (LONG) of the first smallest element along {@code dim}, which is kept with size 1; the first NaN wins. */
    public static Array argmin(Array x, int dim) {
        return Lines.argExtreme(x, dim, false);
    }

    /** Running sums along {@code dim}, from its end when reversed; of BOOL and INT they are LONG. */
    public static Array cumsum(Array x, int dim, boolean reverse) {
        return Lines.cumsum(x, dim, reverse);
    }

    /** Stable order along {@code dim}: LONG indices such that gather gives the sorted array; NaN last. */
    public static Array argsort(Array x, int dim, boolean descending) {
        return Lines.argsort(x, dim, descending);
    }

    /** The parts behind each other along {@code dim}, in the widest of their types. */
    public static Array cat(int dim, Array... parts) {
        return Indexing.cat(dim, parts);
    }

    /** Zeros of {@code shape} with {@code x} written at {@code offset}: the adjoint of slicing, and padding. */
    public static Array place(Array x, long[] shape, long... offset) {
        return Indexing.place(x, shape, offset);
    }

    /** {@code out[.., i, ..] = x[.., indices[i], ..]} along {@code dim}; it may be laid out in another order than by rows. */
    public static Array take(Array x, int dim, long... indices) {
        return Indexing.take(x, dim, indices);
    }

    /** {@code out[.., i, ..] = x[.., indices[.., i, ..], ..]} along {@code dim}; equal shapes but for {@code dim}. */
    public static Array gather(Array x, int dim, Array indices) {
        return Indexing.gather(x, dim, indices);
    }

    /** Zeros of {@code shape}, {@code x} added at {@code indices} along {@code dim}: the adjoint of gather. */
    public static Array scatterAdd(Array x, int dim, Array indices, long... shape) {
        return Indexing.scatterAdd(x, dim, indices, shape);
    }

    /** NumPy's broadcast of shapes; null when they don't fit. */
    public static long[] broadcast(long[] a, long[] b) {
        return Shapes.broadcast(a, b);
    }

    /** Starts the stream of random numbers anew: the same seed gives the same numbers. */
    public static void seed(long seed) {
        Randomness.seed(seed);
    }

    /** Uniform random numbers in [0, 1), FLOAT or DOUBLE. */
    public static Array uniform(ElementType type, long... shape) {
        return Randomness.uniform(type, shape);
    }

    /** Standard normal random numbers, FLOAT or DOUBLE. */
    public static Array normal(ElementType type, long... shape) {
        return Randomness.normal(type, shape);
    }
}
