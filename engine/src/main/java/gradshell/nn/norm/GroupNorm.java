package gradshell.nn.norm;

import gradshell.Layer;
import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.nn.Coded;
import gradshell.nn.ModelText;
import gradshell.nn.Models;
import java.util.stream.IntStream;

/**
 * Normalises each group of neighbouring channels of each sample, then {@code activation(scale · x + bias)}: Wu and He 2018.
 *
 * <p>Input {@code (spatial.., channels, batch)}; scale and bias {@code (channels)}.
 */
public record GroupNorm(Tensor scale, Tensor bias, int groups, Layer activation, double epsilon) implements Coded {
    /** With scale 1 and bias 0. */
    public static GroupNorm of(long channels, int groups, Layer activation) {
        Normal.checkChannels("groupNorm", channels);
        if (groups < 1 || channels % groups != 0)
            throw new IllegalArgumentException(
                    "groupNorm(%d, %d): the groups must divide the channels".formatted(channels, groups));
        return new GroupNorm(Tensors.ones(channels), Tensors.zeros(channels), groups, activation, 1e-5);
    }

    @Override
    public Tensor apply(Tensor x) {
        long channels = scale.size();
        Normal.checkChannels(code(), channels, x.shape());
        int at = x.rank() - 2;
        long[] apart = new long[x.rank() + 1];
        for (int d = 0; d < apart.length; d++) apart[d] = d <= at ? x.size(d) : x.size(d - 1);
        apart[at] = groups;
        apart[at + 1] = channels / groups;
        int[] dims = IntStream.range(0, apart.length - 1).filter(d -> d != at).toArray();
        Tensor y = Normal.normalised(x.reshape(apart), epsilon, dims).reshape(x.shape());
        return activation.apply(Normal.affine(y, scale, bias));
    }

    @Override
    public long[] outputSize(long... shape) {
        Normal.checkChannels(code(), scale.size(), shape);
        return Models.outputSize(activation, shape);
    }

    @Override
    public String code() {
        return "groupNorm(" + scale.size() + ", " + groups + ModelText.more(activation) + ")";
    }

    @Override
    public String toString() {
        return ModelText.of(this);
    }
}
