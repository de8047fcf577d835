package gradshell.nn;

import gradshell.Shapes;
import gradshell.Tensor;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Internal: what layers share that have a number for each place of the input's first dimensions. */
public final class Leading {
    private Leading() {}

    /** Refuses an input whose first dimensions are not those of {@code numbers}. */
    public static void check(String code, Tensor numbers, long... shape) {
        if (shape.length < numbers.rank() || !Arrays.equals(numbers.shape(), Arrays.copyOf(shape, numbers.rank())))
            throw new IllegalArgumentException("%s: the input's first dimensions must be %s, but it has shape %s"
                    .formatted(code, Shapes.text(numbers.shape()), Shapes.text(shape)));
    }

    /** {@code scale · x + bias}, element by element. */
    public static Tensor affine(Tensor x, Tensor scale, Tensor bias) {
        long[] stretched = new long[x.rank()];
        for (int d = 0; d < stretched.length; d++) stretched[d] = d < scale.rank() ? scale.size(d) : 1;
        return x.times(scale.reshape(stretched)).plus(bias.reshape(stretched));
    }

    /** A call with the sizes of {@code numbers} as its arguments. */
    public static String code(String name, Tensor numbers) {
        return Arrays.stream(numbers.shape()).mapToObj(Long::toString)
                .collect(Collectors.joining(", ", name + "(", ")"));
    }
}
