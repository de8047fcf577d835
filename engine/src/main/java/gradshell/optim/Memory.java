package gradshell.optim;

import gradshell.Tensor;
import gradshell.Tensors;

/** What an optimizer remembers of one parameter: numbers of the parameter's shape and type, and the steps so far. */
final class Memory {
    final Tensor[] numbers;
    /** The number of the step, from 1. */
    int t;

    Memory(Tensor p, int count, double start) {
        numbers = new Tensor[count];
        for (int k = 0; k < count; k++) numbers[k] = Tensors.full(p.dataType(), start, p.shape());
    }
}
