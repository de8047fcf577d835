package gradshell.compile;

import gradshell.DoubleStepFn;
import gradshell.Fn;
import gradshell.StepFn;
import gradshell.compile.library.Plain;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands for {@code Gradshell.checkpointed} in differentiated code. In forward mode, which keeps nothing, it is a loop
 * like any other; in reverse mode {@link Replay} takes the place of the loop. Internal; public because generated code refers
 * to it.
 */
public final class Checkpoints {
    private static final MethodType LOOP = MethodType.methodType(Object.class, int.class, Object.class, StepFn.class);

    private Checkpoints() {}

    /** Whether a method is the one that {@link Replay} takes the place of. */
    static boolean isLoop(Class<?> owner, MethodType type) {
        return owner == Checkpoints.class && type.equals(LOOP);
    }

    /** As in {@code Gradshell}. */
    public static Object checkpointed(Fn<Object, Object> f, Object x) {
        StepFn<Object> step = (_, z) -> f.apply(z);
        return checkpointed(1, x, step);
    }

    /** As in {@code Gradshell}. */
    public static double checkpointed(int steps, double state, DoubleStepFn step) {
        StepFn<Object> boxed = (i, s) -> step.apply(i, (Double) s);
        return (Double) checkpointed(steps, (Object) state, boxed);
    }

    /** As in {@code Gradshell}. */
    public static Object checkpointed(int steps, Object state, StepFn<Object> step) {
        Plain.checkState(state);
        Object at = own(state);
        for (int i = 0; i < steps; i++) at = step.apply(i, at);
        return at;
    }

    private static Object own(Object state) {
        if (state instanceof double[] array) return array.clone();
        if (state instanceof float[] array) return array.clone();
        if (state instanceof List<?> list) return new ArrayList<>(list);
        if (!(state instanceof Object[] rows)) return state;
        Object[] copy = rows.clone();
        for (int i = 0; i < copy.length; i++) copy[i] = own(copy[i]);
        return copy;
    }
}
