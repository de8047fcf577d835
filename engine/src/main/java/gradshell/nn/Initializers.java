package gradshell.nn;

import static gradshell.Gradshell.ignore;
import static gradshell.Tensors.where;

import gradshell.DataType;
import gradshell.Shapes;
import gradshell.Tensor;
import gradshell.Tensors;
import java.util.Arrays;

/**
 * First values of parameters, Float32, drawn from the stream that {@link Tensors#seed} seeds. A weight has the shape
 * {@code (out, in)}: its fan-in is {@code in}, its fan-out is {@code out}. A convolution's {@code (size.., in, out)} has both times
 * the size of its window, a vector {@code (n)} has fan-in 1 and fan-out n.
 */
public final class Initializers {
    private Initializers() {}

    /** Uniform in ±√(6 / (fan-in + fan-out)): Glorot and Bengio 2010, for layers with tanh or sigmoid. */
    public static Tensor glorotUniform(long... shape) {
        return uniform(Math.sqrt(6.0 / (fanIn(shape) + fanOut(shape))), shape);
    }

    /** Normal with standard deviation √(2 / (fan-in + fan-out)): Glorot and Bengio 2010. */
    public static Tensor glorotNormal(long... shape) {
        return normal(Math.sqrt(2.0 / (fanIn(shape) + fanOut(shape))), shape);
    }

    /** Uniform in ±√(6 / fan-in): He et al. 2015, for layers with relu. */
    public static Tensor kaimingUniform(long... shape) {
        return uniform(Math.sqrt(6.0 / fanIn(shape)), shape);
    }

    /** Normal with standard deviation √(2 / fan-in): He et al. 2015, for layers with relu. */
    public static Tensor kaimingNormal(long... shape) {
        return normal(Math.sqrt(2.0 / fanIn(shape)), shape);
    }

    /** Normal with standard deviation √(1 / fan-in): LeCun et al. 1998, for layers with selu. */
    public static Tensor lecunNormal(long... shape) {
        return normal(Math.sqrt(1.0 / fanIn(shape)), shape);
    }

    /** Standard normal, but never beyond ±2. */
    public static Tensor truncatedNormal(long... shape) {
        return truncated(0, 1, -2, 2).make(shape);
    }

    /** Normal with this mean and standard deviation, drawn again where it is below {@code low} or above {@code high}. */
    public static Initializer truncated(double mean, double deviation, double low, double high) {
        double probable = Math.max(low, Math.min(high, mean));
        if (!(deviation > 0) || !(low < high) || Math.abs(probable - mean) > 3 * deviation)
            throw new IllegalArgumentException("truncated: hardly any of normal(%s, %s) lies between %s and %s"
                    .formatted(mean, deviation, low, high));
        return shape -> ignore(() -> {
            Tensor x = Tensors.randn(shape).times(deviation).plus(mean);
            Tensor fits = x.clamp(low, high).eq(x);
            while (fits.size() > 0 && fits.to(DataType.FLOAT).min().item() == 0) {
                x = where(fits, x, Tensors.randn(shape).times(deviation).plus(mean));
                fits = x.clamp(low, high).eq(x);
            }
            return x;
        });
    }

    /**
     * A matrix whose columns, or rows if there are fewer, have length 1 and stand at right angles: Saxe et al. 2013. Of more than two
     * dimensions all but the last are the rows.
     */
    public static Tensor orthogonal(long... shape) {
        if (shape.length < 2)
            throw new IllegalArgumentException("orthogonal: a shape of two dimensions at least is needed");
        int columns = (int) shape[shape.length - 1];
        int rows = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact) / Math.max(1, columns));
        int vectors = Math.min(rows, columns);
        int size = Math.max(rows, columns);
        double[][] basis = new double[vectors][];
        for (int i = 0; i < vectors; i++) {
            basis[i] = Tensors.randn(DataType.DOUBLE, size).toDoubleArray();
            // twice, because once leaves what rounding has left
            for (int time = 0; time < 2; time++) {
                for (int j = 0; j < i; j++) subtract(basis[i], basis[j], product(basis[i], basis[j]));
                double length = Math.sqrt(product(basis[i], basis[i]));
                for (int k = 0; k < size; k++) basis[i][k] /= length;
            }
        }
        Tensor found = Tensors.tensor(DataType.DOUBLE, basis).to(DataType.FLOAT);
        return (rows > columns ? found.t() : found).reshape(shape);
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static void subtract(double[] a, double[] b, double times) {
        for (int i = 0; i < a.length; i++) a[i] -= times * b[i];
    }

    /** Normal of this deviation in a matrix, of each of whose columns the share {@code sparsity} is zero: Martens 2010. */
    public static Initializer sparse(double sparsity, double deviation) {
        if (!(sparsity >= 0 && sparsity <= 1))
            throw new IllegalArgumentException("sparse: the share of zeros must be between 0 and 1, got " + sparsity);
        return shape -> {
            if (shape.length != 2)
                throw new IllegalArgumentException("sparse: a matrix is needed, not " + Shapes.text(shape));
            double zeros = Math.ceil(sparsity * shape[0]);
            return ignore(() -> {
                // the places of the smallest of random numbers are a random choice
                Tensor rank = Tensors.rand(shape).argsort(0).argsort(0);
                return where(rank.ge(zeros), Tensors.randn(shape).times(deviation), 0);
            });
        };
    }

    /** Leaves the input as it is: a matrix with ones on its diagonal, in a convolution at the window's middle; else zeros. */
    public static Tensor identity(long... shape) {
        if (shape.length < 2) return Tensors.zeros(shape);
        double[] values = new double[Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact))];
        int rows = (int) shape[shape.length - 2];
        int columns = (int) shape[shape.length - 1];
        int middle = 0;
        for (int d = 0; d < shape.length - 2; d++) middle = middle * (int) shape[d] + (int) (shape[d] - 1) / 2;
        for (int i = 0; i < Math.min(rows, columns); i++) values[(middle * rows + i) * columns + i] = 1;
        return Tensors.tensor(DataType.FLOAT, values).reshape(shape);
    }

    private static Tensor uniform(double bound, long... shape) {
        return ignore(() -> Tensors.rand(shape).times(2 * bound).minus(bound));
    }

    private static Tensor normal(double deviation, long... shape) {
        return ignore(() -> Tensors.randn(shape).times(deviation));
    }

    private static double fanIn(long... shape) {
        return shape.length < 2 ? 1 : shape.length == 2 ? shape[1] : kernel(shape) * shape[shape.length - 2];
    }

    private static double fanOut(long... shape) {
        return shape.length == 0 ? 1 : shape.length <= 2 ? shape[0] : kernel(shape) * shape[shape.length - 1];
    }

    /** The size of a convolution's window. */
    private static double kernel(long... shape) {
        double size = 1;
        for (int dim = 0; dim < shape.length - 2; dim++) size *= shape[dim];
        return size;
    }
}
