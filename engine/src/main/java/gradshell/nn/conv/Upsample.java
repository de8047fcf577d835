package gradshell.nn.conv;

import gradshell.Shapes;
import gradshell.Tensor;
import gradshell.Tensors;
import gradshell.nn.Coded;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Enlarges the spatial dimensions of {@code (spatial.., channels, batch)}, by factors or to sizes, the nearest element or linearly
 * between neighbours; then the outermost elements stay at the corners, as in Flux.
 */
@SuppressWarnings("ArrayRecordComponent") // a copy, and given to no one who would change it
public record Upsample(boolean linear, boolean factors, long... numbers) implements Coded {
    /** Checks the numbers. */
    public Upsample {
        if (numbers.length == 0 || Arrays.stream(numbers).anyMatch(n -> n < 1))
            throw new IllegalArgumentException(
                    "upsample: factors and sizes must be at least 1, got " + Shapes.text(numbers));
        numbers = numbers.clone();
    }

    /** The same linearly between neighbours: in two dimensions what is called bilinear, in three trilinear. */
    public Upsample asLinear() {
        return new Upsample(true, factors, numbers);
    }

    @Override
    public Tensor apply(Tensor x) {
        long[] out = outputSize(x.shape());
        Tensor y = x;
        for (int d = 0; d < x.rank() - 2; d++) y = along(y, d, out[d]);
        return y;
    }

    @Override
    public long[] outputSize(long... shape) {
        int rank = shape.length - 2;
        if (rank < 1 || (numbers.length != rank && numbers.length != 1))
            throw new IllegalArgumentException("%s: the input must be (%schannels, batch), but it has shape %s"
                    .formatted(code(), "size, ".repeat(numbers.length), Shapes.text(shape)));
        long[] out = shape.clone();
        for (int d = 0; d < rank; d++) {
            long number = numbers[numbers.length == 1 ? 0 : d];
            out[d] = factors ? number * shape[d] : number;
        }
        return out;
    }

    private Tensor along(Tensor x, int dim, long out) {
        long[] shape = x.shape();
        long in = shape[dim];
        long before = 1;
        for (int d = 0; d < dim; d++) before *= shape[d];
        Tensor lines = x.reshape(before, in, x.size() / Math.max(1, before * in));
        shape[dim] = out;
        return Tensors.tensor(x.dataType(), weights(in, out)).matmul(lines).reshape(shape);
    }

    /** What each new element takes of each old one. */
    private double[][] weights(long in, long out) {
        double[][] weights = new double[(int) out][(int) in];
        for (int i = 0; i < out; i++) {
            if (linear) {
                double at = out == 1 ? 0 : (double) i * (in - 1) / (out - 1);
                int low = (int) Math.min((long) at, Math.max(0, in - 2));
                weights[i][low] += 1 - (at - low);
                if (low + 1 < in) weights[i][low + 1] += at - low;
            } else {
                weights[i][(int) (i * in / out)] = 1;
            }
        }
        return weights;
    }

    @Override
    public String code() {
        String all = Arrays.stream(numbers).mapToObj(Long::toString).collect(Collectors.joining(", "));
        return (factors ? "upsample(" : "upsampleTo(") + all + ")" + (linear ? ".asLinear()" : "");
    }

    @Override
    public String toString() {
        return code();
    }

    /**
     * Makes places of channels: {@code (spatial.., channels · factor^n, batch)} gives {@code (spatial · factor.., channels, batch)} in n
     * dimensions, Shi et al. 2016; of a channel's parts the first spatial dimension's change fastest.
     */
    public record PixelShuffle(int factor) implements Coded {
        @Override
        public Tensor apply(Tensor x) {
            int rank = x.rank() - 2;
            long[] shape = outputSize(x.shape());
            long[] apart = new long[2 * rank + 2];
            int[] order = new int[2 * rank + 2];
            for (int d = 0; d < rank; d++) {
                apart[d] = x.size(d);
                apart[2 * rank - d] = factor;
                order[2 * d] = d;
                order[2 * d + 1] = 2 * rank - d;
            }
            apart[rank] = shape[rank];
            order[2 * rank] = rank;
            apart[2 * rank + 1] = x.size(rank + 1);
            order[2 * rank + 1] = 2 * rank + 1;
            return x.reshape(apart).permute(order).reshape(shape);
        }

        @Override
        public long[] outputSize(long... shape) {
            int rank = shape.length - 2;
            long each = Math.round(Math.pow(factor, Math.max(0, rank)));
            if (rank < 1 || shape[rank] % each != 0)
                throw new IllegalArgumentException(
                        "%s: the channels before the last dimension must be a multiple of %d,"
                                .formatted(code(), each) + " but the input has shape " + Shapes.text(shape));
            long[] out = shape.clone();
            for (int d = 0; d < rank; d++) out[d] = shape[d] * factor;
            out[rank] = shape[rank] / each;
            return out;
        }

        @Override
        public String code() {
            return "pixelShuffle(" + factor + ")";
        }

        @Override
        public String toString() {
            return code();
        }
    }
}
