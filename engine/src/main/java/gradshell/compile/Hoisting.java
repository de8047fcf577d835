package gradshell.compile;

import gradshell.compile.ir.Block;
import gradshell.compile.ir.Edge;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks once before a loop at what the loop loads again in each round though it stays the same, as the row {@code a[i]} and
 * the number {@code a[i][k]} in the innermost loop of a matrix product. So its shadow is searched for once, it is recorded
 * once, and its cotangent is summed up in a local. The load stays where it is, for the exceptions that it may throw.
 */
final class Hoisting {
    private final Graph graph;
    private final Activity activity;
    private final Flow flow;
    private final Map<Value, Op> definitions = new HashMap<>();
    private final Map<Value, Block> definedIn = new HashMap<>();
    private final Map<Flow.Loop, Writes> writes = new HashMap<>();
    private final Map<Flow.Loop, Map<Value, Value>> peeked = new HashMap<>();
    private final Map<Block, List<Op>> before = new LinkedHashMap<>();
    /** Arrays of numbers by what is read or written there. */
    private final Map<Value, ClassDesc> usedAs = new HashMap<>();
    private final Map<Value, Value> replaced = new HashMap<>();

    /** What a loop does to memory: whether it may replace references, do anything to numbers, and where it stores numbers. */
    private record Writes(boolean references, boolean anyNumbers, List<Op.Keep> numbers) {}

    private Hoisting(Graph graph, Activity activity) {
        this.graph = graph;
        this.activity = activity;
        flow = new Flow(graph);
        for (Block b : flow.order) {
            for (Value v : b.params()) definedIn.put(v, b);
            for (Op op : b.ops()) {
                for (Value v : op.results()) {
                    definitions.put(v, op);
                    definedIn.put(v, b);
                }
                if (op instanceof Op.Keep k && elements(k) != null)
                    usedAs.put(k.args().getFirst(), elements(k).arrayType());
            }
        }
    }

    /** Rewrites the graph; nothing for one without loops. */
    static void hoist(Graph graph, Activity activity) {
        var hoisting = new Hoisting(graph, activity);
        if (hoisting.flow.loops().iterator().hasNext()) hoisting.hoist();
    }

    private void hoist() {
        for (Block b : flow.order) {
            var ops = new ArrayList<Op>();
            for (Op op : b.ops()) {
                Flow.Loop loop = isLoad(op) ? loop(op.result()) : null;
                ops.add(loop == null ? op : withoutResult((Op.Keep) op, peek(op.result(), loop)));
            }
            b.ops(ops);
        }
        before.forEach((block, ops) -> block.ops().addAll(ops));
        for (Block b : flow.order) {
            b.ops().replaceAll(op -> op.withArgs(replace(op.args())));
            b.end(b.end().withArgs(replace(b.end().args())));
            for (Edge e : b.end().edges()) e.redirect(e.to(), replace(e.args()));
        }
    }

    private List<Value> replace(List<Value> values) {
        return values.stream().map(v -> replaced.getOrDefault(v, v)).toList();
    }

    /** The load for its exceptions alone. */
    private Op withoutResult(Op.Keep load, Value instead) {
        replaced.put(load.result(), instead);
        Value unused = graph.newValue(load.result().kind(), load.result().type());
        return new Op.Keep(List.of(unused), load.instruction(), load.args(), load.line());
    }

    /** The outermost loop in all rounds of which the load of {@code v} gives the same, or null. */
    private Flow.Loop loop(Value v) {
        for (Flow.Loop loop : flow.loopsAround(definedIn.get(v))) if (isFixed(v, loop)) return loop;
        return null;
    }

    private boolean isFixed(Value v, Flow.Loop loop) {
        if (!loop.body().contains(definedIn.get(v)) || definitions.get(v) instanceof Op.Const) return true;
        return loop.entries().size() == 1 && definitions.get(v) instanceof Op.Keep k
                && (Induction.isComputed(k) || (isLoad(k) && stays(k, writes.computeIfAbsent(loop, Hoisting::writes))))
                && k.args().stream().allMatch(arg -> isFixed(arg, loop));
    }

    private boolean isLoad(Op op) {
        return op instanceof Op.Keep k && switch (k.instruction().opcode()) {
            case AALOAD -> type(k.result()) != null;
            case DALOAD, FALOAD -> true;
            case GETFIELD -> k.result().kind() == TypeKind.REFERENCE || k.result().isFloating();
            default -> false;
        };
    }

    /** The static type, which is noted only where it was known before the loops were; null where it can't be told. */
    private ClassDesc type(Value v) {
        if (v.type() != null || !(definitions.get(v) instanceof Op.Keep k)
                || k.instruction().opcode() != Opcode.AALOAD) {
            return v.type();
        }
        ClassDesc array = type(k.args().getFirst());
        if (array != null) return array.componentType();
        return usedAs.get(v);
    }

    private static ClassDesc elements(Op.Keep access) {
        return switch (access.instruction().opcode()) {
            case DALOAD, DASTORE -> ConstantDescs.CD_double;
            case FALOAD, FASTORE -> ConstantDescs.CD_float;
            default -> null;
        };
    }

    private boolean stays(Op.Keep load, Writes writes) {
        if (load.instruction() instanceof FieldInstruction f && activity.program().isVolatile(f)) return false;
        if (load.result().kind() == TypeKind.REFERENCE) return !writes.references;
        return !writes.anyNumbers && writes.numbers.stream().noneMatch(store -> mayMeet(load, store));
    }

    private boolean mayMeet(Op.Keep load, Op.Keep store) {
        boolean isField = load.instruction() instanceof FieldInstruction;
        if (isField != store.instruction() instanceof FieldInstruction
                || load.result().kind() != store.args().getLast().kind())
            return false;
        if (load.instruction() instanceof FieldInstruction f && store.instruction() instanceof FieldInstruction g
                && !f.name().equalsString(g.name().stringValue()))
            return false;
        return activity.apart().mayMeet(load.args().getFirst(), store.args().getFirst());
    }

    private static Writes writes(Flow.Loop loop) {
        boolean references = false;
        boolean anyNumbers = false;
        var numbers = new ArrayList<Op.Keep>();
        for (Block b : loop.body()) {
            for (Op op : b.ops()) {
                switch (op) {
                    case Op.Call c -> {
                        boolean computes = Sinks.isBoxing(c) || Sinks.isUnboxing(c.instruction());
                        references |= !computes && !Sinks.accepts(c.instruction());
                        anyNumbers |= !computes;
                    }
                    case Op.Keep k -> {
                        switch (k.instruction().opcode()) {
                            case AASTORE -> references = true;
                            case MONITORENTER, MONITOREXIT, INVOKEDYNAMIC -> {
                                references = true;
                                anyNumbers = true;
                            }
                            case PUTFIELD, PUTSTATIC -> references |= k.args().getLast().kind() == TypeKind.REFERENCE;
                            default -> {
                            }
                        }
                        if (Activity.isStore(k.instruction()) && k.args().getLast().isFloating()) numbers.add(k);
                    }
                    case Op.New _,Op.Blank _,Op.Outlined _,Op.Scope _ -> {
                        references = true;
                        anyNumbers = true;
                    }
                    // a tangent is found at its place in memory
                    case Op.Tangent _ -> anyNumbers = true;
                    case Op.Const _,Op.Caught _,Op.Apply _,Op.Shadow _,Op.Peek _,Op.PassBack _ -> {
                    }
                }
            }
        }
        return new Writes(references, anyNumbers, numbers);
    }

    /** The value before the loop that stands for {@code v} there. */
    private Value peek(Value v, Flow.Loop loop) {
        if (!loop.body().contains(definedIn.get(v)) || definitions.get(v) instanceof Op.Const)
            return replaced.getOrDefault(v, v);
        var own = peeked.computeIfAbsent(loop, _ -> new HashMap<>());
        if (own.containsKey(v)) return own.get(v);
        var k = (Op.Keep) definitions.get(v);
        List<Value> args = k.args().stream().map(arg -> peek(arg, loop)).toList();
        Value result = graph.newValue(v.kind(), type(v));
        activity.copy(v, result);
        own.put(v, result);
        put(Induction.isComputed(k)
                ? new Op.Keep(List.of(result), k.instruction(), args, k.line())
                : new Op.Peek(List.of(result), k.instruction(), args, k.line()), loop);
        return result;
    }

    private void put(Op op, Flow.Loop loop) {
        before.computeIfAbsent(flow.source.get(loop.entries().getFirst()), _ -> new ArrayList<>()).add(op);
    }
}
