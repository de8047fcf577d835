package gradshell.compile;

import gradshell.compile.ir.Block;
import gradshell.compile.ir.Edge;
import gradshell.compile.ir.Graph;
import gradshell.compile.ir.Op;
import gradshell.compile.ir.Terminator;
import gradshell.compile.ir.Value;
import gradshell.compile.rule.Expr;
import java.lang.classfile.TypeKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Forward mode: writes into a lifted graph, line by line, the tangent of each varied value beside the value. What comes
 * out is a graph like any other. It can be emitted as it is, which gives a product with the Jacobian; its reverse sweep
 * can be taken, which gives second derivatives; and forward mode can be applied to it again.
 *
 * <p>The method gets a parameter more for each number that a tangent comes with, after all others, and returns the result's
 * tangent after the result. The tangents of what is on the heap are found by identity ({@link MemoryTangent}).
 */
final class ForwardMode {
    private final Graph graph;
    private final Activity activity;
    private final int tag;
    private final Map<Value, Value> tangents = new HashMap<>();
    private final MemoryTangent memory;

    private ForwardMode(Graph graph, Activity activity, int tag) {
        this.graph = graph;
        this.activity = activity;
        this.tag = tag;
        memory = new MemoryTangent(graph, activity, tag, this::tangent);
    }

    /**
     * Adds the tangents, in place.
     *
     * @param activity of the graph, for the chosen parameters
     */
    static void extend(Graph graph, Activity activity, Direction direction) {
        Constructors.expand(graph, activity);
        new ForwardMode(graph, activity, direction.tag()).extend(direction.chosen());
    }

    private void extend(String chosen) {
        List<Block> blocks = graph.blocks();
        Map<Block, List<Value>> carried = new HashMap<>();
        for (Block b : blocks) {
            List<Value> params = new ArrayList<>();
            for (Value v : b.params()) {
                boolean carries = b == graph.entry()
                        ? v.isFloating() && chosen.charAt(b.params().indexOf(v)) == '1'
                        : carries(v);
                if (carries) params.add(v);
            }
            carried.put(b, params);
            for (Value v : params) tangents.put(v, graph.newValue(v.kind(), v.kind().upperBound()));
        }
        for (Block b : blocks) {
            var ops = new ArrayList<Op>();
            for (Op op : b.ops()) push(op, ops);
            b.ops(ops);
        }
        // a loop's way back brings tangents that are known only now
        for (Block b : blocks) {
            for (Edge e : b.end().edges()) {
                var args = new ArrayList<>(e.args());
                for (Value v : carried.get(e.to())) {
                    args.add(tangent(e.args().get(e.to().params().indexOf(v)), b.ops()));
                }
                e.redirect(e.to(), args);
            }
            if (b.end() instanceof Terminator.Return r) b.end(r.withArgs(withTangents(r.args(), b.ops())));
        }
        for (Block b : blocks) {
            var params = new ArrayList<>(b.params());
            for (Value v : carried.get(b)) params.add(tangents.get(v));
            b.params(params);
        }
        memory.insert();
    }

    private boolean carries(Value v) {
        return v.isFloating() && activity.varied(v);
    }

    /** The values, and the tangents of those that are floating-point numbers. */
    private List<Value> withTangents(List<Value> values, List<Op> ops) {
        var all = new ArrayList<>(values);
        for (Value v : values) if (v.isFloating()) all.add(tangent(v, ops));
        return all;
    }

    /** The tangent, a zero made in {@code ops} if the value doesn't vary. */
    private Value tangent(Value v, List<Op> ops) {
        Value known = tangents.get(v);
        return known != null ? known : new PartialOps(graph, ops, null).constant(0, v.kind());
    }

    private void push(Op op, List<Op> ops) {
        if (op instanceof Op.Call c && Calls.isDerived(c, activity)) {
            if (Sinks.isGradshell(c.instruction()) && !NestedMode.has(c)) {
                throw Refusal.at(graph, op.line(),
                        "a number that becomes a tensor, or is read from one, in a second derivative",
                        "Use numbers only, or tensor operations only");
            }
            ops.add(push(c));
            return;
        }
        ops.add(op);
        if (op instanceof Op.Apply a) {
            if (carries(a.result())) tangents.put(a.result(), tangentOf(a, ops));
        } else {
            Value read = memory.push(op, ops);
            if (read != null) tangents.put(op.result(), read);
        }
    }

    private Value tangentOf(Op.Apply a, List<Op> ops) {
        var partials = new PartialOps(graph, ops, a);
        TypeKind kind = a.result().kind();
        Value sum = null;
        for (int i = 0; i < a.args().size(); i++) {
            Value arg = a.args().get(i);
            Expr partial = a.rule().partial(i);
            if (!carries(arg) || partial.is(0)) continue;
            Value term = partials.multiply(partials.convert(tangents.get(arg), kind), partial);
            sum = sum == null ? term : partials.operate('+', sum, term);
        }
        return sum;
    }

    private Op push(Op.Call c) {
        var direction = new Direction(Calls.chosen(c.args(), activity), tag);
        var args = new ArrayList<>(c.args());
        for (Value v : c.args()) if (carries(v)) args.add(tangents.get(v));
        var results = new ArrayList<>(c.results());
        for (Value v : c.results()) {
            if (!v.isFloating()) continue;
            Value tangent = graph.newValue(v.kind(), v.kind().upperBound());
            tangents.put(v, tangent);
            results.add(tangent);
        }
        return new Op.Call(results, c.instruction(), direction.after(c.directions()), args, c.line());
    }
}
