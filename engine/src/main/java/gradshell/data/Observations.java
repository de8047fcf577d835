package gradshell.data;

import gradshell.Tensor;
import java.util.Arrays;

/** Picks observations, the last dimension, out of tensors. */
final class Observations {
    private Observations() {}

    /** Those that stand from {@code from} until before {@code to} in {@code order}, or in the data where it is null. */
    static Batch take(Batch data, long[] order, int from, int to) {
        return new Batch(take(data.x(), order, from, to), take(data.y(), order, from, to));
    }

    static Tensor take(Tensor x, long[] order, int from, int to) {
        int last = x.rank() - 1;
        if (order == null) return x.slice(last, from, to);
        return x.take(last, Arrays.copyOfRange(order, from, to));
    }
}
