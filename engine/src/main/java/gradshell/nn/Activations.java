package gradshell.nn;

import static gradshell.Gradshell.ignore;
import static gradshell.Tensors.where;

import gradshell.DoubleFn;
import gradshell.Tensor;
import gradshell.Tensors;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Activation functions. Each one is a field, to be given to a layer or put into a chain, and a method, to be called:
 * {@code dense(3, 2, relu)} and {@code relu(x)}. They act elementwise and keep shape and type, but for
 * {@link #softmax} and {@link #logSoftmax}, which act along dimension 0. A NaN stays a NaN.
 *
 * <p>Each form is chosen so that neither the value nor the gradient overflows where the function itself doesn't.
 */
public final class Activations {
    private static final double SELU_SCALE = 1.0507009873554805;
    private static final double SELU_ALPHA = 1.6732632423543772;

    /** {@code x}: no activation. */
    public static final Activation identity = new Activation("identity", x -> x);
    /** {@link #sigmoid(Tensor)} as a layer. */
    public static final Activation sigmoid = new Activation("sigmoid", Tensor::sigmoid);
    /** {@link #hardSigmoid(Tensor)} as a layer. */
    public static final Activation hardSigmoid = new Activation("hardSigmoid", Activations::hardSigmoid);
    /** {@link #logSigmoid(Tensor)} as a layer. */
    public static final Activation logSigmoid = new Activation("logSigmoid", Activations::logSigmoid);
    /** {@link #tanh(Tensor)} as a layer. */
    public static final Activation tanh = new Activation("tanh", Tensor::tanh);
    /** {@link #hardTanh(Tensor)} as a layer. */
    public static final Activation hardTanh = new Activation("hardTanh", Activations::hardTanh);
    /** {@link #tanhShrink(Tensor)} as a layer. */
    public static final Activation tanhShrink = new Activation("tanhShrink", Activations::tanhShrink);
    /** {@link #relu(Tensor)} as a layer. */
    public static final Activation relu = new Activation("relu", Tensor::relu);
    /** {@link #relu6(Tensor)} as a layer. */
    public static final Activation relu6 = new Activation("relu6", Activations::relu6);
    /** {@link #leakyRelu(Tensor)} as a layer. */
    public static final Activation leakyRelu = new Activation("leakyRelu", x -> leakyRelu(x));
    /** {@link #rrelu(Tensor)} as a layer. */
    public static final Activation rrelu = new Activation("rrelu", Activations::rrelu);
    /** {@link #trelu(Tensor)} as a layer. */
    public static final Activation trelu = new Activation("trelu", Activations::trelu);
    /** {@link #elu(Tensor)} as a layer. */
    public static final Activation elu = new Activation("elu", x -> elu(x));
    /** {@link #celu(Tensor)} as a layer. */
    public static final Activation celu = new Activation("celu", x -> celu(x));
    /** {@link #selu(Tensor)} as a layer. */
    public static final Activation selu = new Activation("selu", Activations::selu);
    /** {@link #gelu(Tensor)} as a layer. */
    public static final Activation gelu = new Activation("gelu", Activations::gelu);
    /** {@link #geluErf(Tensor)} as a layer. */
    public static final Activation geluErf = new Activation("geluErf", Activations::geluErf);
    /** {@link #geluSigmoid(Tensor)} as a layer. */
    public static final Activation geluSigmoid = new Activation("geluSigmoid", Activations::geluSigmoid);
    /** {@link #swish(Tensor)} as a layer. */
    public static final Activation swish = new Activation("swish", Activations::swish);
    /** {@link #hardSwish(Tensor)} as a layer. */
    public static final Activation hardSwish = new Activation("hardSwish", Activations::hardSwish);
    /** {@link #softplus(Tensor)} as a layer. */
    public static final Activation softplus = new Activation("softplus", Tensor::softplus);
    /** {@link #softsign(Tensor)} as a layer. */
    public static final Activation softsign = new Activation("softsign", Activations::softsign);
    /** {@link #softShrink(Tensor)} as a layer. */
    public static final Activation softShrink = new Activation("softShrink", Activations::softShrink);
    /** {@link #logCosh(Tensor)} as a layer. */
    public static final Activation logCosh = new Activation("logCosh", Activations::logCosh);
    /** {@link #mish(Tensor)} as a layer. */
    public static final Activation mish = new Activation("mish", Activations::mish);
    /** {@link #lisht(Tensor)} as a layer. */
    public static final Activation lisht = new Activation("lisht", Activations::lisht);
    /** {@link #softmax(Tensor)} as a layer. */
    public static final Activation softmax = new Activation("softmax", Activations::softmax);
    /** {@link #logSoftmax(Tensor)} as a layer. */
    public static final Activation logSoftmax = new Activation("logSoftmax", Activations::logSoftmax);

    private Activations() {}

    /** Whether it is one of these, which keep the shape. */
    static boolean keepsShape(Activation activation) {
        return Known.ALL.contains(activation);
    }

    /** Found when it is first asked for. */
    private static final class Known {
        static final Set<Object> ALL = Arrays.stream(Activations.class.getFields()).map(Known::value)
                .collect(Collectors.toSet());

        private static Object value(Field field) {
            try {
                return field.get(null);
            } catch (IllegalAccessException impossible) {
                throw new AssertionError("the field is public", impossible);
            }
        }
    }

    /**
     * Any function of a number as an activation, {@code dense(3, 2, elementwise(x -> x * Math.tanh(x)))}; its derivative comes
     * from its code.
     */
    public static Activation elementwise(DoubleFn f) {
        return new Activation("elementwise(" + ModelText.lambda(f) + ")", x -> x.map(f));
    }

    /** {@code x}. */
    public static Tensor identity(Tensor x) {
        return x;
    }

    /** {@code 1 / (1 + exp(-x))}. */
    public static Tensor sigmoid(Tensor x) {
        return x.sigmoid();
    }

    /** {@code clamp(x / 6 + 1 / 2, 0, 1)}; derivative 0 at the corners. */
    public static Tensor hardSigmoid(Tensor x) {
        return bounded(x.plus(3).div(6), 0, 1);
    }

    /** {@code log(sigmoid(x))}, exact far below 0 too. */
    public static Tensor logSigmoid(Tensor x) {
        return softplus(x.unaryMinus()).unaryMinus();
    }

    /** The hyperbolic tangent. */
    public static Tensor tanh(Tensor x) {
        return x.tanh();
    }

    /** {@code clamp(x, -1, 1)}; derivative 0 at the corners. */
    public static Tensor hardTanh(Tensor x) {
        return bounded(x, -1, 1);
    }

    /** {@code x - tanh(x)}. */
    public static Tensor tanhShrink(Tensor x) {
        return x.minus(x.tanh());
    }

    /** {@code max(x, 0)}; derivative 0 at 0. */
    public static Tensor relu(Tensor x) {
        return x.relu();
    }

    /** {@code clamp(x, 0, 6)}; derivative 0 at the corners. */
    public static Tensor relu6(Tensor x) {
        return bounded(x, 0, 6);
    }

    /** {@code x} above 0, {@code 0.01 x} from 0 down. */
    public static Tensor leakyRelu(Tensor x) {
        return leakyRelu(x, 0.01);
    }

    /** {@code x} above 0, {@code slope * x} from 0 down. */
    public static Tensor leakyRelu(Tensor x, double slope) {
        return where(x.gt(0), x, x.times(slope));
    }

    /** {@link #leakyRelu(Tensor, double)} as a layer. */
    public static Activation leakyRelu(double slope) {
        return new Activation("leakyRelu(" + slope + ")", x -> leakyRelu(x, slope));
    }

    /** {@code x} above 0, from there down {@code x} times a slope drawn for each element between 1/8 and 1/3. */
    public static Tensor rrelu(Tensor x) {
        Tensor slope = ignore(() -> Tensors.rand(x.dataType(), x.shape()).times(1.0 / 3 - 1.0 / 8).plus(1.0 / 8));
        return where(x.gt(0), x, x.times(slope));
    }

    /** {@code x} above 1, else 0. */
    public static Tensor trelu(Tensor x) {
        return where(x.le(1), 0, x);
    }

    /** {@code x} from 0 up, {@code exp(x) - 1} below. */
    public static Tensor elu(Tensor x) {
        return elu(x, 1);
    }

    /** {@code x} from 0 up, {@code alpha (exp(x) - 1)} below. */
    public static Tensor elu(Tensor x, double alpha) {
        return where(x.ge(0), x, expm1Below0(x).times(alpha));
    }

    /** {@link #elu(Tensor, double)} as a layer. */
    public static Activation elu(double alpha) {
        return new Activation("elu(" + alpha + ")", x -> elu(x, alpha));
    }

    /** {@code x} from 0 up, {@code exp(x) - 1} below. */
    public static Tensor celu(Tensor x) {
        return celu(x, 1);
    }

    /** {@code x} from 0 up, {@code alpha (exp(x / alpha) - 1)} below. */
    public static Tensor celu(Tensor x, double alpha) {
        return where(x.ge(0), x, expm1Below0(x.div(alpha)).times(alpha));
    }

    /** {@link #celu(Tensor, double)} as a layer. */
    public static Activation celu(double alpha) {
        return new Activation("celu(" + alpha + ")", x -> celu(x, alpha));
    }

    /** {@code 1.0507 x} above 0, {@code 1.0507 · 1.6733 (exp(x) - 1)} below: keeps mean 0 and variance 1 through layers. */
    public static Tensor selu(Tensor x) {
        return where(x.gt(0), x, expm1Below0(x).times(SELU_ALPHA)).times(SELU_SCALE);
    }

    /** {@code x Φ(x)} with the normal distribution's Φ by its usual tanh approximation. */
    public static Tensor gelu(Tensor x) {
        // x sigmoid(2u) is x (1 + tanh(u)) / 2 without the cancellation far below 0
        Tensor u = x.square().times(0.044715).plus(1).times(x);
        return x.times(u.times(2 * Math.sqrt(2 / Math.PI)).sigmoid());
    }

    /** {@code x Φ(x)} with the normal distribution's Φ by the error function. */
    public static Tensor geluErf(Tensor x) {
        return x.times(x.div(Math.sqrt(2)).erf().plus(1)).times(0.5);
    }

    /** {@code x sigmoid(1.702 x)}, the coarser approximation of {@link #geluErf}. */
    public static Tensor geluSigmoid(Tensor x) {
        return x.times(x.times(1.702).sigmoid());
    }

    /** {@code x sigmoid(x)}. */
    public static Tensor swish(Tensor x) {
        return x.times(x.sigmoid());
    }

    /** {@code x hardSigmoid(x)}. */
    public static Tensor hardSwish(Tensor x) {
        return x.times(hardSigmoid(x));
    }

    /** {@code log(1 + exp(x))}. */
    public static Tensor softplus(Tensor x) {
        return x.softplus();
    }

    /** {@code x / (1 + |x|)}. */
    public static Tensor softsign(Tensor x) {
        return x.div(x.abs().plus(1));
    }

    /** {@code x} moved towards 0 by 0.5, and 0 when it is nearer than that. */
    public static Tensor softShrink(Tensor x) {
        return softShrink(x, 0.5);
    }

    /** {@code x} moved towards 0 by {@code lambda}, and 0 when it is nearer than that. */
    public static Tensor softShrink(Tensor x, double lambda) {
        return x.minus(lambda).relu().minus(x.unaryMinus().minus(lambda).relu());
    }

    /** {@code log(cosh(x))}. */
    public static Tensor logCosh(Tensor x) {
        return x.plus(softplus(x.times(-2))).minus(Math.log(2));
    }

    /** {@code x tanh(softplus(x))}. */
    public static Tensor mish(Tensor x) {
        return x.times(softplus(x).tanh());
    }

    /** {@code x tanh(x)}. */
    public static Tensor lisht(Tensor x) {
        return x.times(x.tanh());
    }

    /** Along dimension 0, the features: positive and with sum 1. */
    public static Tensor softmax(Tensor x) {
        return x.softmax(0);
    }

    /** The logarithm of {@link #softmax(Tensor)}, finite where that underflows. */
    public static Tensor logSoftmax(Tensor x) {
        return x.logSoftmax(0);
    }

    /** {@code expm1(min(x, 0))}: as the arm of a choice it must not overflow where it isn't chosen. */
    private static Tensor expm1Below0(Tensor x) {
        return x.minimum(0).expm1();
    }

    /** Clamped, with derivative 0 at the bounds themselves, as the rules for kinks say. */
    private static Tensor bounded(Tensor x, double low, double high) {
        return where(x.le(low), low, where(x.ge(high), high, x));
    }
}
