package gradshell;

import gradshell.array.Kernels;
import gradshell.array.Update;
import java.util.Arrays;

/** Changes tensors where they lie, as {@link Tensor#assign} does, but many in one pass. Internal; public for the optimizers. */
public final class InPlace {
    private InPlace() {}

    /** Runs {@code update} over the numbers of {@code changed}, and of {@code constant}, which it only reads. */
    public static void update(Update update, Tensor constant, Tensor... changed) {
        Kernels.update(update, constant.array,
                Arrays.stream(changed).map(x -> x.array).toArray(gradshell.array.Array[]::new));
    }
}
