package gradshell.compile;

import gradshell.compile.ir.Block;
import gradshell.compile.ir.Graph;
import gradshell.compile.ir.Op;
import gradshell.compile.ir.Op.Shadow.Form;
import gradshell.compile.ir.Value;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts the search for a shadow behind the definition of each reference whose shadow the reverse sweep needs, so that
 * shadows are values like any other.
 */
final class Shadowing {
    private static final ClassDesc DOUBLES = ConstantDescs.CD_double.arrayType();
    private static final ClassDesc FLOATS = ConstantDescs.CD_float.arrayType();
    private static final ClassDesc ROWS = Rows.class.describeConstable().orElseThrow();

    private final Graph graph;
    private final Activity activity;
    private final Map<Value, Op> definitions = new HashMap<>();
    private final Map<Value, Form> wanted = new LinkedHashMap<>();
    private final Map<Value, Value> shadows = new HashMap<>();
    private final Hoisting hoisting;
    private final Map<Hoisted, Value> hoisted = new HashMap<>();

    /** A value that was looked at before a loop. */
    private record Hoisted(Value peeked, Flow.Loop loop) {}

    private Shadowing(Graph graph, Activity activity) {
        this.graph = graph;
        this.activity = activity;
        hoisting = new Hoisting(graph);
    }

    /** The shadow of each reference that needs one. */
    static Map<Value, Value> insert(Graph graph, Activity activity) {
        var shadowing = new Shadowing(graph, activity);
        for (Block b : graph.blocks()) {
            for (Op op : b.ops()) for (Value v : op.results()) shadowing.definitions.put(v, op);
        }
        for (Block b : graph.blocks()) for (Op op : b.ops()) shadowing.look(op);
        for (Block b : graph.blocks()) shadowing.insert(b);
        shadowing.hoisting.finish();
        return shadowing.shadows;
    }

    private void look(Op op) {
        switch (op) {
            case Op.Call c when Sinks.isBoxing(c) -> {
                if (activity.varied(c.args().getFirst())) want(c.result(), Form.NEW_BOX);
            }
            case Op.Call c when Sinks.isUnboxing(c.instruction()) -> {
                if (activity.active(c.result())) want(c.args().getFirst(), Form.BOX);
            }
            case Op.New n when activity.touchesMemory(n) && activity.cells(n).isPresent() ->
                want(n.result(), Form.CELLS);
            case Op.Keep k when usesShadow(k, activity) -> want(k.args().getFirst(), form(k.instruction()));
            default -> {
            }
        }
    }

    /** Whether the adjoint of a load or store works on the shadow of its array or object. */
    static boolean usesShadow(Op.Keep k, Activity activity) {
        if (Activity.isLoad(k.instruction())) return activity.active(k.result());
        return activity.touchesMemory(k);
    }

    /** The shadow that the adjoint of the operation works on, if it works on one. */
    static Optional<Value> used(Op op, Activity activity, Map<Value, Value> shadows) {
        if (!activity.touched(op)) return Optional.empty();
        return Optional.ofNullable(switch (op) {
            case Op.Call c when Sinks.isUnboxing(c.instruction()) -> shadows.get(c.args().getFirst());
            case Op.Keep k when usesShadow(k, activity) -> shadows.get(k.args().getFirst());
            case Op.Call c when Sinks.isBoxing(c) -> shadows.get(c.result());
            case Op.New n -> shadows.get(n.result());
            default -> null;
        });
    }

    private static Form form(Instruction i) {
        return switch (i.opcode()) {
            case DALOAD, DASTORE -> Form.DOUBLES;
            case FALOAD, FASTORE -> Form.FLOATS;
            default -> Form.CELLS;
        };
    }

    private void want(Value v, Form form) {
        if (wanted.putIfAbsent(v, form) != null) return;
        Op.Keep row = row(v);
        if (row != null) want(row.args().getFirst(), Form.ROWS);
    }

    /** The load from an array of references that the value comes from, or null. */
    private Op.Keep row(Value v) {
        boolean isArray = wanted.get(v) == Form.DOUBLES || wanted.get(v) == Form.FLOATS || wanted.get(v) == Form.ROWS;
        return isArray && definitions.get(v) instanceof Op.Keep k && k.instruction().opcode() == Opcode.AALOAD
                ? k
                : null;
    }

    private void insert(Block b) {
        var ops = new ArrayList<Op>();
        for (Value v : b.params()) if (wanted.containsKey(v)) ops.add(shadow(v, -1));
        for (Op op : b.ops()) {
            ops.add(op);
            for (Value v : op.results()) {
                if (!wanted.containsKey(v)) continue;
                Flow.Loop loop = hoisting.loop(v);
                if (loop == null) ops.add(shadow(v, op.line()));
                else
                    shadows.put(v, hoisted(v, wanted.get(v), loop, op.line()));
            }
        }
        b.ops(ops);
    }

    /** The shadow of what {@code v} is in all rounds of a loop, found before the loop. */
    private Value hoisted(Value v, Form form, Flow.Loop loop, int line) {
        Value peeked = hoisting.peek(v, loop);
        if (peeked.equals(v)) return shadowOf(v);
        var key = new Hoisted(peeked, loop);
        Value known = hoisted.get(key);
        if (known != null) return known;
        Op.Keep row = form == Form.CELLS || form == Form.BOX ? null : row(v);
        List<Value> args = row == null
                ? List.of(peeked)
                : List.of(peeked, row.args().get(1), hoisted(row.args().getFirst(), Form.ROWS, loop, line));
        Value s = graph.newValue(TypeKind.REFERENCE, type(form));
        hoisted.put(key, s);
        hoisting.put(new Op.Shadow(List.of(s), form, args, line), loop);
        return s;
    }

    private Op shadow(Value v, int line) {
        Form form = wanted.get(v);
        Value s = shadowOf(v);
        Op.Keep row = row(v);
        List<Value> args = row == null ? List.of(v) : List.of(v, row.args().get(1), shadowOf(row.args().getFirst()));
        return new Op.Shadow(List.of(s), form, args, line);
    }

    private Value shadowOf(Value v) {
        return shadows.computeIfAbsent(v, _ -> graph.newValue(TypeKind.REFERENCE, type(wanted.get(v))));
    }

    private static ClassDesc type(Form form) {
        return switch (form) {
            case DOUBLES, BOX, NEW_BOX, CELLS -> DOUBLES;
            case FLOATS -> FLOATS;
            case ROWS -> ROWS;
        };
    }
}
