package gradshell.nn;

import static gradshell.Gradshell.ignore;

import gradshell.Tensor;
import gradshell.Tensors;

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
