package gradshell.compile;

import gradshell.Gradshell;
import gradshell.StateCopy;
import gradshell.StepFn;
import gradshell.compile.Derivation.Wanted;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;

/**
 * A loop of which only some states are kept: those before each row of about √n steps. On the way back each row runs again
 * from the state before it, now to be recorded, and is gone through in reverse before the row before it is.
 *
 * <p>All that a row records is thrown away the first time, but for a digest: what is recorded the second time must be the
 * same, or the derivative would be one of other steps. The shadows of what only a row knows go with it. Of all others
 * something is known before: whatever holds differentiated values outside got its shadow when they were stored.
 */
final class Replay {
    private static final MethodHandle FORWARD = Readers.handle(Replay.class, "forward", Object.class, Steps.class,
            Tape.class, int.class, Object.class, StepFn.class);
    private static final MethodHandle REVERSE = Readers.handle(Replay.class, "reverse", void.class, Tape.class);
    private static final MethodHandle PLAIN = Readers.handle(Replay.class, "plain", Object.class, Tape.class, int.class,
            Object.class, StepFn.class);

    /** The sweeps of any function of steps. */
    private record Steps(MethodHandle forward, MethodHandle reverse, Repeatable repeatable) {
        static Steps of(Derivation derivation) {
            var type = MethodType.methodType(Object.class, int.class, Object.class);
            var place = new Dispatch.Place(StepFn.class.getName(), "apply", null, -1);
            var dispatch = new Dispatch(derivation, MethodHandles.lookup(), StepFn.class, "apply", type, "", "101",
                    Wanted.MEMORY, place);
            return new Steps(dispatch.forward(type.insertParameterTypes(0, Tape.class, StepFn.class)),
                    Dispatch.reverse(MethodType.methodType(void.class, Tape.class)), new Repeatable(derivation));
        }
    }

    private final Steps sweeps;
    private final StepFn<?> step;
    private final int steps;
    private final int length;
    /** A copy of the state before each row. */
    private final List<Object> kept = new ArrayList<>();
    /** What each row recorded and gave. */
    private final List<Long> digests = new ArrayList<>();
    private List<Object> given;
    private List<Object> returned;

    private Replay(Steps sweeps, StepFn<?> step, int steps) {
        this.sweeps = sweeps;
        this.step = step;
        this.steps = steps;
        length = (int) Math.ceil(Math.sqrt(Math.max(steps, 1)));
    }

    /** The sweeps of the loop. */
    static Derivation.Pair pair(Derivation derivation, Wanted wanted) {
        return wanted == Wanted.NOTHING
                ? new Derivation.Pair(PLAIN, null)
                : new Derivation.Pair(FORWARD.bindTo(Steps.of(derivation)), REVERSE);
    }

    static <S> Object plain(Tape tape, int steps, S state, StepFn<S> step) {
        return Gradshell.checkpointed(steps, state, step);
    }

    static Object forward(Steps sweeps, Tape tape, int steps, Object state, StepFn<?> step) throws Throwable {
        var replay = new Replay(sweeps, step, steps);
        tape.registerArguments();
        Object result = replay.runAll(state, tape);
        tape.pushRef(replay);
        return result;
    }

    static void reverse(Tape tape) throws Throwable {
        ((Replay) tape.popRef()).back(tape);
    }

    private Object runAll(Object state, Tape tape) throws Throwable {
        given = StateLeaves.of(state).objects();
        Object at = StateCopy.of(state);
        Tape row = tape.row();
        for (int from = 0; from < steps; from += length) {
            kept.add(StateCopy.of(at));
            StateLeaves.of(at).register(row.shadows());
            at = run(row, from, at);
            sweeps.repeatable.check(row);
            digests.add(digest(row, at));
            row.clear();
        }
        Object result = StateCopy.of(at);
        StateLeaves leaves = StateLeaves.of(result);
        leaves.register(tape.shadows());
        returned = leaves.objects();
        return result;
    }

    private Object run(Tape row, int from, Object state) throws Throwable {
        Object at = state;
        int end = (int) Math.min(steps, from + (long) length);
        for (int i = from; i < end; i++) at = (Object) sweeps.forward.invokeExact(row, (StepFn) step, i, at);
        return at;
    }

    private static long digest(Tape row, Object state) {
        return StateLeaves.of(state).digest(row.digest());
    }

    private void back(Tape tape) throws Throwable {
        List<Object> cotangents = StateLeaves.shadows(returned, tape.shadows());
        Tape row = tape.row();
        for (int k = kept.size() - 1; k >= 0; k--) {
            Object start = StateCopy.of(kept.get(k));
            StateLeaves starts = StateLeaves.of(start);
            starts.register(row.shadows());
            Object end = run(row, k * length, start);
            if (digest(row, end) != digests.get(k)) {
                throw new IllegalStateException("checkpointed: run again on the way back, a step gave something else; "
                        + "it must not draw random numbers, nor depend on what is changed after the call");
            }
            StateLeaves.add(cotangents, StateLeaves.of(end).objects(), row.shadows());
            int last = (int) Math.min(steps, (k + 1L) * length);
            for (int i = k * length; i < last; i++) sweeps.reverse.invokeExact(row);
            cotangents = StateLeaves.shadows(starts.objects(), row.shadows());
            row.clear();
        }
        StateLeaves.add(cotangents, given, tape.shadows());
    }
}
