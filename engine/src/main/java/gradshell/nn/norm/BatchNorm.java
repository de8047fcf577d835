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
 * Normalises each channel over the batch and all places, then {@code activation(scale · x + bias)}: Ioffe and Szegedy 2015. In
 * training with the batch's mean and variance, which the running ones follow; else with the running ones.
 *
 * <p>Input {@code (.., channels, batch)}; scale, bias, running mean and variance {@code (channels)}. The running variance is
 * corrected, n / (n - 1); that which normalises is not.
 *
 * @param momentum how far the running values move to the batch's
 */
public record BatchNorm(Tensor scale, Tensor bias, @NotTrainable Tensor mean, @NotTrainable Tensor variance,
        Layer activation, double epsilon, double momentum, Mode mode) implements Coded, Mode.Switched {
    /** With scale 1 and bias 0. */
    public static BatchNorm of(long channels, Layer activation) {
        Normal.checkChannels("batchNorm", channels);
        return new BatchNorm(Tensors.ones(channels), Tensors.zeros(channels), Tensors.zeros(channels),
                Tensors.ones(channels), activation, 1e-5, 0.1, new Mode());
    }

    @Override
    public Tensor apply(Tensor x) {
        Normal.checkChannels(code(), mean.size(), x.shape());
        var running = new Normal.Running(mean, variance);
        if (!mode.isTraining())
            return activation.apply(Normal.affine(running.normalised(x, epsilon), scale, bias));
        int[] dims = Normal.spatialAnd(x, x.rank() - 1);
        double n = x.size() / (double) mean.size();
        if (n < 2)
            throw new IllegalArgumentException(code() + ": in training each channel needs two values at least, but the"
                    + " input has shape " + Shapes.text(x.shape()) + "; testMode(model) uses the running statistics");
        running.follow(x, momentum, n, dims);
        return activation.apply(Normal.affine(Normal.normalised(x, epsilon, dims), scale, bias));
    }

    @Override
    public long[] outputSize(long... shape) {
        Normal.checkChannels(code(), mean.size(), shape);
        return Models.outputSize(activation, shape);
    }

    @Override
    public String code() {
        return "batchNorm(" + mean.size() + ModelText.more(activation) + ")";
    }

    @Override
    public String toString() {
        return ModelText.of(this);
    }
}
