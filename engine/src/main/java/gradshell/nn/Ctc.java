package gradshell.nn;

import static gradshell.Tensors.where;

import gradshell.DataType;
import gradshell.Shapes;
import gradshell.Tensor;
import gradshell.Tensors;
import java.util.Arrays;

/**
 * Connectionist temporal classification: the probability of a row of labels, over all ways to stretch it over the time with
 * repeats and blanks between (Graves et al. 2006, the forward variables α, as logarithms).
 *
 * <p>The states of a row of n labels are blank, label, blank, ..., label, blank: 2n + 1. All samples of a batch go through
 * the time together; a shorter row ends in an earlier state.
 */
final class Ctc {
    /** Stands for the logarithm of 0: no sum of others comes near it, and unlike -∞ it has differences. */
    private static final double NEVER = -1e30;
    /** Fills up a row of labels. */
    private static final long NONE = -1;

    private final long[][] labels;
    private final int classes;
    private final int states;

    private Ctc(long[][] labels, int classes) {
        this.labels = labels;
        this.classes = classes;
        states = 2 * Arrays.stream(labels).mapToInt(row -> row.length).max().orElse(0) + 1;
    }

    /** The loss of each sample: {@code (batch)} for {@code yHat (classes, time, batch)}, a scalar without a batch. */
    static Tensor losses(Tensor yHat, Tensor y) {
        boolean one = yHat.rank() == 2;
        if (yHat.rank() < 2 || yHat.rank() > 3 || y.rank() != yHat.rank() - 1
                || (!one && y.size(1) != yHat.size(2)) || yHat.size() == 0)
            throw new IllegalArgumentException(
                    "ctc: a prediction (classes, time, batch) and labels (count, batch) are needed, or both without the batch, but they have the shapes "
                            + Shapes.text(yHat.shape()) + " and " + Shapes.text(y.shape()));
        if (one) return losses(yHat.unsqueeze(2), y.unsqueeze(1)).reshape();
        int classes = (int) yHat.size(0);
        Tensor columns = y.t();
        long[][] labels = new long[(int) y.size(1)][];
        for (int b = 0; b < labels.length; b++)
            labels[b] = labels(columns.select(0, b).toDoubleArray(), classes, yHat.size(1), b);
        return new Ctc(labels, classes).losses(yHat.logSoftmax(0));
    }

    private static long[] labels(double[] row, int classes, long time, int sample) {
        int count = row.length;
        while (count > 0 && row[count - 1] == NONE) count--;
        long[] labels = new long[count];
        long needed = count;
        for (int i = 0; i < count; i++) {
            labels[i] = (long) row[i];
            if (labels[i] != row[i] || labels[i] < 0 || labels[i] > classes - 2)
                throw new IllegalArgumentException("ctc: " + row[i] + " in sample " + sample + " is no label; of "
                        + classes + " classes the last is the blank, so labels go from 0 to " + (classes - 2)
                        + ", and -1 fills up the end of a shorter row");
            if (i > 0 && labels[i] == labels[i - 1]) needed++;
        }
        if (needed > time)
            throw new IllegalArgumentException("ctc: the " + count + " labels of sample " + sample + " need "
                    + needed + " steps, with a blank between equal ones, but the prediction has " + time);
        return labels;
    }

    private Tensor losses(Tensor logs) {
        int time = (int) logs.size(1);
        Tensor given = logs.gather(0, labelOfEachState().unsqueeze(1).broadcastTo(states, time, labels.length));
        Tensor begin = chosen((_, s) -> s < 2);
        Tensor skip = chosen((row, s) -> s % 2 == 1 && s > 2 && s < 2 * row.length && row[s / 2] != row[s / 2 - 1]);
        Tensor end = chosen((row, s) -> s == 2 * row.length || s == 2 * row.length - 1);
        Tensor alpha = where(begin, given.select(1, 0), NEVER);
        for (int t = 1; t < time; t++) {
            Tensor twice = where(skip, later(alpha, 2), NEVER);
            alpha = Tensors.stack(0, alpha, later(alpha, 1), twice).logSumExp(0).plus(given.select(1, t));
        }
        return where(end, alpha, NEVER).logSumExp(0).unaryMinus();
    }

    /** {@code (states, batch)}, each state's α moved on by {@code by} states. */
    private Tensor later(Tensor alpha, int by) {
        int moved = Math.min(by, states);
        Tensor none = Tensors.full(alpha.dataType(), NEVER, moved, labels.length);
        return Tensors.cat(0, none, alpha.slice(0, 0, states - moved));
    }

    private Tensor labelOfEachState() {
        long[] index = new long[states * labels.length];
        for (int s = 0; s < states; s++)
            for (int b = 0; b < labels.length; b++)
                index[s * labels.length + b] = s % 2 == 1 && s < 2 * labels[b].length ? labels[b][s / 2] : classes - 1;
        return Tensors.indices(index).reshape(states, labels.length);
    }

    private interface Choice {
        boolean of(long[] labels, int state);
    }

    private Tensor chosen(Choice choice) {
        boolean[] mask = new boolean[states * labels.length];
        for (int s = 0; s < states; s++)
            for (int b = 0; b < labels.length; b++) mask[s * labels.length + b] = choice.of(labels[b], s);
        return Tensors.bools(mask).reshape(states, labels.length);
    }
}
