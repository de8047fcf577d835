package gradshell.compile;

import gradshell.compile.ir.Block;
import gradshell.compile.ir.Edge;
import gradshell.compile.ir.Graph;
import gradshell.compile.ir.Op;
import gradshell.compile.ir.Terminator;
import gradshell.compile.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings a lifted graph into the form the later stages expect: no parameter with a single value, no block that only
 * continues another, one return, and for each loop one edge in and one edge back.
 */
final class Normaliser {
    private final Graph graph;
    private final Map<Value, Value> replaced = new HashMap<>();

    private Normaliser(Graph graph) {
        this.graph = graph;
    }

    static void normalise(Graph graph) {
        var normaliser = new Normaliser(graph);
        normaliser.dropTrivialParameters();
        normaliser.unbox();
        normaliser.dropIdleProtection();
        normaliser.dropTrivialParameters();
        normaliser.substitute();
        normaliser.joinChains();
        normaliser.oneReturn();
        normaliser.simpleLoops();
    }

    private void dropTrivialParameters() {
        Map<Block, List<Edge>> incoming = graph.incoming();
        List<Block> blocks = graph.blocks();
        for (boolean changed = true; changed;) {
            changed = false;
            for (Block b : blocks) {
                if (b != graph.entry()) changed |= dropTrivialParameters(b, incoming.get(b));
            }
        }
    }

    private boolean dropTrivialParameters(Block b, List<Edge> edges) {
        var kept = new ArrayList<Integer>();
        for (int p = 0; p < b.params().size(); p++) {
            Value param = b.params().get(p);
            Value only = null;
            boolean several = false;
            for (Edge e : edges) {
                Value v = resolve(e.args().get(p));
                if (v.equals(param) || v.equals(only)) continue;
                several |= only != null;
                only = v;
            }
            if (several) kept.add(p);
            else
                replaced.put(param, only);
        }
        if (kept.size() == b.params().size()) return false;
        b.params(kept.stream().map(b.params()::get).toList());
        for (Edge e : edges) e.redirect(b, kept.stream().map(e.args()::get).toList());
        return true;
    }

    private Value resolve(Value v) {
        Value at = v;
        for (Value next = v; next != null; next = replaced.get(at)) at = next;
        return at;
    }

    private List<Value> resolve(List<Value> values) {
        return values.stream().map(this::resolve).toList();
    }

    /** A value that is boxed and unboxed again in the same method needs no box. */
    private void unbox() {
        var boxed = new HashMap<Value, Value>();
        for (Block b : graph.blocks()) {
            var ops = new ArrayList<Op>();
            for (Op op : b.ops()) {
                if (op instanceof Op.Call c && Sinks.isBoxing(c)) boxed.put(c.result(), c.args().getFirst());
                Value content = op instanceof Op.Call c && Sinks.isUnboxing(c.instruction())
                        ? boxed.get(resolve(c.args().getFirst()))
                        : null;
                if (content != null && content.kind() == op.result().kind()) replaced.put(op.result(), content);
                else
                    ops.add(op);
            }
            b.ops(ops);
        }
    }

    private void substitute() {
        for (Block b : graph.blocks()) {
            b.ops().replaceAll(op -> op.withArgs(resolve(op.args())));
            b.end(b.end().withArgs(resolve(b.end().args())));
            for (Edge e : b.end().edges()) e.redirect(e.to(), resolve(e.args()));
        }
        Set<Value> used = new HashSet<>();
        for (Block b : graph.blocks()) {
            for (Op op : b.ops()) used.addAll(op.args());
            used.addAll(b.end().args());
            for (Edge e : b.end().edges()) used.addAll(e.args());
        }
        for (Block b : graph.blocks()) {
            b.ops().removeIf(op -> op instanceof Op.Call c && Sinks.isBoxing(c) && !used.contains(c.result()));
        }
    }

    /** What turned out not to throw, such as a function of java.lang.Math, needs no handlers. */
    private void dropIdleProtection() {
        for (Block b : graph.blocks()) {
            if (!(b.end() instanceof Terminator.Protect p)) continue;
            Op op = p.operation();
            boolean throwing = op == null ? p.body().to().end() instanceof Terminator.Throw : Throwing.mayThrow(op);
            if (!throwing) b.end(new Terminator.Jump(p.body(), p.line()));
        }
    }

    private void joinChains() {
        Map<Block, List<Edge>> incoming = graph.incoming();
        var joined = new HashSet<Block>();
        for (Block b : graph.blocks()) {
            if (joined.contains(b)) continue;
            while (b.end() instanceof Terminator.Jump(Edge e, int _) && e.to() != b
                    && incoming.get(e.to()).size() == 1) {
                Block next = e.to();
                b.ops().addAll(next.ops());
                b.end(next.end());
                joined.add(next);
            }
        }
    }

    private void oneReturn() {
        List<Block> returning = graph.blocks().stream().filter(b -> b.end() instanceof Terminator.Return).toList();
        // what may throw inside a loop belongs to the loop, and so does its block, where no method can end
        boolean mayThrow = graph.blocks().stream()
                .anyMatch(b -> b.end() instanceof Terminator.Protect p && returning.contains(p.body().to()));
        if (returning.size() < 2 && !mayThrow) return;
        var params = new ArrayList<Value>();
        for (Value v : returning.getFirst().end().args()) params.add(graph.newValue(v.kind(), v.type()));
        Block exit = graph.newBlock(params);
        exit.end(new Terminator.Return(params, -1));
        for (Block b : returning) b.end(new Terminator.Jump(new Edge(exit, b.end().args()), b.end().line()));
    }

    private void simpleLoops() {
        for (Flow.Loop loop : new Flow(graph).loops()) {
            if (loop.entries().size() > 1) joinEdges(loop.header(), loop.entries());
            if (loop.latches().size() > 1) joinEdges(loop.header(), loop.latches());
        }
    }

    private void joinEdges(Block target, List<Edge> edges) {
        var params = new ArrayList<Value>();
        for (Value v : target.params()) {
            Value joined = graph.newValue(v.kind(), v.type());
            graph.name(joined, graph.name(v));
            params.add(joined);
        }
        Block join = graph.newBlock(params);
        join.end(new Terminator.Jump(new Edge(target, params), target.end().line()));
        for (Edge e : edges) e.redirect(join, e.args());
    }
}
