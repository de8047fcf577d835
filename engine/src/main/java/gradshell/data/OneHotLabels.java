package gradshell.data;

import gradshell.Tensor;
import gradshell.Tensors;
import java.util.Arrays;
import java.util.List;

/**
 * Labels that take a number each; their one-hot columns are made when they are needed, such as batch by batch by a
 * {@link DataLoader}. Made by {@link Data#oneHotLabels}.
 */
public final class OneHotLabels {
    private final int[] rows;
    private final List<?> classes;

    OneHotLabels(int[] rows, List<?> classes) {
        this.rows = rows;
        this.classes = classes;
    }

    /** The number of labels. */
    public int size() {
        return rows.length;
    }

    /** The classes in the order of the rows. */
    public List<?> classes() {
        return classes;
    }

    /** The class of each label as its index, LONG {@code (n)}: what {@code embedding} takes. */
    public Tensor indices() {
        return Tensors.indices(Arrays.stream(rows).asLongStream().toArray());
    }

    /** The matrix {@code (classes, n)} whose columns are the one-hot vectors. */
    public Tensor toTensor() {
        float[] ones = new float[Math.multiplyExact(classes.size(), rows.length)];
        for (int i = 0; i < rows.length; i++) ones[rows[i] * rows.length + i] = 1;
        return Tensors.tensor(ones).reshape(classes.size(), rows.length);
    }

    OneHotLabels take(long[] order, int from, int to) {
        int[] picked = new int[to - from];
        for (int i = from; i < to; i++) picked[i - from] = rows[order == null ? i : (int) order[i]];
        return new OneHotLabels(picked, classes);
    }

    @Override
    public String toString() {
        return "OneHotLabels(" + rows.length + " labels, " + classes.size() + " classes)";
    }
}
