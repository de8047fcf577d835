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
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Forward mode: writes into a lifted graph, line by line, the tangent of each varied value beside the value. What comes
 * out is a graph like any other. It can be emitted as it is, which gives a product with the Jacobian; its reverse sweep
 * can be taken, which gives second derivatives; and forward mode can be applied to it again.
 *
 * <p>The method gets a parameter more for each parameter that a tangent comes with, after all others, and returns the
 * result's tangent after the result.
 */
final class ForwardMode {
    private final Graph graph;
    private final Activity activity;
    private final Map<Value, Value> tangents = new HashMap<>();

    private ForwardMode(Graph graph, Activity activity) {
        this.graph = graph;
        this.activity = activity;
    }

    /**
     * Adds the tangents, in place.
     *
     * @param chosen the indices of the floating-point parameters that come with a tangent
     */
    static void extend(Graph graph, BitSet chosen, Activity.Program program) {
        new ForwardMode(graph, Activity.of(graph, chosen, false, false, program)).extend(chosen);
    }

    private void extend(BitSet chosen) {
        List<Block> blocks = graph.blocks();
        Map<Block, List<Value>> carried = new HashMap<>();
        for (Block b : blocks) {
            List<Value> params = b == graph.entry()
                    ? chosen.stream().mapToObj(b.params()::get).filter(Value::isFloating).toList()
                    : b.params().stream().filter(this::carries).toList();
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
                List<Integer> which = new ArrayList<>();
                for (Value v : carried.get(e.to())) which.add(e.to().params().indexOf(v));
                var args = new ArrayList<>(e.args());
                for (int i : which) args.add(tangent(e.args().get(i), b.ops()));
                e.redirect(e.to(), args);
            }
            if (b.end() instanceof Terminator.Return r) b.end(r.withArgs(withTangents(r.args(), b.ops())));
        }
        for (Block b : blocks) {
            var params = new ArrayList<>(b.params());
            for (Value v : carried.get(b)) params.add(tangents.get(v));
            b.params(params);
        }
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
        switch (op) {
            case Op.Apply a when carries(a.result()) -> {
                ops.add(a);
                tangents.put(a.result(), tangentOf(a, ops));
            }
            case Op.Call c when Calls.isDerived(c, activity) -> ops.add(push(c));
            default -> {
                if (activity.touchesMemory(op) || op.results().stream().anyMatch(this::carries)) {
                    throw Refusal.at(graph, op.line(), "an array, a field or a box in a second derivative",
                            "Keep the value in local variables");
                }
                ops.add(op);
            }
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
        String directions = Calls.chosen(c.args(), activity);
        var args = new ArrayList<>(c.args());
        for (int i = 0; i < c.args().size(); i++)
            if (carries(c.args().get(i))) args.add(tangents.get(c.args().get(i)));
        var results = new ArrayList<>(c.results());
        for (Value v : c.results()) {
            if (!v.isFloating()) continue;
            Value tangent = graph.newValue(v.kind(), v.kind().upperBound());
            tangents.put(v, tangent);
            results.add(tangent);
        }
        return new Op.Call(results, c.instruction(), c.directions() + directions + "/", args, c.line());
    }
}
