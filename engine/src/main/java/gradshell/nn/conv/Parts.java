package gradshell.nn.conv;

import gradshell.Layer;
import gradshell.Shapes;
import gradshell.Tensor;
import gradshell.Window;
import gradshell.nn.Activations;
import gradshell.nn.Initializer;
import gradshell.nn.ModelText;
import java.util.Arrays;

/** What convolutions and their transposes share. */
final class Parts {
    private Parts() {}

    /** That weight and bias fit to the window; the bias has the channels that the weight has {@code last} from its end. */
    static void check(String name, Window window, Tensor weight, Tensor bias, int last) {
        int rank = window.rank();
        boolean fits = weight.rank() == rank + 2 && Arrays.equals(window.size(), Arrays.copyOf(weight.shape(), rank));
        if (!fits)
            throw new IllegalArgumentException(
                    "%s: the weight of %s must be (size.., channels, channels), but it has the shape %s".formatted(name,
                            window, Shapes.text(weight.shape())));
        long out = weight.size(rank + 2 - last) * (last == 1 ? 1 : window.groups());
        if (weight.size(rank + 1) % window.groups() != 0)
            throw new IllegalArgumentException(
                    "%s: %d groups must divide the channels, but there are %d".formatted(name,
                            window.groups(), weight.size(rank + 1)));
        if (bias != null && (bias.rank() != 1 || bias.size(0) != out))
            throw new IllegalArgumentException("%s: the bias must be (%d), but it has the shape %s".formatted(name, out,
                    Shapes.text(bias.shape())));
    }

    static String mismatch(String code, Window window, long in, long... shape) {
        return "%s: the input must be (%s%d, batch), but it has shape %s%s".formatted(code,
                "size, ".repeat(window.rank()), in, Shapes.text(shape),
                shape.length == window.rank() + 1
                        ? "; x.unsqueeze(" + shape.length + ") makes a batch of one sample"
                        : "");
    }

    static String code(String name, Window window, long in, long out, Layer activation, boolean withoutBias) {
        return name + "(" + window + ", " + in + ", " + out
                + (activation == Activations.identity ? "" : ", " + ModelText.code(activation)) + ")"
                + (withoutBias ? ".withoutBias()" : "");
    }

    /** A weight {@code (size.., in / groups, out)}. */
    static Tensor kernel(String name, Window window, long in, long out, Initializer weights) {
        if (in < 1 || out < 1 || in % window.groups() != 0 || out % window.groups() != 0)
            throw new IllegalArgumentException(
                    "%s(%s, %d, %d): both numbers of channels must be at least 1%s".formatted(
                            name, window, in, out,
                            window.groups() == 1 ? "" : " and multiples of " + window.groups() + ", the groups"));
        long[] shape = Arrays.copyOf(window.size(), window.rank() + 2);
        shape[window.rank()] = in / window.groups();
        shape[window.rank() + 1] = out;
        return weights.make(shape);
    }
}
