package gradshell.nn.norm;

import static gradshell.Gradshell.ignore;

import gradshell.Shapes;
import gradshell.Tensor;
import gradshell.Tensors;
import java.util.stream.IntStream;

/** What layers that normalise share. */
final class Normal {
    private Normal() {}

    /** The dimensions before that of the channels, and {@code more}. */
    static int[] spatialAnd(Tensor x, int... more) {
        return IntStream.concat(IntStream.range(0, x.rank() - 2), IntStream.of(more)).toArray();
    }

    /** Deviations from the mean over {@code dims} in units of the standard deviation, uncorrected. */
    static Tensor normalised(Tensor x, double epsilon, int... dims) {
        if (dims.length == 0) return x.times(0);
        Tensor deviation = x.minus(x.mean(dims).keepDims());
        return deviation.times(deviation.square().mean(dims).keepDims().plus(epsilon).rsqrt());
    }

    /** A number for each channel, so that it broadcasts over {@code (.., channels, batch)}. */
    static Tensor perChannel(Tensor numbers) {
        return numbers.unsqueeze(1);
    }

    /** Times {@code scale} and plus {@code bias}, one for each channel, unless they are null. */
    static Tensor affine(Tensor x, Tensor scale, Tensor bias) {
        return scale == null ? x : x.times(perChannel(scale)).plus(perChannel(bias));
    }

    static void checkChannels(String code, long channels, long... shape) {
        if (shape.length < 2 || shape[shape.length - 2] != channels)
            throw new IllegalArgumentException("%s: the input must be (.., %d, batch), but it has shape %s"
                    .formatted(code, channels, Shapes.text(shape)));
    }

    static void checkChannels(String name, long channels) {
        if (channels < 1) throw new IllegalArgumentException(name + ": there must be a channel at least");
    }

    /** Means and variances of channels, as they ran through the training. */
    record Running(Tensor mean, Tensor variance) {
        static Running of(long channels) {
            return new Running(Tensors.zeros(channels), Tensors.ones(channels));
        }

        /** Moves by {@code momentum} to those of {@code x} over {@code dims}; the variance is corrected for its {@code n} values. */
        void follow(Tensor x, double momentum, double n, int... dims) {
            ignore(() -> {
                Tensor m = x.mean(dims).keepDims();
                Tensor v = x.minus(m).square().mean(dims).keepDims().times(n / (n - 1));
                int[] others = IntStream.range(0, x.rank()).filter(d -> d != x.rank() - 2).toArray();
                mean.assign(mean.times(1 - momentum).plus(m.mean(others).times(momentum)));
                variance.assign(variance.times(1 - momentum).plus(v.mean(others).times(momentum)));
                return mean;
            });
        }

        Tensor normalised(Tensor x, double epsilon) {
            return x.minus(perChannel(mean)).times(perChannel(variance.plus(epsilon).rsqrt()));
        }
    }
}
