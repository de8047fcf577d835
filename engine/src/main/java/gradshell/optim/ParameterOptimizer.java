package gradshell.optim;

import static gradshell.Gradshell.params;

import gradshell.Grads;
import gradshell.Params;
import gradshell.Tensor;
import gradshell.tape.Recorder;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Collectors;

/**
 * An optimizer that treats each parameter by itself, with a memory of its own, by one part or several in a row.
 *
 * <p>The memory is held by the parameter's identity, which is how tensors compare, and weakly: when a model is dropped, its
 * memory goes too.
 */
final class ParameterOptimizer implements Optimizer {
    private final List<Part> parts;
    private final Map<Tensor, Part.Memory[]> memories = new WeakHashMap<>();
    private final Set<Tensor> frozen = Collections.newSetFromMap(new WeakHashMap<>());

    ParameterOptimizer(Part part) {
        parts = List.of(part);
    }

    private ParameterOptimizer(List<Part> parts) {
        this.parts = parts;
    }

    static ParameterOptimizer chain(Optimizer... optimizers) {
        for (Optimizer opt : optimizers)
            if (!(opt instanceof ParameterOptimizer))
                throw new IllegalArgumentException(
                        "chainOf: a chain is made of what Optimizers makes, not of " + opt);
        return new ParameterOptimizer(
                Arrays.stream(optimizers).flatMap(opt -> ((ParameterOptimizer) opt).parts.stream()).toList());
    }

    @Override
    public void update(Params ps, Grads gs) {
        if (Recorder.depth() > 0)
            throw new IllegalStateException(
                    this + ": update was called while a gradient is being taken; call it with the gradient, after it");
        Params over = gs.params();
        for (Tensor p : ps) check(ps, p, over); // all before the first one changes
        for (Tensor p : ps) if (moves(p, gs)) check(ps.name(p), gs.get(p), memories(p));
        for (Tensor p : ps) if (moves(p, gs)) move(p, gs.get(p), memories(p));
    }

    private boolean moves(Tensor p, Grads gs) {
        return gs.has(p) && !frozen.contains(p);
    }

    private Part.Memory[] memories(Tensor p) {
        return memories.computeIfAbsent(p,
                key -> parts.stream().map(part -> part.memory(key)).toArray(Part.Memory[]::new));
    }

    private void check(Params ps, Tensor p, Params over) {
        if (!over.contains(p))
            throw new IllegalArgumentException(this + ": these gradients were not taken over parameter " + ps.name(p)
                    + "; give update the same parameters as gradient");
    }

    private void check(String name, Tensor gradient, Part.Memory... memory) {
        for (int k = 0; k < memory.length; k++) parts.get(k).check(name, gradient, memory[k].t + 1);
    }

    private void move(Tensor p, Tensor gradient, Part.Memory... memory) {
        Tensor step = gradient;
        int last = memory.length - 1;
        for (int k = 0; k < last && step != null; k++) {
            memory[k].t++;
            step = parts.get(k).step(p, step, memory[k]);
        }
        if (step == null) return;
        memory[last].t++;
        parts.get(last).finish(p, step, memory[last]);
    }

    @Override
    public Optimizer adjust(String name, Schedule values) {
        List<Setting> settings = parts.stream().flatMap(part -> part.settings().stream()).toList();
        List<Setting> named = settings.stream().filter(setting -> setting.name.equals(name)).toList();
        if (named.isEmpty())
            throw new IllegalArgumentException(this + " has no setting called " + name + "; there are "
                    + settings.stream().map(setting -> setting.name).distinct().toList());
        for (Setting setting : named) setting.set(values);
        return this;
    }

    @Override
    public Optimizer freeze(Object... models) {
        for (Tensor p : params(models)) frozen.add(p);
        return this;
    }

    @Override
    public Optimizer thaw(Object... models) {
        for (Tensor p : params(models)) frozen.remove(p);
        return this;
    }

    /** The number of parameters that are remembered and still in use. */
    int remembered() {
        return memories.size();
    }

    @Override
    public String toString() {
        return parts.size() == 1
                ? parts.getFirst().toString()
                : parts.stream().map(Part::toString).collect(Collectors.joining(", ", "chainOf(", ")"));
    }
}
