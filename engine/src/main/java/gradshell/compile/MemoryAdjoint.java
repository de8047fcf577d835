package gradshell.compile;

import gradshell.compile.ir.Op;
import gradshell.compile.ir.Value;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.FieldInstruction;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes the adjoints of reading and writing memory: what was read adds its cotangent to the shadow; what was written
 * takes its cotangent from there, and leaves a zero for what was there before.
 */
final class MemoryAdjoint {
    private final CodeBuilder code;
    private final ReversePlan plan;
    private final Slots slots;
    private final Consumer<Value> loadInt;
    private final Consumer<Value> accumulate;

    /**
     * @param loadInt    puts an int of the forward sweep on the stack
     * @param accumulate adds what is on the stack to the cotangent of a value
     */
    MemoryAdjoint(CodeBuilder code, ReversePlan plan, Slots slots, Consumer<Value> loadInt,
            Consumer<Value> accumulate) {
        this.code = code;
        this.plan = plan;
        this.slots = slots;
        this.loadInt = loadInt;
        this.accumulate = accumulate;
    }

    void emit(Op.Keep k) {
        TypeKind cell = cell(k.instruction());
        Runnable place = place(k.instruction(), k.args());
        if (Activity.isLoad(k.instruction())) {
            add(place, cell, k.result());
        } else {
            take(place, cell, k.args().getLast());
            place.run();
            slots.loadZero(cell);
            code.arrayStore(cell);
        }
    }

    /** The adjoint of looking at what may not be there. */
    void peeked(Op.Peek p) {
        var absent = code.newLabel();
        Value shadow = plan.shadows.get(p.args().getFirst());
        slots.load(shadow);
        code.ifnull(absent);
        if (p.args().size() > 1) {
            loadInt.accept(p.args().get(1));
            code.iflt(absent);
            loadInt.accept(p.args().get(1));
            slots.load(shadow);
            code.arraylength().if_icmpge(absent);
        }
        add(place(p.load(), p.args()), cell(p.load()), p.result());
        code.labelBinding(absent);
    }

    /** Writes shadow and index of what a load or store works on. */
    private Runnable place(Instruction i, List<Value> args) {
        return () -> {
            slots.load(plan.shadows.get(args.getFirst()));
            if (i instanceof FieldInstruction f) code.loadConstant(plan.activity.program().cell(f));
            else
                loadInt.accept(args.get(1));
        };
    }

    private static TypeKind cell(Instruction i) {
        return i instanceof FieldInstruction ? TypeKind.DOUBLE : kind(i.opcode());
    }

    /** The adjoint of making a box. */
    void boxed(Op.Call c) {
        take(() -> {
            slots.load(plan.shadows.get(c.result()));
            code.iconst_0();
        }, TypeKind.DOUBLE, c.args().getFirst());
    }

    /** The adjoint of looking into a box, which may hold a constant. */
    void unboxed(Op.Call c) {
        var constant = code.newLabel();
        Value cell = plan.shadows.get(c.args().getFirst());
        slots.load(cell);
        code.ifnull(constant);
        add(() -> {
            slots.load(cell);
            code.iconst_0();
        }, TypeKind.DOUBLE, c.result());
        code.labelBinding(constant);
    }

    /** The adjoint of a constructor that puts its parameters into fields. */
    void made(Op.New n) {
        int[] cells = plan.activity.cells(n).orElseThrow();
        for (int i = 0; i < cells.length; i++) {
            int cell = cells[i];
            if (cell < 0) continue;
            take(() -> {
                slots.load(plan.shadows.get(n.result()));
                code.loadConstant(cell);
            }, TypeKind.DOUBLE, n.args().get(i));
        }
    }

    private void add(Runnable place, TypeKind cell, Value read) {
        place.run();
        code.dup2().arrayLoad(cell);
        slots.loadCotangent(read);
        code.conversion(read.kind(), cell);
        if (cell == TypeKind.FLOAT) code.fadd();
        else
            code.dadd();
        code.arrayStore(cell);
    }

    private void take(Runnable place, TypeKind cell, Value written) {
        if (!plan.activity.active(written)) return;
        place.run();
        code.arrayLoad(cell).conversion(cell, written.kind());
        accumulate.accept(written);
    }

    private static TypeKind kind(Opcode opcode) {
        return opcode == Opcode.FALOAD || opcode == Opcode.FASTORE ? TypeKind.FLOAT : TypeKind.DOUBLE;
    }
}
