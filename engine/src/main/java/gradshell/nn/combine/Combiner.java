package gradshell.nn.combine;

import gradshell.Fn2;
import gradshell.Tensor;
import java.io.Serializable;
import java.util.Arrays;

/** Makes one tensor of the outputs of several layers: {@code ys -> cat(0, ys)}. */
@FunctionalInterface
public interface Combiner extends Serializable {
    /** What becomes of the outputs. */
    Tensor of(Tensor... outputs);

    /** Of a function of two, from the left: {@code Combiner.of((a, b) -> a.plus(b))}. */
    static Combiner of(Fn2<Tensor, Tensor, Tensor> two) {
        return outputs -> Arrays.stream(outputs).reduce(two::apply).orElseThrow();
    }
}
