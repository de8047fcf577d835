package gradshell.compile;

import gradshell.compile.ir.Block;
import gradshell.compile.ir.Op;
import gradshell.compile.ir.Value;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** Where a generated method keeps things: locals for values, cotangents, trip counts and ways taken, and the tape. */
final class Slots {
    private static final ClassDesc ROWS = Rows.class.describeConstable().orElseThrow();
    static final ClassDesc TAPE = Tape.class.describeConstable().orElseThrow();
    private static final MethodTypeDesc PUSH = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_double);
    private static final MethodTypeDesc POP = MethodTypeDesc.of(ConstantDescs.CD_double);
    private static final MethodTypeDesc PUSH_INT = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int);
    private static final MethodTypeDesc PUSH_REF = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object);
    private static final MethodTypeDesc POP_REF = MethodTypeDesc.of(ConstantDescs.CD_Object);
    private static final MethodTypeDesc POP_INT = MethodTypeDesc.of(ConstantDescs.CD_int);

    private final CodeBuilder code;
    private final ReversePlan plan;
    private final int tape;
    private final Map<Value, Integer> values = new HashMap<>();
    private final Map<Value, Integer> cotangents = new HashMap<>();
    private final Map<Block, Integer> counts = new HashMap<>();
    private final Map<Block, Integer> ways = new HashMap<>();

    Slots(CodeBuilder code, ReversePlan plan, int tape) {
        this.code = code;
        this.plan = plan;
        this.tape = tape;
    }

    /** Says that a value is in a local already. */
    void bind(Value v, int slot) {
        values.put(v, slot);
    }

    void load(Value v) {
        var constant = plan.constants.get(v);
        if (constant != null) code.loadConstant(constant.value());
        else
            code.loadLocal(v.kind(), slot(values, v));
    }

    void store(Value v) {
        code.storeLocal(v.kind(), slot(values, v));
    }

    /** Whether anything was added to the value's cotangent so far. */
    boolean hasCotangent(Value v) {
        return cotangents.containsKey(v);
    }

    void loadCotangent(Value v) {
        code.loadLocal(v.kind(), slot(cotangents, v));
    }

    void storeCotangent(Value v) {
        code.storeLocal(v.kind(), slot(cotangents, v));
    }

    int count(Flow.Loop loop) {
        return counts.computeIfAbsent(loop.header(), _ -> code.allocateLocal(TypeKind.INT));
    }

    int way(Block join) {
        return ways.computeIfAbsent(join, _ -> code.allocateLocal(TypeKind.INT));
    }

    /** Puts a zero or null on the stack. */
    void loadZero(TypeKind kind) {
        if (kind == TypeKind.REFERENCE) {
            code.aconst_null();
        } else {
            code.loadConstant(0);
            code.conversion(TypeKind.INT, kind);
        }
    }

    /** Looks at what a load would give, without its exceptions. */
    void peek(Op.Peek p) {
        p.args().forEach(this::load);
        Value v = p.result();
        if (p.load() instanceof FieldInstruction f) {
            Label absent = code.newLabel();
            Label end = code.newLabel();
            code.dup().ifnull(absent).with(f).goto_(end);
            code.labelBinding(absent).pop();
            loadZero(v.kind());
            code.labelBinding(end);
        } else {
            ClassDesc array = v.isFloating() ? v.kind().upperBound().arrayType() : ConstantDescs.CD_Object.arrayType();
            code.invokestatic(ROWS, "peek", MethodTypeDesc.of(array.componentType(), array, ConstantDescs.CD_int));
            if (!v.isFloating()) code.checkcast(v.type());
        }
        store(p.result());
    }

    /** Gives the tape the shadow of the method's result. */
    void passBack(Op.PassBack p) {
        loadTape();
        if (p.args().isEmpty()) code.aconst_null();
        p.args().forEach(this::load);
        code.invokevirtual(TAPE, "passBack", PUSH_REF);
    }

    /** Makes a shadow or asks the tape for it, and leaves it on the stack. */
    void findShadow(Op.Shadow s) {
        switch (s.origin()) {
            case SEARCHED -> search(s);
            case MADE -> {
                load(s.args().getFirst());
                code.arraylength().newarray(TypeKind.from(s.result().type().componentType()));
            }
            case PASSED -> ask("passed", s);
            case PASSED_BACK -> ask("passedBack", s);
            case ENTERED -> ask("entered", s);
        }
    }

    private void ask(String name, Op.Shadow s) {
        ClassDesc type = s.result().type();
        loadTape();
        s.args().forEach(this::load);
        code.invokevirtual(TAPE, name, MethodTypeDesc.of(type, Collections.nCopies(s.args().size(), type)));
    }

    private void search(Op.Shadow s) {
        boolean row = s.args().size() > 1;
        String name = switch (s.form()) {
            case DOUBLES -> "doubles";
            case FLOATS -> "floats";
            case ROWS -> "rows";
            case BOX -> "box";
            case NEW_BOX -> "newBox";
            case CELLS -> "cells";
        };
        ClassDesc type = s.result().type();
        ClassDesc of = switch (s.form()) {
            case DOUBLES, FLOATS -> type;
            case ROWS -> ConstantDescs.CD_Object.arrayType();
            case BOX, NEW_BOX, CELLS -> ConstantDescs.CD_Object;
        };
        loadTape();
        s.args().forEach(this::load);
        code.invokevirtual(TAPE, row ? name + "Row" : name,
                row ? MethodTypeDesc.of(type, of, ConstantDescs.CD_int, ROWS) : MethodTypeDesc.of(type, of));
    }

    /** Asks the tape for the tangent of an object and leaves it on the stack. */
    void findTangent(Op.Tangent t) {
        String name = switch (t.form()) {
            case DOUBLES -> "doubleTangents";
            case FLOATS -> "floatTangents";
            case BOX, NEW_BOX -> "boxTangent";
            case CELLS, ROWS -> "cellTangents";
        };
        ClassDesc of = switch (t.form()) {
            case DOUBLES, FLOATS -> t.result().type();
            case BOX, NEW_BOX, CELLS, ROWS -> ConstantDescs.CD_Object;
        };
        loadTape();
        load(t.args().getFirst());
        code.loadConstant(t.tag());
        code.invokevirtual(TAPE, name, MethodTypeDesc.of(t.result().type(), of, ConstantDescs.CD_int));
    }

    void scope(Op.Scope s) {
        loadTape();
        code.loadConstant(s.tag());
        code.invokevirtual(TAPE, s.begins() ? "beginTangents" : "endTangents",
                MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int));
    }

    /** Gives the locals names, for a method that is to be read. */
    void describe(LocalNames names) {
        values.forEach((v, slot) -> describe(slot, names.of(v), v));
        cotangents.forEach((v, slot) -> describe(slot, names.cotangent(v), v));
        counts.values().forEach(slot -> describe(slot, names.fresh("rounds"), ConstantDescs.CD_int));
        ways.values().forEach(slot -> describe(slot, names.fresh("way"), ConstantDescs.CD_int));
        describe(tape, "tape", TAPE);
    }

    private void describe(int slot, String name, Value v) {
        if (v.kind() != TypeKind.REFERENCE || v.type() != null)
            describe(slot, name, v.type() == null ? v.kind().upperBound() : v.type());
        else
            describe(slot, name, ConstantDescs.CD_Object);
    }

    void describe(int slot, String name, ClassDesc type) {
        code.localVariable(slot, name, type, code.startLabel(), code.endLabel());
    }

    private int slot(Map<Value, Integer> map, Value v) {
        return map.computeIfAbsent(v, _ -> code.allocateLocal(v.kind()));
    }

    void loadTape() {
        code.aload(tape);
    }

    /** Records the value on the tape. */
    void push(Value v) {
        loadTape();
        load(v);
        if (v.kind() == TypeKind.INT) {
            code.invokevirtual(TAPE, "pushInt", PUSH_INT);
        } else if (v.kind() == TypeKind.REFERENCE) {
            code.invokevirtual(TAPE, "pushRef", PUSH_REF);
        } else {
            code.conversion(v.kind(), TypeKind.DOUBLE);
            code.invokevirtual(TAPE, "push", PUSH);
        }
    }

    /** Takes the value from the tape. */
    void pop(Value v) {
        if (v.kind() == TypeKind.INT) {
            popInt();
        } else if (v.kind() == TypeKind.REFERENCE) {
            loadTape();
            code.invokevirtual(TAPE, "popRef", POP_REF).checkcast(v.type());
        } else {
            loadTape();
            code.invokevirtual(TAPE, "pop", POP);
            code.conversion(TypeKind.DOUBLE, v.kind());
        }
        store(v);
    }

    void pushCount(Flow.Loop loop) {
        loadTape();
        code.iload(count(loop));
        code.invokevirtual(TAPE, "pushInt", PUSH_INT);
    }

    /** Remembers in two locals where the tape ends. */
    void mark(int numbers, int refs) {
        loadTape();
        code.invokevirtual(TAPE, "markNumbers", MethodTypeDesc.of(ConstantDescs.CD_long)).lstore(numbers);
        loadTape();
        code.invokevirtual(TAPE, "markRefs", MethodTypeDesc.of(ConstantDescs.CD_int)).istore(refs);
    }

    /** Takes the tape back to where it ended. */
    void reset(int numbers, int refs) {
        loadTape();
        code.lload(numbers).iload(refs);
        code.invokevirtual(TAPE, "reset",
                MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_long, ConstantDescs.CD_int));
    }

    void pushInt(int constant) {
        loadTape();
        code.loadConstant(constant);
        code.invokevirtual(TAPE, "pushInt", PUSH_INT);
    }

    void popInt() {
        loadTape();
        code.invokevirtual(TAPE, "popInt", POP_INT);
    }

    /** Hands over the {@code double} that {@code load} puts on the stack as a result beyond the first. */
    void setRegister(int index, Runnable load) {
        loadTape();
        code.loadConstant(index);
        load.run();
        code.invokevirtual(TAPE, "setRegister",
                MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int, ConstantDescs.CD_double));
    }

    /** Puts a result beyond the first on the stack, as a {@code double}. */
    void register(int index) {
        loadTape();
        code.loadConstant(index);
        code.invokevirtual(TAPE, "register", MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_int));
    }
}
