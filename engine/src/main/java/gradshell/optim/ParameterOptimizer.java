package gradshell.optim;

import static gradshell.Gradshell.params;

import gradshell.Grads;
import gradshell.Params;
import gradshell.Tensor;
import gradshell.tape.Recorder;
import java.util.ArrayList;
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
    private final Map<Tensor, List<Part.Memory>> memories = new WeakHashMap<>();
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
        List<Move> moves = new ArrayList<>();
        for (Tensor p : ps) {
            check(ps, p, over);
            if (gs.has(p) && !frozen.contains(p)) moves.add(new Move(p, gs.get(p), memories(p)));
        }
        for (Move move : moves) check(ps.name(move.p), move); // all before the first one changes
        for (Move move : moves) run(move);
    }

    /** A parameter, its gradient, and what each part remembers of it. */
    private record Move(Tensor p, Tensor gradient, List<Part.Memory> memory) {}

    private List<Part.Memory> memories(Tensor p) {
        return memories.computeIfAbsent(p,
                key -> parts.stream().map(part -> part.memory(key)).toList());
    }

    private void check(Params ps, Tensor p, Params over) {
        if (!over.contains(p))
            throw new IllegalArgumentException(this + ": these gradients were not taken over parameter " + ps.name(p)
                    + "; give update the same parameters as gradient");
    }

    private void check(String name, Move move) {
        for (int k = 0; k < move.memory.size(); k++)
            parts.get(k).check(name, move.gradient, move.memory.get(k).t + 1);
    }

    private void run(Move move) {
        Tensor step = move.gradient;
        int last = move.memory.size() - 1;
        for (int k = 0; k < last && step != null; k++) {
            move.memory.get(k).t++;
            step = parts.get(k).step(move.p, step, move.memory.get(k));
        }
        if (step == null) return;
        move.memory.get(last).t++;
        parts.get(last).finish(move.p, step, move.memory.get(last));
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
