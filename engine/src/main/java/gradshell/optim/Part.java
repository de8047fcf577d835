package gradshell.optim;

import gradshell.InPlace;
import gradshell.Tensor;
import gradshell.Tensors;
import java.util.List;
import java.util.stream.Collectors;

/** A part of an optimizer: makes of a step, at first the gradient, another one; after the last part it is taken off. */
interface Part {
    /** What a part remembers of one parameter: numbers of its shape and type, and the steps so far. */
    final class Memory {
        final Tensor[] numbers;
        /** The number of the step, from 1. */
        int t;

        Memory(Tensor p, double... start) {
            numbers = new Tensor[start.length];
            for (int k = 0; k < start.length; k++) numbers[k] = Tensors.full(p.dataType(), start[k], p.shape());
        }
    }

    List<Setting> settings();

    Memory memory(Tensor p);

    /** Throws what can be known to be wrong before anything changes; {@code t} is the step to come. */
    default void check(String parameter, Tensor gradient, int t) {
        for (Setting setting : settings()) setting.at(t);
    }

    /** The step that comes of {@code step}, which it leaves as it is; null when {@code p} is to stay. */
    Tensor step(Tensor p, Tensor step, Memory memory);

    /** Takes the step off. */
    default void finish(Tensor p, Tensor step, Memory memory) {
        Tensor made = step(p, step, memory);
        if (made == null) return;
        InPlace.update((x, g, n) -> {
            for (int i = 0; i < n; i++) x[0][i] -= g[i];
        }, made, p);
    }

    /** The call that makes it, {@code name(a, b)}. */
    static String code(String name, List<Setting> settings, String more) {
        return settings.stream().filter(setting -> setting.isArgument).map(Setting::toString)
                .collect(Collectors.joining(", ", name + "(", more + ")"))
                + settings.stream().map(Setting::adjustment).collect(Collectors.joining());
    }
}
