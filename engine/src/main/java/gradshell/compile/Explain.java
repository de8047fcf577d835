package gradshell.compile;

import gradshell.compile.ir.Block;
import gradshell.compile.ir.Edge;
import gradshell.compile.ir.Graph;
import gradshell.compile.ir.Op;
import gradshell.compile.ir.Value;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Shows what the transformation makes of a function, for debugging: the lifted graph with the source lines, a star at each
 * value that carries a derivative, and the way of the reverse sweep with what is recorded for it. Internal.
 */
public final class Explain {
    private Explain() {}

    /** The text for a function of {@code arity} doubles; outlined parts follow the method they are cut from. */
    public static String derivative(Serializable f, int arity) {
        var function = FunctionObject.of(f, arity);
        var writer = new EntryWriter(new Derivation(function), function);
        var text = new StringBuilder();
        show(writer.graph(), writer.activity(), writer.shadows(), Map.of(), text);
        return text.toString();
    }

    private static void show(Graph graph, Activity activity, Map<Value, Value> shadows,
            Map<Value, Op.Const> constants, StringBuilder text) {
        var plan = new ReversePlan(graph, activity, shadows, false, constants);
        text.append(graph.dump(activity::active)).append("  reverse:\n");
        for (Block b : plan.ways.keySet()) {
            text.append("    ").append(b).append(" takes ").append(plan.records(b).reversed()).append(", then ")
                    .append(before(plan, b));
            for (Edge e : plan.flow.incoming.get(b)) {
                Set<Object> taken = new LinkedHashSet<>(plan.records(e).reversed());
                if (!plan.countsRecorded(e).isEmpty()) taken.add("trip count");
                if (!taken.isEmpty())
                    text.append("; on the way to ").append(plan.flow.source.get(e)).append(" takes ").append(taken);
            }
            text.append('\n');
        }
        for (Block b : graph.blocks()) {
            for (Op op : b.ops())
                if (op instanceof Op.Outlined o) show(o.body(), activity, shadows, plan.constants, text);
        }
    }

    private static String before(ReversePlan plan, Block b) {
        List<Block> from = new ArrayList<>();
        for (Edge e : plan.flow.incoming.get(b)) from.add(plan.flow.source.get(e));
        return switch (plan.ways.get(b)) {
            case START -> "ends";
            case ONLY -> "goes to " + from.getFirst();
            case SKIP -> "goes over idle code to " + plan.flow.dominator(b);
            case COUNT -> "counts down: " + from;
            case RECORDED -> "goes the recorded way: " + from;
        };
    }
}
