package gradshell.optim;

import gradshell.Grads;
import gradshell.Params;
import gradshell.Tensor;
import gradshell.data.Batch;
import java.util.Arrays;

/** Finds where a number that is not finite came from. */
final class Diagnosis {
    private Diagnosis() {}

    /** The rest of a sentence: where, the first culprit in the order data, parameters, gradients, and what to do. */
    static String of(String where, Params ps, Batch batch, Grads gs) {
        return " in " + where + "; training stopped before the update. " + culprit(ps, batch, gs);
    }

    private static String culprit(Params ps, Batch batch, Grads gs) {
        if (word(batch.x()) != null) return "The batch's x holds " + word(batch.x()) + ": look at the data.";
        if (word(batch.y()) != null) return "The batch's y holds " + word(batch.y()) + ": look at the data.";
        for (Tensor p : ps)
            if (word(p) != null)
                return "Parameter " + ps.name(p) + " holds " + word(p)
                        + " from an earlier update: start from new parameters with a smaller learning rate.";
        for (Tensor p : ps)
            if (gs.has(p) && word(gs.get(p)) != null)
                return "The first parameter with a bad gradient is " + ps.name(p) + " (" + word(gs.get(p))
                        + "): try a smaller learning rate, or look for log, sqrt or a division at 0 in the loss.";
        return "Parameters and gradients are finite: look for log, sqrt or a division at 0 in the loss.";
    }

    /** Whether every element of every gradient is a finite number. */
    static boolean isFinite(Params ps, Grads gs) {
        for (Tensor p : ps) if (gs.has(p) && !isFinite(gs.get(p))) return false;
        return true;
    }

    /** A finite sum has only finite parts, and an infinite one may: so then, anything but a finite number times 0 is NaN. */
    private static boolean isFinite(Tensor x) {
        return Double.isFinite(x.sum().item()) || x.times(0).sum().item() == 0;
    }

    /** True when no parameter has a gradient. */
    static boolean isEmpty(Params ps, Grads gs) {
        for (Tensor p : ps) if (gs.has(p)) return false;
        return true;
    }

    private static String word(Tensor x) {
        double[] values = x.toDoubleArray();
        if (Arrays.stream(values).anyMatch(Double::isNaN)) return "NaN";
        return Arrays.stream(values).anyMatch(Double::isInfinite) ? "Inf" : null;
    }
}
