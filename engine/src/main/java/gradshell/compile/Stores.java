package gradshell.compile;

import gradshell.compile.Surroundings.Target;
import gradshell.compile.ir.Block;
import gradshell.compile.ir.Graph;
import gradshell.compile.ir.Op;
import gradshell.compile.ir.Value;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Whether methods store floating-point numbers outside of what they make themselves. */
final class Stores {
    private static final Set<String> COPYING = Set.of("clone", "copyOf", "copyOfRange");

    /** Where a method stores numbers. */
    private static final class Found {
        final BitSet parameters = new BitSet();
        boolean elsewhere;
    }

    private final Surroundings surroundings;
    private final Map<Target, Found> known = new HashMap<>();
    private final Map<Class<?>, Optional<String>> unseen = new HashMap<>();

    Stores(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The method of a class, or of one that it extends, that the JDK may run where nobody sees it, and that stores numbers. */
    Optional<String> unseen(Class<?> type) {
        return unseen.computeIfAbsent(type, t -> {
            for (Class<?> c = t; c != null && !Library.has(c); c = c.getSuperclass()) {
                Optional<String> storing = storing(c, LibraryChecks::mayRun);
                if (storing.isPresent()) return storing;
            }
            return Optional.empty();
        });
    }

    /** A method of a class that stores numbers. */
    Optional<String> storing(Class<?> type, Predicate<Method> which) {
        for (Method m : type.getDeclaredMethods()) {
            boolean isCode = (m.getModifiers() & (Modifier.STATIC | Modifier.ABSTRACT)) == 0;
            var target = new Target(type, m.getName(), MethodType.methodType(m.getReturnType(), m.getParameterTypes()));
            if (isCode && which.test(m) && stores(target)) return Optional.of(m.getName());
        }
        return Optional.empty();
    }

    private boolean stores(Target target) {
        try {
            Found found = find(target);
            return found.elsewhere || !found.parameters.isEmpty();
        } catch (UnsupportedOperationException _) {
            // what can't be lifted isn't known
            return true;
        }
    }

    private Found find(Target target) {
        Found before = known.get(target);
        if (before != null) return before;
        var found = new Found();
        known.put(target, found);
        Graph graph = surroundings.lift(target, "");
        var own = new HashSet<Value>();
        var boxes = new HashSet<Value>();
        for (Block b : graph.blocks()) {
            for (Op op : b.ops()) {
                boolean same = op instanceof Op.Keep k && k.instruction().opcode() == Opcode.CHECKCAST
                        && own.contains(k.args().getFirst());
                if (same || makes(op)) own.addAll(op.results());
                if (op instanceof Op.Call c && Sinks.isBoxing(c)) boxes.addAll(c.results());
            }
        }
        List<Value> params = graph.entry().params();
        for (Block b : graph.blocks()) {
            for (Op op : b.ops()) {
                for (Value place : places(op, boxes, found)) {
                    if (own.contains(place)) continue;
                    if (params.contains(place)) found.parameters.set(params.indexOf(place));
                    else
                        found.elsewhere = true;
                }
            }
        }
        return found;
    }

    private static boolean makes(Op op) {
        return Sinks.isNew(op) || (op instanceof Op.Call c && Sinks.isLibrary(c.instruction())
                && COPYING.contains(c.instruction().name().stringValue()));
    }

    /** What the operation stores numbers, or boxes of them, in. */
    private List<Value> places(Op op, Set<Value> boxes, Found found) {
        switch (op) {
            case Op.Keep k when k.instruction().opcode() == Opcode.PUTSTATIC ->
                found.elsewhere |= isNumber(k.args().getLast(), boxes);
            case Op.Keep k when Activity.isStore(k.instruction()) && isNumber(k.args().getLast(), boxes) -> {
                return List.of(k.args().getFirst());
            }
            case Op.Call c when Sinks.isMover(c.instruction())
                    && c.args().stream().skip(1).anyMatch(boxes::contains) -> {
                return List.of(c.args().getFirst());
            }
            case Op.Call c -> {
                Optional<Found> called = surroundings.target(c).map(this::find);
                if (called.isEmpty()) return List.of();
                found.elsewhere |= called.get().elsewhere;
                return called.get().parameters.stream().mapToObj(c.args()::get).toList();
            }
            default -> {
            }
        }
        return List.of();
    }

    private static boolean isNumber(Value v, Set<Value> boxes) {
        return v.kind() == TypeKind.REFERENCE ? boxes.contains(v) : v.isFloating();
    }
}
