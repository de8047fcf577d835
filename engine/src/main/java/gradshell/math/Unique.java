package gradshell.math;

import gradshell.Tensor;
import gradshell.Tensors;
import java.util.Arrays;
import java.util.HashMap;

/**
 * The different elements of a tensor, in the order in which they come first.
 *
 * @param values a vector; the derivative of each goes to the first of its kind
 * @param first for each where, counted through the rows, it comes first, LONG
 * @param inverse in the tensor's shape, which of the values each element is, LONG
 * @param counts how often each comes, LONG
 */
public record Unique(Tensor values, Tensor first, Tensor inverse, Tensor counts) {
    static Unique of(Tensor x) {
        var flat = x.flatten();
        // what is chosen depends on the numbers, what comes out of the choice does not
        var numbers = Matrix.numbers(flat);
        var known = new HashMap<Double, Integer>();
        var first = new long[numbers.length];
        var inverse = new long[numbers.length];
        var counts = new long[numbers.length];
        for (var i = 0; i < numbers.length; i++) {
            // 0.0 for -0.0, too
            var which = known.putIfAbsent(numbers[i] + 0.0, known.size());
            if (which == null) {
                which = known.size() - 1;
                first[which] = i;
            }
            inverse[i] = which;
            counts[which]++;
        }
        var places = Arrays.copyOf(first, known.size());
        return new Unique(flat.take(0, places), Tensors.indices(places), Tensors.indices(inverse).reshape(x.shape()),
                Tensors.indices(Arrays.copyOf(counts, known.size())));
    }
}
