package gradshell.nn.norm;

import gradshell.Layer;
import gradshell.NotTrainable;
import gradshell.Shapes;
import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.nn.Coded;
import gradshell.nn.ModelText;
import gradshell.nn.Models;

/**
 * Normalises each channel of each sample over its places. As in Flux it has neither scale and bias nor running statistics, unless
 * it is made {@link #affine} or {@link #tracking}: then the running ones are used outside of training.
 *
 * <p>Input {@code (spatial.., channels, batch)}; scale and bias, mean and variance {@code (channels)} or null.
 */
public record InstanceNorm(long channels, Tensor scale, Tensor bias, @NotTrainable Tensor mean,
        @NotTrainable Tensor variance, Layer activation, double epsilon, double momentum, Mode mode)
        implements
            Coded,
            Mode.Switched {
    /** Without scale, bias and running statistics. */
    public static InstanceNorm of(long channels, Layer activation) {
        Normal.checkChannels("instanceNorm", channels);
        return new InstanceNorm(channels, null, null, null, null, activation, 1e-5, 0.1, new Mode());
    }

    /** The same with a scale, 1 at first, and a bias, 0 at first. */
    public InstanceNorm affine() {
        return new InstanceNorm(channels, Tensors.ones(channels), Tensors.zeros(channels), mean, variance, activation,
                epsilon, momentum, new Mode());
    }

    /** The same with running statistics. */
    public InstanceNorm tracking() {
        return new InstanceNorm(channels, scale, bias, Tensors.zeros(channels), Tensors.ones(channels), activation,
                epsilon, momentum, new Mode());
    }

    @Override
    public Tensor apply(Tensor x) {
        check(x.shape());
        int[] dims = Normal.spatialAnd(x);
        if (mean != null) {
            var running = new Normal.Running(mean, variance);
            if (!mode.isTraining())
                return activation.apply(Normal.affine(running.normalised(x, epsilon), scale, bias));
            double n = x.size() / (double) Math.max(1, channels * x.size(x.rank() - 1));
            running.follow(x, momentum, n, dims);
        }
        return activation.apply(Normal.affine(Normal.normalised(x, epsilon, dims), scale, bias));
    }

    @Override
    public long[] outputSize(long... shape) {
        check(shape);
        return Models.outputSize(activation, shape);
    }

    private void check(long... shape) {
        Normal.checkChannels(code(), channels, shape);
        if (shape.length < 3)
            throw new IllegalArgumentException(code() + ": the input needs a spatial dimension before the channels, but"
                    + " it has shape " + Shapes.text(shape));
    }

    @Override
    public String code() {
        return "instanceNorm(" + channels + ModelText.more(activation) + ")" + (scale == null ? "" : ".affine()")
                + (mean == null ? "" : ".tracking()");
    }

    @Override
    public String toString() {
        return ModelText.of(this);
    }
}
