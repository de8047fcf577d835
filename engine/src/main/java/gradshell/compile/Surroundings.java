package gradshell.compile;

import gradshell.compile.ir.Block;
import gradshell.compile.ir.Graph;
import gradshell.compile.ir.Op;
import gradshell.compile.ir.Terminator;
import gradshell.compile.ir.Value;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the methods of a derivation have to know of one another: the code that a call leads to, and what is done there.
 * Everything that can be reached is analysed, and so refused if need be, before anything runs.
 */
final class Surroundings implements Activity.Program {
    /** The code that a call leads to. */
    record Target(Class<?> owner, String method, MethodType type) {}

    private record Key(Target target, String directions, String chosen) {}

    private final Derivation derivation;
    private final Map<Key, Optional<Summary>> summaries = new HashMap<>();
    private final ClassLoader loader;
    private boolean foreign;

    Surroundings(Derivation derivation) {
        this.derivation = derivation;
        loader = derivation.function().host().getClassLoader();
    }

    /** Analyses the function itself and all it leads to. */
    synchronized Activity analyseEntry(Graph graph, BitSet chosen, boolean resultMatters) {
        Activity activity = Activity.of(graph, chosen, true, resultMatters, this);
        if (!foreign && activity.writesForeign()) {
            foreign = true;
            summaries.clear();
            activity = Activity.of(graph, chosen, true, resultMatters, this);
        }
        return activity;
    }

    /** Analyses a method that is called. */
    synchronized Activity analyse(Graph graph, String chosen, boolean resultMatters) {
        return Activity.of(graph, ones(chosen), false, resultMatters, this);
    }

    /** The lifted code of a method, with tangents if it is called for them; {@code directions} as in {@link Op.Call}. */
    Graph lift(Target target, String directions) {
        Graph graph = derivation.lift(target.owner, target.method, target.type);
        for (Direction d : Direction.parse(directions)) {
            ForwardMode.extend(graph, analyse(graph, d.chosen(), false), d);
        }
        return graph;
    }

    private static BitSet ones(String digits) {
        var ones = new BitSet();
        for (int i = 0; i < digits.length(); i++) ones.set(i, digits.charAt(i) == '1');
        return ones;
    }

    @Override
    public boolean foreign() {
        return foreign;
    }

    @Override
    public int cell(FieldInstruction field) {
        return Layout.index(load(field.owner().asInternalName()), field.name().stringValue());
    }

    @Override
    public Summary summary(Op.Call call, String chosen) {
        return target(call.instruction()).map(t -> summary(t, call.directions(), chosen))
                .orElseGet(() -> Summary.unknown(call.args().size()));
    }

    @Override
    public Summary summary(Op.New made, String chosen) {
        return target(made.constructor()).map(t -> {
            Summary known = summary(t, "", "0" + chosen);
            checkConstructor(t, "0" + chosen);
            return known;
        }).orElseGet(() -> Summary.unknown(made.args().size() + 1));
    }

    private synchronized Summary summary(Target target, String directions, String chosen) {
        var key = new Key(target, directions, chosen);
        Optional<Summary> known = summaries.get(key);
        if (known != null)
            return known.orElseGet(() -> Summary.unknown(chosen.length()));
        // where it calls itself, the worst is assumed
        summaries.put(key, Optional.empty());
        Graph graph = lift(target, directions);
        Summary made = Summary.of(graph, analyse(graph, chosen, true));
        summaries.put(key, Optional.of(made));
        return made;
    }

    /** Where a call leads, if that doesn't depend on the receiver's class; nothing either where it can't lead anywhere. */
    Optional<Target> target(InvokeInstruction i) {
        if (Sinks.isLibrary(i) || Sinks.isGradshell(i)) return Optional.empty();
        try {
            Class<?> named = load(i.owner().asInternalName());
            String name = i.name().stringValue();
            var type = MethodType.fromMethodDescriptorString(i.type().stringValue(), named.getClassLoader());
            var target = new Target(derivation.declaring(named, name, type), name, type);
            return switch (i.opcode()) {
                case INVOKESTATIC, INVOKESPECIAL -> Optional.of(target);
                default -> isFinal(named, target) ? Optional.of(target) : Optional.empty();
            };
        } catch (TypeNotPresentException | LinkageError _) {
            // as in a plain call, what is missing is an error only where it is reached
            return Optional.empty();
        }
    }

    @Override
    public boolean isOpen(InvokeInstruction call) {
        return switch (call.opcode()) {
            case INVOKESTATIC, INVOKESPECIAL -> false;
            default -> target(call).isEmpty();
        };
    }

    private static boolean isFinal(Class<?> named, Target target) {
        if (Modifier.isFinal(named.getModifiers())) return true;
        for (Method m : target.owner.getDeclaredMethods()) {
            if (m.getName().equals(target.method) && Arrays.equals(m.getParameterTypes(), target.type.parameterArray())
                    && m.getReturnType() == target.type.returnType()) {
                return (m.getModifiers() & (Modifier.FINAL | Modifier.PRIVATE)) != 0;
            }
        }
        return false;
    }

    private Class<?> load(String internalName) {
        try {
            return Class.forName(internalName.replace('/', '.'), false, loader);
        } catch (ClassNotFoundException e) {
            throw new TypeNotPresentException(internalName.replace('/', '.'), e);
        }
    }

    /** A constructor may look at what it gets and put it into fields as it is. */
    private void checkConstructor(Target target, String chosen) {
        Graph graph = derivation.lift(target.owner, target.method, target.type);
        Activity activity = analyse(graph, chosen, false);
        var flow = new Flow(graph);
        Block exit = flow.order.stream().filter(b -> b.end() instanceof Terminator.Return).findFirst().orElse(null);
        List<Value> params = graph.entry().params();
        for (Block b : flow.order) {
            for (Op op : b.ops()) {
                boolean computes = op.results().stream().anyMatch(v -> v.isFloating() && activity.varied(v));
                boolean stores = activity.touchesMemory(op) && op instanceof Op.Keep k
                        && params.contains(k.args().getLast())
                        && k.args().getFirst().equals(params.getFirst()) && exit != null && flow.dominates(b, exit);
                if (computes || (activity.touchesMemory(op) && !stores)) {
                    throw Refusal.at(graph, op.line(), "a constructor that computes with differentiated values",
                            "Compute before, in a static method that makes the object");
                }
            }
        }
    }

    @Override
    public synchronized int[] cells(Op.New made) {
        Target target = target(made.constructor()).orElseThrow();
        Graph graph = derivation.lift(target.owner, target.method, target.type);
        var cells = new int[made.args().size()];
        Arrays.fill(cells, -1);
        List<Value> params = graph.entry().params();
        for (Block b : graph.blocks()) {
            for (Op op : b.ops()) {
                if (op instanceof Op.Keep k && k.instruction() instanceof FieldInstruction f && Activity.isStore(f)) {
                    int param = params.indexOf(k.args().getLast());
                    if (param > 0 && k.args().getLast().isFloating()) cells[param - 1] = cell(f);
                }
            }
        }
        return cells;
    }
}
