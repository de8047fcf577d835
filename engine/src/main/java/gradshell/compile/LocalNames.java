package gradshell.compile;

import gradshell.compile.ir.Block;
import gradshell.compile.ir.Graph;
import gradshell.compile.ir.Op;
import gradshell.compile.ir.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Names for the locals of generated methods that are to be read, the same in both sweeps: the user's, numbered where a
 * variable has several values, {@code t1, t2, ...} for what has none, and {@code xBar} for the cotangent of {@code x}.
 */
final class LocalNames {
    private static final Set<String> RESERVED = Set.of("tape", "gradient", "value", "dy", "this");

    private final Map<Value, String> names = new HashMap<>();
    private final Set<String> taken = new HashSet<>(RESERVED);
    private final Set<String> users = new HashSet<>();
    private int temporaries;

    LocalNames(Graph graph, Map<Value, Value> shadows) {
        for (Block b : graph.blocks()) {
            for (Value v : b.params()) add(graph.name(v));
            for (Op op : b.ops()) for (Value v : op.results()) add(graph.name(v));
        }
        var hidden = Set.copyOf(shadows.values());
        for (Block b : graph.blocks()) {
            for (Value v : b.params()) name(v, graph.name(v));
            for (Op op : b.ops()) {
                if (op instanceof Op.Const) continue;
                for (Value v : op.results()) if (!hidden.contains(v)) name(v, graph.name(v));
            }
        }
        shadows.forEach((v, shadow) -> names.put(shadow, of(v) + "Bar"));
    }

    private void add(String name) {
        if (name != null) users.add(name);
    }

    private void name(Value v, String user) {
        String name = "this".equals(user) ? "self" : user;
        String free = name == null ? "t" + ++temporaries : name;
        for (int n = 1; !taken.add(free) || (name == null && users.contains(free)); n++)
            free = name == null ? "t" + ++temporaries : name + n;
        names.put(v, free);
    }

    String of(Value v) {
        return names.getOrDefault(v, "v" + v.id());
    }

    /** The name of the value's cotangent. */
    String cotangent(Value v) {
        return of(v) + "Bar";
    }

    /** A name that no value has. */
    String fresh(String name) {
        String free = name;
        for (int n = 2; !taken.add(free); n++) free = name + n;
        return free;
    }
}
