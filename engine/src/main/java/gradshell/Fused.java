package gradshell;

import gradshell.array.Array;
import gradshell.array.Kernels;
import gradshell.array.Kernels.Binary;
import gradshell.array.Kernels.Unary;
import gradshell.array.Linalg;
import gradshell.array.Scope;
import gradshell.tape.Recorder;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Layers and losses in one step instead of several: one result, one or two records. Values and derivatives are those of the
 * operations they stand for. Internal; public for the layers.
 */
public final class Fused {
    private Fused() {}

    /** What happens to a layer's result in place; its derivative can be had from what comes out. */
    @SuppressWarnings("ImmutableEnumChecker") // the rules have no state
    public enum Last {
        /** Nothing. */
        NONE(null, null),
        /** {@link Tensor#relu}. */
        RELU(Unary.RELU, (dy, y) -> Elementwise.back(Binary.RELU_BACK, dy, y, () -> Rules.masked(dy, y.gt(0)))),
        /** {@link Tensor#tanh}. */
        TANH(Unary.TANH, (dy, y) -> Elementwise.TANH.local().back(dy, null, y)),
        /** {@link Tensor#sigmoid}. */
        SIGMOID(Unary.SIGMOID, (dy, y) -> Elementwise.SIGMOID.local().back(dy, null, y));

        private final Unary kernel;
        private final Rules.OfResult rule;

        Last(Unary kernel, Rules.OfResult rule) {
            this.kernel = kernel;
            this.rule = rule;
        }
    }

    /**
     * {@code weight (out, in) · x + bias (out)}, and {@code last} of it; {@code x} is {@code (in)} or {@code (in, batch)}, and
     * {@code bias} may be null.
     */
    public static Tensor dense(Tensor weight, Tensor x, Tensor bias, Last last) {
        boolean alike = bias != null && weight.isDifferentiable() && weight.dataType() == x.dataType()
                && weight.dataType() == bias.dataType();
        return alike ? affine(weight, x, bias, last) : oneByOne(weight, x, bias, last);
    }

    private static Tensor oneByOne(Tensor weight, Tensor x, Tensor bias, Last last) {
        var product = weight.matmul(x);
        var z = bias == null ? product : product.plus(x.rank() == 1 ? bias : bias.unsqueeze(1));
        return switch (last) {
            case NONE -> z;
            case RELU -> z.relu();
            case TANH -> z.tanh();
            case SIGMOID -> z.sigmoid();
        };
    }

    /** The rule of what is last needs but its result, and that of the affine map none: both have the one array. */
    private static Tensor affine(Tensor weight, Tensor x, Tensor bias, Last last) {
        var y = Linalg.affine(weight.array, x.array, bias.array, last.kernel);
        var z = Rules.record("dense", y, true, (dy, i) -> switch (i) {
            case 0 -> x.rank() == 1
                    ? dy.unsqueeze(1).matmul(x.unsqueeze(0))
                    : dy.matmul(x.t());
            case 1 -> weight.t().matmul(dy);
            default -> x.rank() == 1 ? dy : dy.sum(1);
        }, weight, x, bias);
        return last == Last.NONE
                ? z
                : Rules.nonlinear(last.kernel.name().toLowerCase(Locale.ROOT), y, z,
                        (dy, _, out) -> last.rule.back(dy, out));
    }

    /** Whether the losses here take the two: of one floating type and one shape, and not empty. */
    private static boolean fits(Tensor yHat, Tensor y) {
        return yHat.isDifferentiable() && yHat.dataType() == y.dataType() && yHat.size() > 0
                && Arrays.equals(yHat.shape(), y.shape());
    }

    /** Mean of {@code (yHat - y)²}. */
    public static Tensor mse(Tensor yHat, Tensor y) {
        if (!fits(yHat, y)) return yHat.minus(y).square().mean();
        double n = yHat.size();
        Array difference = Kernels.binary(Binary.SUB, yHat.array, y.array);
        var loss = Rules.record("mse", mean(() -> Kernels.unary(Unary.SQUARE, difference), n), true, (dy, i) -> {
            double factor = (i == 0 ? 2 : -2) / n;
            return Recorder.idle()
                    ? new Tensor(Kernels.binary(Binary.MUL, difference, dy.array.item() * factor))
                    : yHat.minus(y).times(dy.times(factor));
        }, yHat, y);
        loss.keptShape = Shapes.kept(yHat.shape(), Shapes.all(yHat.rank()));
        return loss;
    }

    /** Mean over the samples of {@code -Σ y logSoftmax(yHat)} along dimension 0. */
    public static Tensor logitCrossEntropy(Tensor yHat, Tensor y) {
        if (!fits(yHat, y) || yHat.rank() == 0) {
            var terms = y.times(yHat.logSoftmax(0));
            return (terms.rank() == 0 ? terms : terms.sum(0).mean()).unaryMinus();
        }
        double n = -(double) yHat.size() / yHat.size(0);
        Array logs = Kernels.softmax(yHat.array, 0, true);
        return Rules.record("logitCrossEntropy", mean(() -> Kernels.binary(Binary.MUL, logs, y.array), n), true,
                (dy, i) -> {
                    if (!Recorder.idle()) {
                        var dLogs = dy.div(n);
                        return i == 1
                                ? yHat.logSoftmax(0).times(dLogs)
                                : y.minus(yHat.softmax(0).times(y.sum(0).keepDims())).times(dLogs);
                    }
                    Array dLogs = Kernels.binary(Binary.MUL, i == 1 ? logs : y.array, dy.array.item() / n);
                    return new Tensor(i == 1 ? dLogs : Kernels.softmaxBack(logs, dLogs, 0, true));
                }, yHat, y);
    }

    /** Mean of {@code (1 - y) yHat - logSigmoid(yHat)}. */
    public static Tensor logitBinaryCrossEntropy(Tensor yHat, Tensor y) {
        if (!fits(yHat, y)) {
            var no = y.unaryMinus().plus(1).times(yHat);
            return no.plus(yHat.unaryMinus().softplus()).mean();
        }
        double n = yHat.size();
        var loss = Rules.record("logitBinaryCrossEntropy", mean(() -> Kernels.binary(Binary.ADD,
                Kernels.binary(Binary.MUL, Kernels.binary(Binary.SUB, 1, y.array), yHat.array),
                Kernels.unary(Unary.SOFTPLUS, Kernels.unary(Unary.NEG, yHat.array))), n), true, (dy, i) -> {
                    var factor = dy.div(n);
                    return i == 0 ? yHat.sigmoid().minus(y).times(factor) : yHat.times(factor).unaryMinus();
                }, yHat, y);
        loss.keptShape = Shapes.kept(yHat.shape(), Shapes.all(yHat.rank()));
        return loss;
    }

    private static Array mean(Supplier<Array> terms, double n) {
        return Scope.only(() -> {
            Array sum = Kernels.reduce(Kernels.Reduction.SUM, terms.get());
            return Array.full(sum.type(), sum.item() / n);
        });
    }
}
