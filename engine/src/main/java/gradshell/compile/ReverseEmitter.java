package gradshell.compile;

import gradshell.compile.ir.Block;
import gradshell.compile.ir.Edge;
import gradshell.compile.ir.Op;
import gradshell.compile.ir.Terminator;
import gradshell.compile.ir.Value;
import gradshell.compile.rule.Expr;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.SwitchCase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes the reverse sweep: the blocks in the opposite order, and in each one, for each operation from the last to the
 * first, cotangent of the result times partial derivative added to the argument's cotangent.
 */
final class ReverseEmitter {
    private final CodeBuilder code;
    private final ReversePlan plan;
    private final Slots slots;
    private final Calls calls;
    private final MemoryAdjoint memory;
    private final Runnable atStart;
    private final Map<Block, Label> labels = new HashMap<>();
    /** The cotangents that hold a value already; only for those that no other block adds to. */
    private Set<Value> assigned = new HashSet<>();
    private Block block;
    private int line = -1;

    /**
     * @param atStart writes what follows where the sweep reaches the start of the method
     */
    ReverseEmitter(CodeBuilder code, ReversePlan plan, Slots slots, Calls calls, Runnable atStart) {
        this.code = code;
        this.plan = plan;
        this.slots = slots;
        this.calls = calls;
        this.atStart = atStart;
        memory = new MemoryAdjoint(code, plan, slots, this::loadInt, this::accumulate);
    }

    /**
     * Writes the sweep.
     *
     * @param seeds for each active result that a derivative is wanted of its cotangent's source
     */
    void emit(Map<Value, Runnable> seeds) {
        if (plan.exit == null) {
            for (Value v : plan.graph.entry().params()) if (plan.activity.active(v)) zero(v);
            atStart.run();
            return;
        }
        for (Block b : plan.flow.order) for (Value v : values(b)) if (plan.crosses(v)) zero(v);
        for (Block b : plan.ways.keySet()) labels.put(b, code.newLabel());
        for (Block b : plan.ways.keySet()) {
            assigned = b == plan.exit ? new HashSet<>() : assignedByEdge(b);
            block = b;
            code.labelBinding(labels.get(b));
            for (Value v : plan.records(b).reversed()) slots.pop(v);
            if (b == plan.exit) {
                for (Value v : plan.exit.end().args()) {
                    // of a result that nobody asks for only what was stored of it has a cotangent
                    if (!plan.activity.active(v) || !seeds.containsKey(v)) continue;
                    seeds.get(v).run();
                    accumulate(v);
                }
            }
            for (Op op : b.ops().reversed()) adjoint(op);
            goBack(b);
        }
    }

    private static List<Value> values(Block b) {
        var values = new ArrayList<>(b.params());
        for (Op op : b.ops()) values.addAll(op.results());
        return values;
    }

    private void zero(Value v) {
        slots.loadZero(v.kind());
        slots.storeCotangent(v);
    }

    private Set<Value> assignedByEdge(Block b) {
        var set = new HashSet<Value>();
        if (b.end() instanceof Terminator.Jump(Edge e, int _)) {
            for (int i = 0; i < e.args().size(); i++) {
                if (plan.activity.active(e.to().params().get(i)) && plan.activity.active(e.args().get(i)))
                    set.add(e.args().get(i));
            }
        }
        return set;
    }

    /** Adds what is on the stack to the value's cotangent. */
    private void accumulate(Value v) {
        if (assigned.add(v) && !plan.crosses(v)) {
            slots.storeCotangent(v);
            return;
        }
        slots.loadCotangent(v);
        if (v.kind() == TypeKind.FLOAT) code.fadd();
        else
            code.dadd();
        slots.storeCotangent(v);
    }

    private void adjoint(Op op) {
        if (!plan.activity.touched(op)) return;
        if (op.line() >= 0 && op.line() != line) {
            line = op.line();
            code.lineNumber(line);
        }
        switch (op) {
            case Op.Apply a -> adjoint(a);
            case Op.Keep k -> memory.emit(k);
            case Op.Peek p -> memory.peeked(p);
            case Op.Call c when Sinks.isBoxing(c) -> memory.boxed(c);
            case Op.Call c when Sinks.isUnboxing(c.instruction()) -> memory.unboxed(c);
            case Op.Call c -> spread(calls.reverse(c));
            case Op.New n -> memory.made(n);
            case Op.Outlined o -> spread(calls.reverse(o));
            case Op.Const _,Op.Caught _,Op.Blank _,Op.Shadow _,Op.PassBack _,Op.Tangent _,Op.Scope _ -> {
            }
        }
        for (Value v : op.results()) if (plan.crosses(v) && plan.inLoop(v)) zero(v);
    }

    private void adjoint(Op.Apply a) {
        var partials = new PartialEmitter(code, slots, a);
        for (int i = 0; i < a.args().size(); i++) {
            Value arg = a.args().get(i);
            Expr partial = a.rule().partial(i);
            if (!plan.activity.active(arg) || partial.is(0)) continue;
            slots.loadCotangent(a.result());
            partials.multiply(partial);
            code.conversion(a.result().kind(), arg.kind());
            accumulate(arg);
        }
    }

    /** Puts an int of the forward sweep on the stack: from where it was recorded, or computed again. */
    private void loadInt(Value v) {
        if (!plan.induction().covers(v, block)) {
            slots.load(v);
            return;
        }
        Induction.Counter counter = plan.induction().counter(v, block);
        if (counter == null) {
            Op.Keep computation = plan.induction().computation(v);
            computation.args().forEach(this::loadInt);
            code.with(computation.instruction());
            return;
        }
        code.iload(slots.count(counter.loop()));
        if (counter.step() != 1) code.loadConstant(counter.step()).imul();
        loadInt(counter.first());
        code.iadd();
    }

    private void spread(List<Value> wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            if (i > 0) {
                slots.register(i);
                code.conversion(TypeKind.DOUBLE, wanted.get(i).kind());
            }
            accumulate(wanted.get(i));
        }
    }

    private void goBack(Block b) {
        List<Edge> incoming = plan.flow.incoming.get(b);
        switch (plan.ways.get(b)) {
            case START -> atStart.run();
            case ONLY -> goBack(incoming.getFirst());
            case SKIP -> code.goto_(labels.get(plan.flow.dominator(b)));
            case COUNT -> {
                Flow.Loop loop = plan.flow.loopAt(b);
                Label first = code.newLabel();
                code.iload(slots.count(loop)).ifeq(first).iinc(slots.count(loop), -1);
                ForwardEmitter.checkInterruption(code);
                goBack(loop.latches().getFirst());
                code.labelBinding(first);
                goBack(loop.entries().getFirst());
            }
            case RECORDED -> {
                if (plan.wayStaysInLocal(b)) code.iload(slots.way(b));
                else
                    slots.popInt();
                var cases = new ArrayList<SwitchCase>();
                for (int i = 1; i < incoming.size(); i++) cases.add(SwitchCase.of(i, code.newLabel()));
                Label first = code.newLabel();
                if (cases.size() == 1) code.ifne(cases.getFirst().target());
                else
                    code.tableswitch(first, cases);
                code.labelBinding(first);
                goBack(incoming.getFirst());
                for (SwitchCase c : cases) {
                    code.labelBinding(c.target());
                    goBack(incoming.get(c.caseValue()));
                }
            }
        }
    }

    private void goBack(Edge e) {
        for (Flow.Loop loop : plan.countsRecorded(e).reversed()) {
            slots.popInt();
            code.istore(slots.count(loop));
        }
        for (Value v : plan.records(e).reversed()) slots.pop(v);
        assigned = new HashSet<>();
        var receivers = new ArrayList<Value>();
        for (int i = 0; i < e.args().size(); i++) {
            Value param = e.to().params().get(i);
            if (!plan.activity.active(param) || !plan.activity.active(e.args().get(i))) continue;
            slots.loadCotangent(param);
            receivers.add(e.args().get(i));
        }
        for (Value param : e.to().params()) {
            if (plan.activity.active(param) && plan.crosses(param) && plan.inLoop(param)) zero(param);
        }
        for (Value v : receivers.reversed()) accumulate(v);
        code.goto_(labels.get(plan.flow.source.get(e)));
    }
}
