package gradshell.compile;

import gradshell.compile.ir.Block;
import gradshell.compile.ir.Edge;
import gradshell.compile.ir.Graph;
import gradshell.compile.ir.Op;
import gradshell.compile.ir.Op.Shadow.Form;
import gradshell.compile.ir.Op.Shadow.Origin;
import gradshell.compile.ir.Terminator;
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
    private final Passing passing;
    /** The parameters that bring shadows, by those that bring their arrays. */
    private final Map<Value, Value> passed = new LinkedHashMap<>();

    private Shadowing(Graph graph, Activity activity, Passing passing) {
        this.graph = graph;
        this.activity = activity;
        this.passing = passing;
    }

    /** The shadow of each reference that needs one, in a method that nobody passes shadows to. */
    static Map<Value, Value> insert(Graph graph, Activity activity) {
        return insert(graph, activity, List.of(), false);
    }

    /**
     * The shadow of each reference that needs one.
     *
     * @param passed     the parameters whose shadows come along; for each there is another parameter then
     * @param passesBack whether the shadow of the result goes back
     */
    static Map<Value, Value> insert(Graph graph, Activity activity, List<Value> passed, boolean passesBack) {
        var shadowing = new Shadowing(graph, activity, new Passing(graph, activity, passed, passesBack));
        for (Block b : graph.blocks()) {
            for (Op op : b.ops()) for (Value v : op.results()) shadowing.definitions.put(v, op);
        }
        for (Block b : graph.blocks()) for (Op op : b.ops()) shadowing.look(op);
        shadowing.passing.handedOn().forEach(shadowing::want);
        shadowing.passing.toBeEntered().forEach(shadowing::want);
        passed.forEach(shadowing::bring);
        shadowing.wanted.keySet().stream().filter(shadowing::isJoin).forEach(shadowing::bring);
        for (Block b : graph.blocks()) shadowing.insert(b);
        shadowing.joinShadows();
        if (passesBack) shadowing.passBack();
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
            case Op.Peek p when activity.active(p.result()) -> want(p.args().getFirst(), form(p.load()));
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
            case Op.Peek p -> shadows.get(p.args().getFirst());
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
        List<Value> row = row(v);
        if (row != null) want(row.getFirst(), Form.ROWS);
        if (isJoin(v)) for (Value w : passing.joined(v)) want(w, form);
    }

    private void want(Value array) {
        want(array, FLOATS.equals(array.type()) ? Form.FLOATS : Form.DOUBLES);
    }

    private boolean isJoin(Value v) {
        return passing.source(v) == Passing.Source.JOIN;
    }

    /** Makes the parameter that brings the shadow of a parameter. */
    private void bring(Value v) {
        Value shadow = graph.newValue(TypeKind.REFERENCE, v.type());
        passed.put(v, shadow);
        if (isJoin(v) && !passing.escapes(v)) shadows.put(v, shadow);
    }

    /** Gives each edge into a block the shadows of what it brings. */
    private void joinShadows() {
        Map<Block, List<Edge>> incoming = graph.incoming();
        for (Block b : graph.blocks()) {
            List<Value> joins = b.params().stream().filter(passed::containsKey).toList();
            if (joins.isEmpty()) continue;
            for (Edge e : incoming.get(b)) {
                var args = new ArrayList<>(e.args());
                for (Value v : joins) args.add(shadows.get(e.args().get(b.params().indexOf(v))));
                e.redirect(b, args);
            }
            var params = new ArrayList<>(b.params());
            for (Value v : joins) params.add(passed.get(v));
            b.params(params);
        }
    }

    private void passBack() {
        for (Block b : graph.blocks()) {
            if (!(b.end() instanceof Terminator.Return r)) continue;
            Value shadow = shadows.get(r.args().getFirst());
            b.ops().add(new Op.PassBack(shadow == null ? List.of() : List.of(shadow), r.line()));
        }
    }

    /** The array of references that the value is loaded from, and the index there; or null. */
    private List<Value> row(Value v) {
        boolean isArray = wanted.get(v) == Form.DOUBLES || wanted.get(v) == Form.FLOATS || wanted.get(v) == Form.ROWS;
        Op definition = isArray ? definitions.get(v) : null;
        Instruction load = definition instanceof Op.Keep k
                ? k.instruction()
                : definition instanceof Op.Peek p ? p.load() : null;
        return load != null && load.opcode() == Opcode.AALOAD ? definition.args() : null;
    }

    private void insert(Block b) {
        var ops = new ArrayList<Op>();
        for (Value v : b.params()) {
            boolean isThere = shadows.containsKey(v) && shadows.get(v).equals(passed.get(v));
            if (wanted.containsKey(v) && !isThere) ops.addAll(shadows(v, -1));
        }
        for (Op op : b.ops()) {
            ops.add(op);
            for (Value v : op.results()) {
                if (!wanted.containsKey(v)) continue;
                ops.addAll(shadows(v, op.line()));
            }
        }
        b.ops(ops);
    }

    /** What finds the shadow of a value that is defined here. */
    private List<Op> shadows(Value v, int line) {
        List<Value> s = List.of(shadowOf(v));
        Form form = wanted.get(v);
        boolean enters = passing.escapes(v);
        Passing.Source source = passing.source(v);
        if (source == null || (source == Passing.Source.NEW && enters)) {
            List<Value> row = row(v);
            List<Value> args = row == null ? List.of(v) : List.of(v, row.get(1), shadowOf(row.getFirst()));
            return List.of(new Op.Shadow(s, form, Origin.SEARCHED, args, line));
        }
        return switch (source) {
            case NEW -> List.of(new Op.Shadow(s, form, Origin.MADE, List.of(v), line));
            case PARAMETER, JOIN -> List.of(new Op.Shadow(s, form, enters ? Origin.ENTERED : Origin.PASSED,
                    List.of(v, passed.get(v)), line));
            case RESULT -> {
                if (!enters) yield List.of(new Op.Shadow(s, form, Origin.PASSED_BACK, List.of(v), line));
                List<Value> back = List.of(graph.newValue(TypeKind.REFERENCE, type(form)));
                yield List.of(new Op.Shadow(back, form, Origin.PASSED_BACK, List.of(v), line),
                        new Op.Shadow(s, form, Origin.ENTERED, List.of(v, back.getFirst()), line));
            }
        };
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
