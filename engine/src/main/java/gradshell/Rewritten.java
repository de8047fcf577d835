package gradshell;

import gradshell.array.Array;
import gradshell.array.Scope;
import gradshell.tape.Sweep;
import gradshell.tape.Recorder;
import gradshell.tape.Tape;
import gradshell.tape.Traced;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Functions whose pullback is not what recording them would give: by a user's rule, or by running them again. */
final class Rewritten {
    private Rewritten() {}

    /** Between two runs of a function the sums of a parallel BLAS may differ by rounding, but by no more than this share. */
    private static final double ROUNDING = 1e-4;

    /** Nothing is recorded, and what the function returns is cut off if a tape follows it. */
    static <T> T ignored(Fn0<T> f) {
        var y = Recorder.paused(f::apply);
        var followed = new ArrayList<Tensor>();
        if (!Recorder.idle()) {
            Structure.tensors("", y, (_, t) -> followed.add(t));
        }
        return followed.stream().anyMatch(Recorder::follows) ? detached(y) : y;
    }

    /** Value and pullback from the rule. When a second derivative is taken, what the rule does is recorded for that. */
    static <A, Y> Y custom(Fn<A, Pullback<Y, A>> rule, A x) {
        if (Recorder.idle()) {
            return rule.apply(x).value();
        }
        var inputs = Structure.leaves(x);
        var used = new LinkedHashSet<Traced>();
        var pullback = Recorder.depth() > 1
                ? Recorder.guarded("customRule", used, () -> rule.apply(x))
                : Recorder.probed(used, () -> rule.apply(detached(x)));
        inputs.forEach(used::remove);
        for (var other : used) {
            throw new UnsupportedOperationException(
                    "customRule: the rule uses %s, which the gradient follows too but whose derivative the rule doesn't give; make it part of the argument, or wrap it in stopGradient"
                            .formatted(((Tensor) other).describe()));
        }
        var y = pullback.value();
        return recorded("customRule", inputs, y, dy -> {
            var dx = Structure.matching("customRule", x, Recorder.guarded("customRule", () -> pullback.back(dy)));
            for (var i = 0; i < dx.size(); i++) {
                Shapes.same("customRule", inputs.get(i).shape(), dx.get(i).shape());
            }
            return dx;
        });
    }

    /** The function runs with nothing recorded; what it uses of the outside is found, to be an input as well. */
    static <A, Y> Y checkpointed(Fn<A, Y> f, A x) {
        if (Codes.holdNumbers(x)) {
            return f.apply(StateCopy.of(x));
        }
        if (Recorder.idle()) {
            return f.apply(x);
        }
        var captured = new LinkedHashSet<Traced>();
        var y = Recorder.probed(captured, () -> f.apply(detached(x)));
        // a captured tensor may also be the result itself
        Structure.leaves(y).stream().filter(Recorder::follows).forEach(captured::add);
        var inputs = new ArrayList<>(Structure.leaves(x));
        captured.forEach(used -> inputs.add((Tensor) used));
        return recorded("checkpointed", inputs, y, dy -> again(f, x, y, dy, inputs));
    }

    /** As many steps in a row as there are rows: about the square root of their number. */
    static <S> S checkpointed(int steps, S state, StepFn<S> step) {
        var at = StateCopy.of(state);
        var length = Codes.holdNumbers(state) ? steps : (int) Math.ceil(Math.sqrt(steps));
        for (var from = 0; from < steps; from += length) {
            var first = from;
            var end = Math.min(steps, from + length);
            Fn<S, S> row = s -> {
                var next = s;
                for (var i = first; i < end; i++) {
                    next = step.apply(i, next);
                }
                return next;
            };
            at = checkpointed(row, at);
        }
        return at;
    }

    private static <A, Y> List<Tensor> again(Fn<A, Y> f, A x, Y before, Y dy, List<Tensor> inputs) {
        var leaves = new ArrayList<Tensor>();
        @SuppressWarnings("unchecked")
        var input = (A) Structure.map(x, t -> {
            var leaf = Rules.linear("argument", t.array, t, d -> d);
            leaves.add(leaf);
            return leaf;
        });
        leaves.addAll(inputs.subList(leaves.size(), inputs.size()));
        var tape = new Tape(leaves, CotangentTensors.INSTANCE);
        var y = tape.run(() -> f.apply(input));
        checkSame(Structure.leaves(before), Structure.leaves(y));
        Sweep sweep = Differentiation.sweep(tape, y, dy);
        return leaves.stream().map(leaf -> (Tensor) sweep.cotangent(leaf)).collect(ArrayList::new, List::add,
                List::addAll);
    }

    private static void checkSame(List<Tensor> before, List<Tensor> now) {
        var same = before.size() == now.size();
        for (var i = 0; same && i < now.size(); i++) {
            var size = GradientRow.norm(before.get(i).array.toDoubleArray());
            same = before.get(i).allClose(now.get(i), Double.isFinite(size) ? ROUNDING * size : 0);
        }
        if (!same) {
            throw new IllegalStateException(
                    "checkpointed: run again on the way back, the function gave another result; it must not draw random numbers or depend on what changes");
        }
    }

    /** The value with tensors of its own, whose cotangents (zero where none came) go through {@code back} to the inputs. */
    @SuppressWarnings("unchecked")
    private static <Y> Y recorded(String name, List<Tensor> inputs, Y y, Fn<Y, List<Tensor>> back) {
        var values = Structure.leaves(y);
        var arrays = values.stream().map(v -> v.array).toList();
        var outputs = Bundle.record(name, inputs, arrays, dys -> {
            var given = new ArrayList<Tensor>();
            for (var i = 0; i < dys.length; i++) {
                given.add(dys[i] != null ? dys[i] : zeros(arrays.get(i)));
            }
            given.forEach(d -> Scope.release(d.array));
            var next = given.iterator();
            var dy = (Y) Structure.map(y, _ -> next.next());
            var dx = Scope.outside(() -> back.apply(dy)).toArray(Tensor[]::new);
            for (var i = 0; i < dx.length; i++) {
                dx[i] = dx[i] == null ? null : dx[i].to(inputs.get(i).dataType());
            }
            return dx;
        });
        var next = outputs.iterator();
        return (Y) Structure.map(y, _ -> next.next());
    }

    private static Tensor zeros(Array like) {
        return new Tensor(Array.full(like.type(), 0, like.shape()));
    }

    @SuppressWarnings("unchecked")
    private static <A> A detached(A x) {
        return (A) Structure.map(x, t -> new Tensor(t.array));
    }
}
