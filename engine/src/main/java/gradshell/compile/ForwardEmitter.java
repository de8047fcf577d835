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
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
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
import java.util.Set;

/** Writes the forward sweep: the method itself, with its effects in their order, and what the plan wants recorded. */
final class ForwardEmitter {
    private static final ClassDesc FRAMES = Frames.class.describeConstable().orElseThrow();
    private static final MethodTypeDesc ADD_FRAME = MethodTypeDesc.of(ConstantDescs.CD_Throwable,
            ConstantDescs.CD_Throwable,
            ConstantDescs.CD_int, ConstantDescs.CD_String, ConstantDescs.CD_String, ConstantDescs.CD_String);
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
                        || b.ops().stream().anyMatch(ForwardEmitter::mayThrow));
        lineSlot = mayThrow ? code.allocateLocal(TypeKind.INT) : -1;
    }

    void emit() {
        if (lineSlot < 0) {
            emitBlocks();
            return;
        }
        Label start = code.newLabel();
        Label end = code.newLabel();
        Label handler = code.newLabel();
        code.iconst_m1().istore(lineSlot).labelBinding(start);
        emitBlocks();
        code.labelBinding(end).labelBinding(handler);
        code.iload(lineSlot).loadConstant(plan.graph.owner()).loadConstant(plan.graph.shownMethod());
        code.loadConstant((ConstantDesc) plan.graph.sourceFile());
        code.invokestatic(FRAMES, "add", ADD_FRAME).athrow();
        code.exceptionCatchAll(start, end, handler);
    }

    private static boolean mayThrow(Op op) {
        return switch (op) {
            case Op.Const _,Op.Apply _,Op.Shadow _,Op.Peek _,Op.Tangent _,Op.Scope _ -> false;
            case Op.Call _,Op.New _,Op.Blank _,Op.Outlined _ -> true;
            case Op.Keep k ->
                !(k.instruction() instanceof OperatorInstruction || k.instruction() instanceof ConvertInstruction)
                        || Set.of(Opcode.IDIV, Opcode.IREM, Opcode.LDIV, Opcode.LREM, Opcode.ARRAYLENGTH)
                                .contains(k.instruction().opcode());
        };
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
                if (mayThrow(op)) store(op instanceof Op.Outlined ? -1 : op.line());
                emit(op);
            }
            for (Value v : plan.records(b)) slots.push(v);
            at(b.end().line());
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
            case Op.Outlined o -> calls.forward(o);
            case Op.New n -> calls.forward(n);
            case Op.Blank b -> calls.forward(b);
            case Op.Shadow s -> {
                slots.findShadow(s);
                slots.store(s.result());
            }
            case Op.Peek p -> slots.peek(p);
            case Op.Tangent t -> {
                slots.findTangent(t);
                slots.store(t.result());
            }
            case Op.Scope s -> slots.scope(s);
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
