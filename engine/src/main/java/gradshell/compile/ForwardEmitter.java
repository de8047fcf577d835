package gradshell.compile;

import gradshell.compile.ir.Block;
import gradshell.compile.ir.Edge;
import gradshell.compile.ir.Op;
import gradshell.compile.ir.Terminator;
import gradshell.compile.ir.Value;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the forward sweep: the method itself, with its effects in their order, and what the plan wants recorded. */
final class ForwardEmitter {
    private static final ClassDesc FRAMES = Frames.class.describeConstable().orElseThrow();
    private static final MethodTypeDesc ADD_FRAME = MethodTypeDesc.of(ConstantDescs.CD_void,
            ConstantDescs.CD_Throwable, ConstantDescs.CD_Object, ConstantDescs.CD_int,
            ConstantDescs.CD_String, ConstantDescs.CD_String, ConstantDescs.CD_String);
    private static final MethodTypeDesc THROW_REFUSAL = MethodTypeDesc.of(ConstantDescs.CD_void,
            ConstantDescs.CD_Throwable);
    private static final MethodTypeDesc LEFT_HALF_WAY = MethodTypeDesc.of(ConstantDescs.CD_Throwable,
            ConstantDescs.CD_Throwable, ConstantDescs.CD_int, ConstantDescs.CD_String, ConstantDescs.CD_String,
            ConstantDescs.CD_String, ConstantDescs.CD_String);
    private static final ClassDesc INTERRUPTION = Interruption.class.describeConstable().orElseThrow();

    private final CodeBuilder code;
    private final ReversePlan plan;
    private final Slots slots;
    private final Calls calls;
    private final Runnable atReturn;
    private final Map<Block, Label> labels = new HashMap<>();
    private final Deque<Runnable> stubs = new ArrayDeque<>();
    /** Holds the line of what may throw, for the stack trace; -1 if nothing may. */
    private final int lineSlot;
    /** For each protected block what leads to it. */
    private final Map<Block, Terminator.Protect> protections = new HashMap<>();
    /** Holds the last exception that one of the method's handlers took; -1 if there are none. */
    private final int caughtSlot;
    /** Hold where the tape ended before a protected call. */
    private final int markSlot;
    private final int refMarkSlot;
    private int line = -1;
    private int stored = -1;

    /**
     * @param atReturn writes what follows where the method returns
     */
    ForwardEmitter(CodeBuilder code, ReversePlan plan, Slots slots, Calls calls, Runnable atReturn) {
        this.code = code;
        this.plan = plan;
        this.slots = slots;
        this.calls = calls;
        this.atReturn = atReturn;
        boolean mayThrow = plan.flow.order.stream()
                .anyMatch(b -> b.end() instanceof Terminator.Throw
                        || b.ops().stream().anyMatch(Throwing::mayThrow));
        lineSlot = mayThrow ? code.allocateLocal(TypeKind.INT) : -1;
        for (Block b : plan.flow.order) if (b.end() instanceof Terminator.Protect p) protections.put(p.body().to(), p);
        caughtSlot = protections.isEmpty() ? -1 : code.allocateLocal(TypeKind.REFERENCE);
        boolean marks = protections.values().stream().anyMatch(p -> records(p) != null);
        markSlot = marks ? code.allocateLocal(TypeKind.LONG) : -1;
        refMarkSlot = marks ? code.allocateLocal(TypeKind.INT) : -1;
    }

    void emit() {
        if (lineSlot < 0) {
            emitBlocks();
            return;
        }
        Label start = code.newLabel();
        Label end = code.newLabel();
        Label handler = code.newLabel();
        code.iconst_m1().istore(lineSlot);
        if (caughtSlot >= 0) code.aconst_null().astore(caughtSlot);
        code.labelBinding(start);
        emitBlocks();
        code.labelBinding(end).labelBinding(handler).dup();
        addFrame(() -> code.iload(lineSlot));
        code.athrow();
        code.exceptionCatchAll(start, end, handler);
    }

    /** Takes an exception from the stack and puts the method's frame into its trace, unless that was done where it was caught. */
    private void addFrame(Runnable loadLine) {
        if (caughtSlot >= 0) code.aload(caughtSlot);
        else
            code.aconst_null();
        loadLine.run();
        code.loadConstant(plan.graph.owner()).loadConstant(plan.graph.shownMethod());
        code.loadConstant((ConstantDesc) plan.graph.sourceFile());
        code.invokestatic(FRAMES, "add", ADD_FRAME);
    }

    private void emitBlocks() {
        for (Block b : plan.flow.order) labels.put(b, code.newLabel());
        if (plan.combined) clearRetained();
        for (Block b : plan.flow.order) {
            code.labelBinding(labels.get(b));
            stored = Integer.MIN_VALUE;
            for (Op op : b.ops()) {
                at(op.line());
                // an outlined part adds its own line
                if (Throwing.mayThrow(op)) store(op instanceof Op.Outlined ? -1 : op.line());
                Terminator.Protect p = protections.get(b);
                if (p != null && p.operation() == op) protect(p, () -> emit(op));
                else
                    emit(op);
            }
            for (Value v : plan.records(b)) slots.push(v);
            at(b.end().line());
            Terminator.Protect p = protections.get(b);
            if (p != null && p.operation() == null) protect(p, () -> emit(b.end()));
            else
                emit(b.end());
            while (!stubs.isEmpty()) stubs.pop().run();
        }
    }

    /** Writes a call of the check that lets a shell stop the code. */
    static void checkInterruption(CodeBuilder code) {
        code.invokestatic(INTERRUPTION, "check", ConstantDescs.MTD_void);
    }

    /** What is read after the end but not written on every way there has to hold something for the verifier. */
    private void clearRetained() {
        if (plan.exit == null) return;
        for (Value v : plan.retained) {
            if (plan.alwaysAssigned(v)) continue;
            slots.loadZero(v.kind());
            slots.store(v);
        }
        for (Block b : plan.ways.keySet()) {
            if (plan.ways.get(b) == ReversePlan.Way.RECORDED && plan.wayStaysInLocal(b))
                code.iconst_0().istore(slots.way(b));
        }
        for (Flow.Loop loop : plan.flow.loops()) if (plan.isCounted(loop)) code.iconst_0().istore(slots.count(loop));
    }

    private void at(int sourceLine) {
        if (sourceLine < 0 || sourceLine == line) return;
        line = sourceLine;
        code.lineNumber(line);
    }

    private void store(int sourceLine) {
        if (sourceLine == stored) return;
        stored = sourceLine;
        code.loadConstant(sourceLine).istore(lineSlot);
    }

    private void emit(Op op) {
        switch (op) {
            case Op.Const _ -> {
            }
            case Op.Apply a -> {
                a.args().forEach(slots::load);
                code.with(a.instruction());
                slots.store(a.result());
            }
            case Op.Keep k when k.instruction() instanceof FieldInstruction f && f.opcode() == Opcode.PUTFIELD
                    && plan.graph.method().equals(Lifter.CONSTRUCTOR) -> {
                k.args().forEach(slots::load);
                calls.putField(f);
            }
            case Op.Keep k -> {
                k.args().forEach(slots::load);
                code.with(k.instruction());
                k.results().forEach(slots::store);
            }
            case Op.Call c -> calls.forward(c);
            case Op.Caught c -> {
                code.aload(caughtSlot);
                slots.store(c.result());
            }
            case Op.Outlined o -> calls.forward(o);
            case Op.New n -> calls.forward(n);
            case Op.Blank b -> calls.forward(b);
            case Op.Shadow s -> {
                slots.findShadow(s);
                slots.store(s.result());
            }
            case Op.Peek p -> slots.peek(p);
            case Op.PassBack p -> slots.passBack(p);
            case Op.Tangent t -> {
                slots.findTangent(t);
                slots.store(t.result());
            }
            case Op.Scope s -> slots.scope(s);
        }
    }

    /** The protected call if its records stay on the tape when it throws. */
    private Op.Call records(Terminator.Protect p) {
        return p.operation() instanceof Op.Call c && Calls.isDerived(c, plan.activity) ? c : null;
    }

    private void protect(Terminator.Protect p, Runnable emitThrowing) {
        Op.Call call = records(p);
        boolean forgets = call != null && plan.activity.leavesNothing(call, p);
        if (forgets) slots.mark(markSlot, refMarkSlot);
        Label start = code.newLabel();
        Label end = code.newLabel();
        code.labelBinding(start);
        emitThrowing.run();
        code.labelBinding(end);
        for (Terminator.Handler h : p.handlers()) {
            Label handler = code.newLabel();
            if (h.type() == null) code.exceptionCatchAll(start, end, handler);
            else
                code.exceptionCatch(start, end, handler, h.type());
            stubs.add(() -> {
                code.labelBinding(handler);
                if (call != null) code.dup().invokestatic(FRAMES, "throwRefusal", THROW_REFUSAL);
                if (call != null && !forgets && plan.flow.mayReturn(h.edge().to())) {
                    code.loadConstant(p.line()).loadConstant(plan.graph.owner()).loadConstant(plan.graph.shownMethod());
                    code.loadConstant((ConstantDesc) plan.graph.sourceFile());
                    code.loadConstant(call.instruction().name().stringValue());
                    code.invokestatic(FRAMES, "leftHalfWay", LEFT_HALF_WAY).athrow();
                    return;
                }
                code.dup();
                addFrame(() -> code.loadConstant(p.line()));
                code.astore(caughtSlot);
                if (forgets) slots.reset(markSlot, refMarkSlot);
                follow(h.edge());
            });
        }
    }

    private void emit(Terminator end) {
        switch (end) {
            case Terminator.Jump(Edge e, int _) -> follow(e);
            case Terminator.Branch b -> {
                b.args().forEach(slots::load);
                code.branch(b.opcode(), stub(b.taken()));
                follow(b.otherwise());
            }
            case Terminator.Switch s -> {
                s.args().forEach(slots::load);
                var cases = new ArrayList<SwitchCase>();
                for (int i = 0; i < s.keys().size(); i++)
                    cases.add(SwitchCase.of(s.keys().get(i), stub(s.cases().get(i))));
                Label otherwise = stub(s.otherwise());
                if (s.dense()) code.tableswitch(otherwise, cases);
                else
                    code.lookupswitch(otherwise, cases);
            }
            case Terminator.Protect p -> follow(p.body());
            case Terminator.Return _ -> atReturn.run();
            case Terminator.Throw t -> {
                store(t.line());
                t.args().forEach(slots::load);
                code.athrow();
            }
        }
    }

    /** A label that leads along the edge. */
    private Label stub(Edge e) {
        Label label = code.newLabel();
        stubs.add(() -> {
            code.labelBinding(label);
            follow(e);
        });
        return label;
    }

    private void follow(Edge e) {
        for (Value v : plan.records(e)) slots.push(v);
        for (Flow.Loop loop : plan.countsRecorded(e)) slots.pushCount(loop);
        Block to = e.to();
        Flow.Loop loop = plan.flow.loopAt(to);
        if (loop != null && plan.isCounted(loop)) {
            if (loop.latches().contains(e)) code.iinc(slots.count(loop), 1);
            else
                code.iconst_0().istore(slots.count(loop));
        }
        if (plan.ways.get(to) == ReversePlan.Way.RECORDED) {
            int way = plan.flow.incoming.get(to).indexOf(e);
            if (plan.wayStaysInLocal(to)) code.loadConstant(way).istore(slots.way(to));
            else
                slots.pushInt(way);
        }
        move(e.args(), to.params());
        if (plan.flow.isBackward(e)) checkInterruption(code);
        code.branch(Opcode.GOTO, labels.get(to));
    }

    /** Assigns the parameters all at once, because an argument may be another parameter's old value. */
    private void move(List<Value> from, List<Value> to) {
        var moved = new ArrayDeque<Value>();
        for (int i = 0; i < to.size(); i++) {
            if (from.get(i).equals(to.get(i))) continue;
            slots.load(from.get(i));
            moved.push(to.get(i));
        }
        moved.forEach(slots::store);
    }
}
