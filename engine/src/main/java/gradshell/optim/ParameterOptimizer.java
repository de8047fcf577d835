package gradshell.optim;

import gradshell.Grads;
import gradshell.Params;
import gradshell.Tensor;
import gradshell.tape.Recorder;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * An optimizer that treats each parameter by itself, with a memory of its own.
 *
 * <p>The memory is held by the parameter's identity, which is how tensors compare, and weakly: when a model is dropped, its
 * memory goes too.
 */
final class ParameterOptimizer implements Optimizer {
    /** What to subtract from parameter {@code p} with gradient {@code g}; changes the memory. */
    @FunctionalInterface
    interface Step {
        Tensor of(Memory memory, Tensor p, Tensor g);
    }

    private final String code;
    private final double start;
    private final Step step;
    private final Map<Tensor, Memory> memories = new WeakHashMap<>();

    /** {@code start} is the value that the memory begins with, {@code code} the call that makes the optimizer. */
    ParameterOptimizer(String code, double start, Step step) {
        this.code = code;
        this.start = start;
        this.step = step;
    }

    @Override
    public void update(Params ps, Grads gs) {
        if (Recorder.depth() > 0)
            throw new IllegalStateException(
                    code + ": update was called while a gradient is being taken; call it with the gradient, after it");
        Params over = gs.params();
        for (Tensor p : ps) check(ps, p, over); // all before the first one changes
        for (Tensor p : ps) {
            if (!gs.has(p)) continue;
            Memory memory = memories.computeIfAbsent(p, key -> new Memory(key, start));
            memory.t++;
            p.assign(p.minus(step.of(memory, p, gs.get(p))));
        }
    }

    private void check(Params ps, Tensor p, Params over) {
        if (!over.contains(p))
            throw new IllegalArgumentException(code + ": these gradients were not taken over parameter " + ps.name(p)
                    + "; give update the same parameters as gradient");
    }

    /** The number of parameters that are remembered and still in use. */
    int remembered() {
        return memories.size();
    }

    @Override
    public String toString() {
        return code;
    }
}
