package gradshell.compile;

import gradshell.compile.ir.Block;
import gradshell.compile.ir.Edge;
import gradshell.compile.ir.Graph;
import gradshell.compile.ir.Op;
import gradshell.compile.ir.Terminator;
import gradshell.compile.ir.Value;
import java.lang.classfile.TypeKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cuts long blocks into parts that become methods of their own: the JIT compiles no method above 8,000 bytes, and a method
 * that isn't compiled runs several times slower. Cuts are made where few values are alive; a part keeps the values of the
 * graph, so what is known about them stays true. Constants stay outside, they are written where they are used.
 */
final class Outliner {
    /** The most operations a block may keep; the two sweeps take about 50 bytes for each in the worst case. */
    private static final int LONGEST = 100;
    private static final int PART = 60;
    private static final int MOST_SLOTS = 200;

    private final Graph graph;
    private final Activity activity;
    private final Map<Value, Value> shadows;
    private final Set<Value> constants = new HashSet<>();
    /** What has to stay where it is: what may throw into a handler, and what takes the exception there. */
    private final Set<Op> fixed = Collections.newSetFromMap(new IdentityHashMap<>());
    private int parts;
    // of the block being cut
    private List<Op> ops;
    private Map<Value, Integer> lastUse;

    private Outliner(Graph graph, Activity activity, Map<Value, Value> shadows) {
        this.graph = graph;
        this.activity = activity;
        this.shadows = shadows;
        for (Block b : graph.blocks()) {
            for (Op op : b.ops()) {
                if (op instanceof Op.Const c) constants.add(c.result());
                if (op instanceof Op.Caught) fixed.add(op);
            }
            if (b.end() instanceof Terminator.Protect p && p.operation() != null) fixed.add(p.operation());
        }
    }

    static void outline(Graph graph, Activity activity, Map<Value, Value> shadows) {
        var outliner = new Outliner(graph, activity, shadows);
        for (Block b : graph.blocks()) {
            int before;
            do {
                before = b.ops().size();
                if (before > LONGEST) outliner.cut(b);
            } while (b.ops().size() < before);
        }
    }

    private void cut(Block b) {
        var shorter = new ArrayList<Op>();
        ops = new ArrayList<>();
        for (Op op : b.ops()) (op instanceof Op.Const ? shorter : ops).add(op);
        if (ops.size() <= LONGEST) return;
        findLastUses(b);
        for (int from = 0; from < ops.size();) {
            int to = fixed.contains(ops.get(from)) ? -1 : best(from);
            if (to < 0) shorter.add(ops.get(from++));
            else {
                shorter.add(part(from, to));
                from = to;
            }
        }
        b.ops(shorter);
    }

    private void findLastUses(Block b) {
        lastUse = new HashMap<>();
        for (int i = 0; i < ops.size(); i++) for (Value v : reads(ops.get(i))) lastUse.put(v, i);
        Set<Value> elsewhere = new HashSet<>(b.end().args());
        for (Edge e : b.end().edges()) elsewhere.addAll(e.args());
        for (Block other : graph.blocks()) {
            if (other == b) continue;
            for (Op op : other.ops()) elsewhere.addAll(reads(op));
            elsewhere.addAll(other.end().args());
            for (Edge e : other.end().edges()) elsewhere.addAll(e.args());
        }
        for (Value v : elsewhere) lastUse.put(v, Integer.MAX_VALUE);
    }

    /** Where to end a part that starts at {@code from}: where the fewest values stay alive, or -1 if nowhere. */
    private int best(int from) {
        if (isShadow(from)) return -1;
        int best = -1;
        int fewest = Integer.MAX_VALUE;
        for (int to = Math.min(ops.size(), from + PART); to > from + PART / 2; to--) {
            if (isShadow(to) || !fits(inputs(from, to), MOST_SLOTS)) continue;
            List<Value> outputs = outputs(from, to);
            if (!canReturn(outputs) || outputs.size() >= fewest) continue;
            best = to;
            fewest = outputs.size();
        }
        return best;
    }

    /** Whether there is a shadow; it stays with the operation before, whose adjoint may need it. */
    private boolean isShadow(int index) {
        return index < ops.size() && ops.get(index) instanceof Op.Shadow;
    }

    /** What the operation reads, and what its adjoint does, which goes into the same part. */
    private List<Value> reads(Op op) {
        var reads = new ArrayList<>(op.args());
        // the shadow of what the operation itself makes follows it into the part
        if (!(op instanceof Op.New || (op instanceof Op.Call c && Sinks.isBoxing(c))))
            Shadowing.used(op, activity, shadows).ifPresent(reads::add);
        if (op instanceof Op.Call c) for (Value v : Passing.passed(c, activity)) reads.add(shadows.get(v));
        return reads;
    }

    private List<Value> inputs(int from, int to) {
        var inputs = new LinkedHashSet<Value>();
        var defined = new HashSet<Value>();
        for (Op op : ops.subList(from, to)) {
            for (Value v : reads(op)) if (!defined.contains(v) && !constants.contains(v)) inputs.add(v);
            defined.addAll(op.results());
        }
        return List.copyOf(inputs);
    }

    private List<Value> outputs(int from, int to) {
        var outputs = new ArrayList<Value>();
        for (Op op : ops.subList(from, to)) {
            for (Value v : op.results()) if (lastUse.getOrDefault(v, -1) >= to) outputs.add(v);
        }
        // the one that isn't handed over as a double goes first
        outputs.sort((v, w) -> Boolean.compare(inRegister(v), inRegister(w)));
        return outputs;
    }

    private static boolean inRegister(Value v) {
        return v.isFloating() || v.kind() == TypeKind.INT;
    }

    private static boolean canReturn(List<Value> outputs) {
        return fits(outputs, MOST_SLOTS) && outputs.stream().skip(1).allMatch(Outliner::inRegister);
    }

    private static boolean fits(List<Value> values, int slots) {
        return values.stream().mapToInt(v -> v.kind().slotSize()).sum() <= slots
                && values.stream().allMatch(v -> v.kind() != TypeKind.REFERENCE || v.type() != null);
    }

    private Op part(int from, int to) {
        List<Value> inputs = inputs(from, to);
        List<Value> outputs = outputs(from, to);
        Graph body = graph.part(parts++);
        body.entry().params(inputs);
        body.entry().ops(new ArrayList<>(ops.subList(from, to)));
        body.entry().end(new Terminator.Return(outputs, ops.get(to - 1).line()));
        return new Op.Outlined(outputs, body, inputs, ops.get(from).line());
    }
}
