package gradshell.compile;

import gradshell.compile.ir.Block;
import gradshell.compile.ir.Graph;
import gradshell.compile.ir.Op;
import gradshell.compile.ir.Op.Shadow.Form;
import gradshell.compile.ir.Value;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The tangents of reading and writing memory: what is read brings its tangent from the tangent of its array or object, what
 * is written takes its own there. Those are ordinary arrays, so that forward and reverse mode can be applied again.
 */
final class MemoryTangent {
    private static final ClassDesc DOUBLES = ConstantDescs.CD_double.arrayType();
    private static final ClassDesc FLOATS = ConstantDescs.CD_float.arrayType();

    private final Graph graph;
    private final Activity activity;
    private final int tag;
    private final BiFunction<Value, List<Op>, Value> tangent;
    /** How the tangent of a reference is found. */
    private final Map<Value, Op.Tangent> found = new LinkedHashMap<>();

    /**
     * @param tangent the tangent of a number; what has to be computed for it goes to the list
     */
    MemoryTangent(Graph graph, Activity activity, int tag, BiFunction<Value, List<Op>, Value> tangent) {
        this.graph = graph;
        this.activity = activity;
        this.tag = tag;
        this.tangent = tangent;
    }

    /** Writes what belongs to an operation that was just written, and returns the tangent of the number it reads, or null. */
    Value push(Op op, List<Op> ops) {
        return switch (op) {
            case Op.Call c when Sinks.isBoxing(c) -> {
                if (activity.varied(c.args().getFirst()))
                    store(c.result(), Form.NEW_BOX, 0, c.args().getFirst(), op, ops);
                yield null;
            }
            case Op.Call c when Sinks.isUnboxing(c.instruction()) && activity.varied(c.result()) ->
                load(c.args().getFirst(), Form.NEW_BOX, 0, op, ops);
            case Op.New n when activity.touchesMemory(n) -> {
                int[] cells = activity.cells(n).orElseThrow();
                for (int i = 0; i < cells.length; i++) {
                    if (cells[i] >= 0) store(n.result(), Form.CELLS, cells[i], n.args().get(i), op, ops);
                }
                yield null;
            }
            case Op.Keep k when Activity.isLoad(k.instruction()) && k.result().isFloating()
                    && activity.varied(k.result()) ->
                k.instruction() instanceof FieldInstruction f
                        ? load(k.args().getFirst(), Form.CELLS, activity.program().cell(f), op, ops)
                        : load(k, ops);
            case Op.Keep k when activity.touchesMemory(k) -> {
                if (k.instruction() instanceof FieldInstruction f) {
                    store(k.args().getFirst(), Form.CELLS, activity.program().cell(f), k.args().getLast(), op, ops);
                } else {
                    store(k, ops);
                }
                yield null;
            }
            default -> null;
        };
    }

    private Value load(Op.Keep k, List<Op> ops) {
        boolean single = k.result().kind() == TypeKind.FLOAT;
        Value place = find(k.args().getFirst(), single ? Form.FLOATS : Form.DOUBLES, k.line());
        Value read = graph.newValue(k.result().kind(), k.result().kind().upperBound());
        ops.add(new Op.Keep(List.of(read), k.instruction(), List.of(place, k.args().get(1)), k.line()));
        return read;
    }

    private void store(Op.Keep k, List<Op> ops) {
        Value stored = k.args().getLast();
        Value place = find(k.args().getFirst(), stored.kind() == TypeKind.FLOAT ? Form.FLOATS : Form.DOUBLES, k.line());
        ops.add(new Op.Keep(List.of(), k.instruction(),
                List.of(place, k.args().get(1), tangent.apply(stored, ops)), k.line()));
    }

    private Value load(Value object, Form form, int cell, Op op, List<Op> ops) {
        Value place = find(object, form, op.line());
        Value read = graph.newValue(TypeKind.DOUBLE, ConstantDescs.CD_double);
        ops.add(new Op.Keep(List.of(read), ArrayLoadInstruction.of(Opcode.DALOAD), List.of(place, index(cell, op, ops)),
                op.line()));
        return new PartialOps(graph, ops, null).convert(read, op.result().kind());
    }

    private void store(Value object, Form form, int cell, Value stored, Op op, List<Op> ops) {
        Value place = find(object, form, op.line());
        Value written = new PartialOps(graph, ops, null).convert(tangent.apply(stored, ops), TypeKind.DOUBLE);
        ops.add(new Op.Keep(List.of(), ArrayStoreInstruction.of(Opcode.DASTORE),
                List.of(place, index(cell, op, ops), written), op.line()));
    }

    private Value index(int cell, Op op, List<Op> ops) {
        Value index = graph.newValue(TypeKind.INT, ConstantDescs.CD_int);
        ops.add(new Op.Const(List.of(index), cell, op.line()));
        return index;
    }

    private Value find(Value object, Form form, int line) {
        return found.computeIfAbsent(object, _ -> {
            Value place = graph.newValue(TypeKind.REFERENCE, form == Form.FLOATS ? FLOATS : DOUBLES);
            return new Op.Tangent(List.of(place), form, tag, List.of(object), line);
        }).result();
    }

    /** Puts the search for a tangent behind the definition of its reference. */
    void insert() {
        for (Block b : graph.blocks()) {
            var ops = new ArrayList<Op>();
            for (Value v : b.params()) if (found.containsKey(v)) ops.add(found.get(v));
            for (Op op : b.ops()) {
                ops.add(op);
                for (Value v : op.results()) if (found.containsKey(v)) ops.add(found.get(v));
            }
            b.ops(ops);
        }
    }
}
