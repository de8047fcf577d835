package gradshell.optim;

import gradshell.Grads;
import gradshell.InPlace;
import gradshell.Params;
import gradshell.Tensor;
import gradshell.tape.Recorder;
import java.util.Arrays;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * An optimizer that treats each parameter by itself, with a memory of its own.
 *
 * <p>The memory is held by the parameter's identity, which is how tensors compare, and weakly: when a model is dropped, its
 * memory goes too.
 */
final class ParameterOptimizer implements Optimizer {
    /** One step over {@code n} numbers {@code x} with gradient {@code g}: changes them and what is remembered of them. */
    @FunctionalInterface
    interface Step {
        void run(double[] x, double[] g, double[][] memory, int n);
    }

    /** The step that is taken at time {@code t}, counted from 1. */
    @FunctionalInterface
    interface Rule {
        Step at(int t);
    }

    private final String code;
    private final int numbers;
    private final double start;
    private final Rule rule;
    private final Map<Tensor, Memory> memories = new WeakHashMap<>();

    /**
     * An optimizer that remembers so many {@code numbers} for each of a parameter, which begin with {@code start}; {@code code} is the
     * call that makes it.
     */
    ParameterOptimizer(String code, int numbers, double start, Rule rule) {
        this.code = code;
        this.numbers = numbers;
        this.start = start;
        this.rule = rule;
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
            Memory memory = memories.computeIfAbsent(p, key -> new Memory(key, numbers, start));
            memory.t++;
            Step step = rule.at(memory.t);
            InPlace.update((x, g, n) -> step.run(x[0], g, Arrays.copyOfRange(x, 1, 1 + numbers), n), gs.get(p),
                    joined(p, memory.numbers));
        }
    }

    private static Tensor[] joined(Tensor p, Tensor... memory) {
        Tensor[] all = new Tensor[memory.length + 1];
        all[0] = p;
        System.arraycopy(memory, 0, all, 1, memory.length);
        return all;
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
