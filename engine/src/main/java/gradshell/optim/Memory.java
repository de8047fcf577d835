package gradshell.optim;

import gradshell.Tensor;
import gradshell.Tensors;

/** What an optimizer remembers of one parameter: running averages of the parameter's shape and type, and the steps so far. */
final class Memory {
    /** The first moment, or the velocity. */
    Tensor m;
    /** The second moment, or what stands for it. */
    Tensor v;
    /** A third average, for the rules that need one. */
    Tensor u;
    /** The number of the step, from 1. */
    int t;

    Memory(Tensor p, double start) {
        m = Tensors.full(p.dataType(), start, p.shape());
        v = m;
        u = m;
    }
}
