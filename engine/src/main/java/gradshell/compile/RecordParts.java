package gradshell.compile;

import gradshell.compile.ir.Block;
import gradshell.compile.ir.Edge;
import gradshell.compile.ir.Graph;
import gradshell.compile.ir.Op;
import gradshell.compile.ir.Terminator;
import gradshell.compile.ir.Value;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.ConstantPoolBuilder;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The constructor of a record that computes, as a function from its parameters to the components: only a constructor can
 * write the fields of a record, so the record itself is made by the real one, and {@link RecordMaker} puts the two together.
 * The components are in an array of references: first a {@code double[]} with the numbers, then the references.
 */
final class RecordParts {
    /** The name of that function. */
    static final String NAME = "$parts";

    private static final ClassDesc PARTS = ConstantDescs.CD_Object.arrayType();
    private static final ClassDesc NUMBERS = ConstantDescs.CD_double.arrayType();

    private final Graph graph;
    private final Class<?> type;
    private final Value self;
    private Value parts;
    private Value numbers;
    private List<Op> ops;

    private RecordParts(Graph graph, Class<?> type) {
        this.graph = graph;
        this.type = type;
        self = graph.entry().params().getFirst();
    }

    /** The call of the function for what would be made. */
    static InvokeInstruction call(InvokeInstruction constructor) {
        ClassDesc owner = constructor.owner().asSymbol();
        return InvokeInstruction.of(Opcode.INVOKESTATIC, ConstantPoolBuilder.of().methodRefEntry(owner,
                RecordMaker.NAME, constructor.typeSymbol().changeReturnType(owner)));
    }

    static MethodType type(MethodType made) {
        return made.changeReturnType(Object[].class);
    }

    /** The function, of the lifted code of the constructor. */
    static Graph of(Graph constructor, Class<?> type) {
        var parts = new RecordParts(constructor, type);
        parts.rewrite();
        return constructor;
    }

    private void rewrite() {
        List<Block> blocks = graph.blocks();
        boolean delegates = blocks.stream().flatMap(b -> b.ops().stream()).anyMatch(this::isDelegation);
        for (Block b : blocks) {
            List<Op> before = b.ops();
            ops = new ArrayList<>();
            if (b == graph.entry() && !delegates) makeParts();
            for (Op op : before) rewrite(op);
            b.ops(ops);
            if (b.end() instanceof Terminator.Return r) b.end(new Terminator.Return(List.of(parts), r.line()));
            for (Edge e : b.end().edges()) if (e.args().contains(self)) throw refuse(graph, b.end().line());
            if (b.end().args().contains(self)) throw refuse(graph, b.end().line());
        }
        List<Value> params = graph.entry().params();
        graph.entry().params(new ArrayList<>(params.subList(1, params.size())));
    }

    private boolean isDelegation(Op op) {
        return op instanceof Op.Call c && c.instruction().name().equalsString(ConstantDescs.INIT_NAME)
                && c.args().getFirst().equals(self);
    }

    private void makeParts() {
        RecordComponent[] components = type.getRecordComponents();
        parts = keep(NewReferenceArrayInstruction.of(entry(ConstantDescs.CD_Object)), PARTS, -1,
                constant(1 + components.length));
        numbers = keep(NewPrimitiveArrayInstruction.of(TypeKind.DOUBLE), NUMBERS, -1,
                constant(Layout.of(type).count()));
        store(Opcode.AASTORE, parts, 0, numbers, -1);
    }

    private void rewrite(Op op) {
        if (isDelegation(op) && op instanceof Op.Call c) {
            if (parts != null) throw refuse(graph, op.line());
            var call = InvokeInstruction.of(Opcode.INVOKESTATIC, ConstantPoolBuilder.of().methodRefEntry(
                    c.instruction().owner().asSymbol(), NAME, c.instruction().typeSymbol().changeReturnType(PARTS)));
            parts = graph.newValue(TypeKind.REFERENCE, PARTS);
            ops.add(new Op.Call(List.of(parts), call, c.args().subList(1, c.args().size()), c.line()));
            Value first = keep(ArrayLoadInstruction.of(Opcode.AALOAD), ConstantDescs.CD_Object, c.line(), parts,
                    constant(0));
            numbers = keep(TypeCheckInstruction.of(Opcode.CHECKCAST, entry(NUMBERS)), NUMBERS, c.line(), first);
        } else if (!op.args().contains(self)) {
            ops.add(op);
        } else if (op instanceof Op.Keep k && k.instruction() instanceof FieldInstruction f && parts != null
                && k.args().lastIndexOf(self) == 0) {
            if (f.opcode() == Opcode.PUTFIELD) put(k, f);
            else
                get(k, f);
        } else {
            throw refuse(graph, op.line());
        }
    }

    private void put(Op.Keep k, FieldInstruction f) {
        Value value = k.args().getLast();
        switch (TypeKind.from(f.typeSymbol())) {
            case DOUBLE -> store(Opcode.DASTORE, numbers, Layout.index(type, f.name().stringValue()), value, k.line());
            case REFERENCE -> store(Opcode.AASTORE, parts, 1 + component(f), value, k.line());
            case FLOAT -> throw refuse(graph, k.line());
            default -> {
                // the record has it, and nothing is differentiated there
            }
        }
    }

    private void get(Op.Keep k, FieldInstruction f) {
        switch (TypeKind.from(f.typeSymbol())) {
            case DOUBLE -> ops.add(new Op.Keep(k.results(), ArrayLoadInstruction.of(Opcode.DALOAD),
                    List.of(numbers, constant(Layout.index(type, f.name().stringValue()))), k.line()));
            case REFERENCE -> {
                Value part = keep(ArrayLoadInstruction.of(Opcode.AALOAD), ConstantDescs.CD_Object, k.line(), parts,
                        constant(1 + component(f)));
                ops.add(new Op.Keep(k.results(), TypeCheckInstruction.of(Opcode.CHECKCAST, entry(f.typeSymbol())),
                        List.of(part), k.line()));
            }
            default -> throw refuse(graph, k.line());
        }
    }

    private int component(FieldInstruction f) {
        return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList()
                .indexOf(f.name().stringValue());
    }

    private void store(Opcode opcode, Value array, int index, Value value, int line) {
        ops.add(new Op.Keep(List.of(), ArrayStoreInstruction.of(opcode), List.of(array, constant(index), value), line));
    }

    private Value constant(int number) {
        Value v = graph.newValue(TypeKind.INT, ConstantDescs.CD_int);
        ops.add(new Op.Const(List.of(v), number, -1));
        return v;
    }

    private Value keep(Instruction i, ClassDesc type, int line, Value... args) {
        Value v = graph.newValue(TypeKind.REFERENCE, type);
        ops.add(new Op.Keep(List.of(v), i, List.of(args), line));
        return v;
    }

    private static ClassEntry entry(ClassDesc type) {
        return ConstantPoolBuilder.of().classEntry(type);
    }

    /** The error where it can't be done. */
    static UnsupportedOperationException refuse(Graph graph, int line) {
        return Refusal.at(graph, line, "a record whose constructor computes with differentiated values and does more",
                "Compute before, in a static method that makes the record");
    }
}
