package gradshell.compile;

import gradshell.compile.ir.Block;
import gradshell.compile.ir.Op;
import gradshell.compile.ir.Value;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The ints that the reverse sweep computes again instead of reading them from the tape: the counters of counted loops,
 * which are their first value plus a multiple of the rounds made, and what is computed of them, as {@code i * n + j}.
 */
final class Induction {
    private static final int DEEPEST = 4;

    /** A counter: {@code first + step * round}. */
    record Counter(Flow.Loop loop, Value first, int step) {}

    private final ReversePlan plan;
    private final Map<Value, Op> definitions = new HashMap<>();
    private final Map<Value, Counter> counters = new HashMap<>();

    Induction(ReversePlan plan) {
        this.plan = plan;
        for (Block b : plan.flow.order) for (Op op : b.ops()) for (Value v : op.results()) definitions.put(v, op);
        for (Flow.Loop loop : plan.flow.loops()) if (plan.isCounted(loop)) findCounters(loop);
    }

    private void findCounters(Flow.Loop loop) {
        if (loop.entries().size() != 1 || loop.latches().size() != 1) return;
        for (int i = 0; i < loop.header().params().size(); i++) {
            Value param = loop.header().params().get(i);
            Value next = loop.latches().getFirst().args().get(i);
            Integer step = step(param, definitions.get(next));
            if (step != null)
                counters.put(param, new Counter(loop, loop.entries().getFirst().args().get(i), step));
        }
    }

    private Integer step(Value param, Op next) {
        if (!(next instanceof Op.Keep k) || k.args().size() != 2) return null;
        boolean adds = k.instruction().opcode() == Opcode.IADD;
        if (!adds && k.instruction().opcode() != Opcode.ISUB) return null;
        int other = k.args().getFirst().equals(param) ? 1 : 0;
        if (!k.args().get(1 - other).equals(param) || (!adds && other == 0)) return null;
        Op.Const constant = plan.constants.get(k.args().get(other));
        return constant != null && constant.value() instanceof Integer by ? Integer.valueOf(adds ? by : -by) : null;
    }

    /** The operation that makes the value anew. */
    Op.Keep computation(Value v) {
        return (Op.Keep) definitions.get(v);
    }

    /** Whether the value can be computed again where the reverse sweep is in block {@code use}. */
    boolean covers(Value v, Block use) {
        return v.kind() == TypeKind.INT && depends(v, use, DEEPEST) == Dependence.COUNTER;
    }

    /** What has to be known to have the value in block {@code use}: the value itself, or what it is computed of. */
    void leaves(Value v, Block use, Consumer<Value> leaf) {
        if (!covers(v, use)) {
            leaf.accept(v);
            return;
        }
        Counter counter = counter(v, use);
        if (counter != null) leaves(counter.first, use, leaf);
        else
            for (Value arg : computation(v).args()) leaves(arg, use, leaf);
    }

    /** The counter that {@code v} is, if {@code use} is in its loop. */
    Counter counter(Value v, Block use) {
        Counter c = counters.get(v);
        return c != null && c.loop.body().contains(use) ? c : null;
    }

    private enum Dependence {
        COUNTER, INVARIANT, OTHER
    }

    private Dependence depends(Value v, Block use, int depth) {
        if (plan.constants.containsKey(v)) return Dependence.INVARIANT;
        if (counter(v, use) != null) return Dependence.COUNTER;
        Dependence computed = depth > 0 && definitions.get(v) instanceof Op.Keep k && isComputed(k)
                ? dependsOnAll(k, use, depth)
                : Dependence.OTHER;
        return computed != Dependence.COUNTER && plan.isInvariantAt(v, use) ? Dependence.INVARIANT : computed;
    }

    /** Whether it computes an int of ints and can be done again anywhere: it has no effect and can't throw. */
    static boolean isComputed(Op.Keep k) {
        return switch (k.instruction().opcode()) {
            case IADD, ISUB, IMUL, INEG -> true;
            default -> false;
        };
    }

    private Dependence dependsOnAll(Op.Keep k, Block use, int depth) {
        Dependence all = Dependence.INVARIANT;
        for (Value arg : k.args()) {
            Dependence one = depends(arg, use, depth - 1);
            if (one == Dependence.OTHER) return one;
            if (one == Dependence.COUNTER) all = one;
        }
        return all;
    }
}
