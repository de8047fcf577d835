package gradshell.compile;

import gradshell.compile.ir.Block;
import gradshell.compile.ir.Edge;
import gradshell.compile.ir.Graph;
import gradshell.compile.ir.Op;
import gradshell.compile.ir.Terminator;
import gradshell.compile.ir.Value;
import gradshell.compile.rule.Expr;
import java.lang.classfile.instruction.FieldInstruction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the reverse sweep goes back through the graph and what the forward sweep records for it.
 *
 * <ul>
 * <li>A block that nothing has to be done in is passed over: where all blocks between a join and its dominator are idle,
 * the sweep goes straight to the dominator, and neither branch nor trip count is recorded.
 * <li>A loop records how often it ran, once, on the way out. Any other join records which way was taken.
 * <li>A block records at its end the values that its derivatives read. A value from outside of a loop is not recorded in
 * each round but once, on the way out of that loop; and one from outside of all loops once, at the method's end.
 * <li>When both sweeps are in one method ({@code combined}), what is outside of loops stays in locals.
 * </ul>
 */
final class ReversePlan {
    /** How the block before this one in time is found. */
    enum Way {
        START, ONLY, SKIP, COUNT, RECORDED
    }

    final Graph graph;
    final Activity activity;
    final Flow flow;
    final boolean combined;
    /** The block with the return, or null when the method never returns. */
    final Block exit;
    final Map<Value, Op.Const> constants = new HashMap<>();
    /** The blocks the reverse sweep visits. */
    final Map<Block, Way> ways = new LinkedHashMap<>();
    private final Map<Block, Set<Value>> blockRecords = new HashMap<>();
    private final Map<Edge, Set<Value>> edgeRecords = new HashMap<>();
    /** Values that combined sweeps read after the forward sweep ended. */
    final Set<Value> retained = new LinkedHashSet<>();
    private final Set<Value> crossing = new HashSet<>();
    private final Map<Value, Block> definedIn = new HashMap<>();
    /** The shadow of each reference whose shadow is used. */
    final Map<Value, Value> shadows;
    private Induction induction;

    ReversePlan(Graph graph, Activity activity, Map<Value, Value> shadows, boolean combined,
            Map<Value, Op.Const> outerConstants) {
        this.shadows = shadows;
        this.graph = graph;
        this.activity = activity;
        this.combined = combined;
        flow = new Flow(graph);
        constants.putAll(outerConstants);
        exit = flow.order.stream().filter(b -> b.end() instanceof Terminator.Return).findFirst().orElse(null);
        for (Block b : flow.order) {
            for (Value v : b.params()) definedIn.put(v, b);
            for (Op op : b.ops()) {
                for (Value v : op.results()) definedIn.put(v, b);
                if (op instanceof Op.Const c) constants.put(c.result(), c);
            }
        }
        if (exit == null) return;
        findWays();
        induction = new Induction(this);
        for (Block b : ways.keySet()) for (Value v : needs(b)) record(v, b);
        findCrossing();
    }

    /** What the block records at its end, in the order of recording. */
    List<Value> records(Block b) {
        return List.copyOf(blockRecords.getOrDefault(b, Set.of()));
    }

    /** What is recorded on the way along an edge, in the order of recording. */
    List<Value> records(Edge e) {
        return List.copyOf(edgeRecords.getOrDefault(e, Set.of()));
    }

    /** The loops whose trip counts are recorded on the way along an edge that leaves them. */
    List<Flow.Loop> countsRecorded(Edge e) {
        var left = new ArrayList<Flow.Loop>();
        for (Flow.Loop loop : flow.loops()) {
            if (isCounted(loop) && loop.exits().contains(e) && !staysInLocal(loop)) left.add(loop);
        }
        return left;
    }

    boolean isCounted(Flow.Loop loop) {
        return ways.get(loop.header()) == Way.COUNT;
    }

    private boolean staysInLocal(Flow.Loop loop) {
        return combined && flow.loopsAround(loop.header()).size() == 1;
    }

    /** Whether the way into this block is kept in a local instead of on the tape. */
    boolean wayStaysInLocal(Block join) {
        return combined && !flow.inLoop(join);
    }

    /** Whether the value's cotangent gets contributions from other blocks, so that it has to start at zero. */
    boolean crosses(Value v) {
        return crossing.contains(v);
    }

    /** Whether the value is assigned several times in a call. */
    boolean inLoop(Value v) {
        return flow.inLoop(definedIn.get(v));
    }

    /** Whether the value is assigned on every way to the end. */
    boolean alwaysAssigned(Value v) {
        return flow.dominates(definedIn.get(v), exit);
    }

    private void findWays() {
        var todo = new ArrayDeque<Block>();
        todo.push(exit);
        while (!todo.isEmpty()) {
            Block b = todo.pop();
            if (ways.containsKey(b)) continue;
            Way way = way(b);
            ways.put(b, way);
            switch (way) {
                case START -> {
                }
                case SKIP -> todo.push(flow.dominator(b));
                case ONLY, COUNT, RECORDED -> flow.incoming.get(b).forEach(e -> todo.push(flow.source.get(e)));
            }
        }
    }

    private Way way(Block b) {
        if (b == graph.entry()) return Way.START;
        if (flow.incoming.get(b).size() == 1) return Way.ONLY;
        if (canSkip(b)) return Way.SKIP;
        return flow.loopAt(b) == null ? Way.RECORDED : Way.COUNT;
    }

    private boolean canSkip(Block join) {
        if (join.params().stream().anyMatch(activity::active)) return false;
        Block dominator = flow.dominator(join);
        for (Flow.Loop left : flow.loopsAround(dominator)) {
            // the ways out of a loop that is gone back through record its trip count
            if (!left.body().contains(join) && !(left.body().stream().allMatch(this::isIdle) && canSkip(left.header())))
                return false;
        }
        var seen = new HashSet<Block>();
        var todo = new ArrayDeque<Block>();
        for (Edge e : flow.incoming.get(join)) todo.push(flow.source.get(e));
        while (!todo.isEmpty()) {
            Block b = todo.pop();
            if (b == dominator || !seen.add(b)) continue;
            if (!isIdle(b)) return false;
            for (Edge e : flow.incoming.get(b)) todo.push(flow.source.get(e));
        }
        return true;
    }

    private boolean isIdle(Block b) {
        return b.params().stream().noneMatch(activity::active)
                && b.ops().stream().noneMatch(activity::touched);
    }

    /** Whether the value has one and the same value in all rounds of the innermost loop around {@code use}. */
    boolean isInvariantAt(Value v, Block use) {
        List<Flow.Loop> around = flow.loopsAround(use);
        return !around.isEmpty() && !around.getLast().body().contains(definedIn.get(v));
    }

    /** Which ints the reverse sweep computes again instead of reading them. */
    Induction induction() {
        return induction;
    }

    /** The values that the derivatives of the block's operations read. */
    private Set<Value> needs(Block b) {
        var read = new LinkedHashSet<Value>();
        for (Op op : b.ops()) if (activity.touched(op)) needs(op, read);
        var needs = new LinkedHashSet<Value>();
        for (Value v : read) induction.leaves(v, b, needs::add);
        needs.removeIf(constants::containsKey);
        return needs;
    }

    private void needs(Op op, Set<Value> needs) {
        switch (op) {
            case Op.Apply a -> {
                for (int i = 0; i < a.args().size(); i++) {
                    if (!activity.active(a.args().get(i))) continue;
                    Expr partial = a.rule().partial(i);
                    for (int j = 0; j < a.args().size(); j++) if (partial.readsArg(j)) needs.add(a.args().get(j));
                    if (partial.readsResult()) needs.add(a.result());
                }
            }
            case Op.Keep k when Shadowing.usesShadow(k, activity) -> {
                if (!(k.instruction() instanceof FieldInstruction)) needs.add(k.args().get(1));
            }
            case Op.Peek p when p.args().size() > 1 -> needs.add(p.args().get(1));
            case Op.Call _,Op.New _,Op.Blank _,Op.Keep _,Op.Caught _,Op.Const _,Op.Outlined _,Op.Shadow _,Op.Peek _,Op.PassBack _,Op.Tangent _,Op.Scope _ ->
                {
                }
        }
        Shadowing.used(op, activity, shadows).ifPresent(needs::add);
    }

    private void record(Value v, Block use) {
        List<Flow.Loop> around = flow.loopsAround(use);
        Block definition = definedIn.get(v);
        around.removeIf(loop -> loop.body().contains(definition));
        boolean once = !flow.inLoop(definition);
        if (combined && (once || !flow.inLoop(use))) {
            retained.add(v);
        } else if (once && flow.dominates(definition, exit)) {
            blockRecords.computeIfAbsent(exit, _ -> new LinkedHashSet<>()).add(v);
        } else if (around.isEmpty()) {
            blockRecords.computeIfAbsent(use, _ -> new LinkedHashSet<>()).add(v);
        } else {
            for (Edge e : around.getFirst().exits()) edgeRecords.computeIfAbsent(e, _ -> new LinkedHashSet<>()).add(v);
        }
    }

    private void findCrossing() {
        for (Block b : flow.order) {
            for (Op op : b.ops()) {
                for (Value v : op.args()) if (definedIn.get(v) != b) crossing.add(v);
            }
            for (Value v : b.end().args()) if (definedIn.get(v) != b) crossing.add(v);
            for (Edge e : b.end().edges()) {
                for (Value v : e.args()) if (definedIn.get(v) != b || b.end().edges().size() > 1) crossing.add(v);
            }
        }
        crossing.removeIf(v -> !activity.active(v));
    }
}
