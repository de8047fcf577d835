package gradshell.compile;

import gradshell.compile.ir.Block;
import gradshell.compile.ir.Graph;
import gradshell.compile.ir.Op;
import gradshell.compile.ir.Value;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds references that a loop loads again in each round though they stay the same, as the row {@code a[i]} in the innermost
 * loop of a matrix product, and looks at them once before the loop, so that their shadows are searched for and recorded
 * once. The loads themselves stay where they are.
 */
final class Hoisting {
    private final Graph graph;
    private final Flow flow;
    private final Map<Value, Op> definitions = new HashMap<>();
    private final Map<Value, Block> definedIn = new HashMap<>();
    private final Map<Flow.Loop, Boolean> quiet = new HashMap<>();
    private final Map<Flow.Loop, Map<Value, Value>> peeked = new HashMap<>();
    private final Map<Block, List<Op>> before = new HashMap<>();

    Hoisting(Graph graph) {
        this.graph = graph;
        flow = new Flow(graph);
        for (Block b : flow.order) {
            for (Value v : b.params()) definedIn.put(v, b);
            for (Op op : b.ops()) {
                for (Value v : op.results()) {
                    definitions.put(v, op);
                    definedIn.put(v, b);
                }
            }
        }
    }

    /** The outermost loop in all rounds of which the load of {@code v} gives the same, or null. */
    Flow.Loop loop(Value v) {
        if (!(definitions.get(v) instanceof Op.Keep)) return null;
        for (Flow.Loop loop : flow.loopsAround(definedIn.get(v))) if (isFixed(v, loop)) return loop;
        return null;
    }

    /** The value before the loop that stands for {@code v} there. */
    Value peek(Value v, Flow.Loop loop) {
        if (!loop.body().contains(definedIn.get(v)) || definitions.get(v) instanceof Op.Const) return v;
        var known = peeked.computeIfAbsent(loop, _ -> new HashMap<>());
        if (known.containsKey(v)) return known.get(v);
        var load = (Op.Keep) definitions.get(v);
        List<Value> args = new ArrayList<>();
        for (Value arg : load.args()) args.add(peek(arg, loop));
        Value result = graph.newValue(TypeKind.REFERENCE, type(v));
        known.put(v, result);
        put(new Op.Peek(List.of(result), load.instruction(), args, load.line()), loop);
        return result;
    }

    /** Puts an operation before a loop. */
    void put(Op op, Flow.Loop loop) {
        before.computeIfAbsent(flow.source.get(loop.entries().getFirst()), _ -> new ArrayList<>()).add(op);
    }

    /** Writes what was put before loops into the graph. */
    void finish() {
        before.forEach((block, ops) -> block.ops().addAll(ops));
    }

    /** What the loads of {@code v} and from it show its type to be. */
    private ClassDesc type(Value v) {
        if (v.type() != null) return v.type();
        for (Block b : flow.order) {
            for (Op op : b.ops()) {
                if (!(op instanceof Op.Keep k) || k.args().isEmpty() || !k.args().getFirst().equals(v)) continue;
                switch (k.instruction().opcode()) {
                    case DALOAD, DASTORE -> {
                        return ConstantDescs.CD_double.arrayType();
                    }
                    case FALOAD, FASTORE -> {
                        return ConstantDescs.CD_float.arrayType();
                    }
                    case AALOAD -> {
                        return ConstantDescs.CD_Object.arrayType();
                    }
                    case GETFIELD, PUTFIELD -> {
                        return ((FieldInstruction) k.instruction()).owner().asSymbol();
                    }
                    default -> {
                    }
                }
            }
        }
        return ConstantDescs.CD_Object;
    }

    private boolean isFixed(Value v, Flow.Loop loop) {
        if (!loop.body().contains(definedIn.get(v)) || definitions.get(v) instanceof Op.Const) return true;
        return loop.entries().size() == 1 && v.kind() == TypeKind.REFERENCE && definitions.get(v) instanceof Op.Keep k
                && (k.instruction().opcode() == Opcode.AALOAD || k.instruction().opcode() == Opcode.GETFIELD)
                && quiet.computeIfAbsent(loop, this::isQuiet) && k.args().stream().allMatch(arg -> isFixed(arg, loop));
    }

    /** Whether no reference that lies in memory can be replaced in the loop. */
    private boolean isQuiet(Flow.Loop loop) {
        for (Block b : loop.body()) {
            for (Op op : b.ops()) if (!isQuiet(op)) return false;
        }
        return true;
    }

    private static boolean isQuiet(Op op) {
        return switch (op) {
            case Op.Call c -> Sinks.accepts(c.instruction()) || Sinks.isBoxing(c) || Sinks.isUnboxing(c.instruction());
            case Op.Keep k -> switch (k.instruction().opcode()) {
                case AASTORE, MONITORENTER, MONITOREXIT, INVOKEDYNAMIC -> false;
                case PUTFIELD, PUTSTATIC -> k.args().getLast().kind() != TypeKind.REFERENCE;
                default -> true;
            };
            case Op.New _,Op.Blank _,Op.Outlined _ -> false;
            case Op.Const _,Op.Caught _,Op.Apply _,Op.Shadow _,Op.Peek _,Op.Tangent _,Op.Scope _ -> true;
        };
    }
}
