package gradshell.compile;

import gradshell.compile.ir.Block;
import gradshell.compile.ir.Edge;
import gradshell.compile.ir.Graph;
import gradshell.compile.ir.Op;
import gradshell.compile.ir.Terminator;
import gradshell.compile.ir.Value;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which arrays of numbers have their shadow beside them: an array that is made here, comes as an argument, or comes back
 * from a call, together with its shadow. Such a shadow need not be found by the array's identity, which costs more than a
 * small array itself, as long as the array goes only where its shadow goes along. Where it gets out, into memory or to code
 * that searches, the shadow is entered among those that can be found.
 */
final class Passing {
    /** Where the shadow of an array comes from. */
    enum Source {
        /** The array is made here. */
        NEW,
        /** A parameter's shadow is another parameter. */
        PARAMETER,
        /** The callee hands it back with the array. */
        RESULT,
        /** As the array itself from one of several blocks. */
        JOIN
    }

    private final Graph graph;
    private final Activity activity;
    private final boolean passesBack;
    private final Map<Value, Source> sources = new HashMap<>();
    private final Set<Value> escaping = new HashSet<>();

    /**
     * @param passed     the method's parameters whose shadows come along
     * @param passesBack whether the shadow of the method's result goes back with it
     */
    Passing(Graph graph, Activity activity, List<Value> passed, boolean passesBack) {
        this.graph = graph;
        this.activity = activity;
        this.passesBack = passesBack;
        for (Value v : passed) sources.put(v, Source.PARAMETER);
        Set<Block> handlers = new HashSet<>();
        for (Block b : graph.blocks()) {
            if (b.end() instanceof Terminator.Protect p) for (Edge e : p.edges()) handlers.add(e.to());
        }
        for (Block b : graph.blocks()) {
            if (b != graph.entry() && !handlers.contains(b)) {
                for (Value v : b.params()) if (isNumbers(v.type()) && activity.varied(v)) sources.put(v, Source.JOIN);
            }
            for (Op op : b.ops()) {
                if (op instanceof Op.Keep k && k.instruction().opcode() == Opcode.NEWARRAY
                        && isNumbers(k.result().type())
                        && activity.varied(k.result()))
                    sources.put(k.result(), Source.NEW);
                if (op instanceof Op.Call c && passes(c, activity) && !c.results().isEmpty()
                        && isNumbers(c.instruction().typeSymbol().returnType()) && activity.varied(c.result()))
                    sources.put(c.result(), Source.RESULT);
            }
        }
        findEscaping();
    }

    /** The indices of the parameters of a method, the receiver among them, whose shadows are passed after all parameters. */
    static List<Integer> positions(MethodType type, String directions, String chosen) {
        int first = Derivation.isStatic(type, directions, chosen) ? 0 : 1;
        var positions = new ArrayList<Integer>();
        for (int i = 0; i < type.parameterCount(); i++) {
            Class<?> t = type.parameterType(i);
            if ((t == double[].class || t == float[].class) && chosen.charAt(first + i) == '1')
                positions.add(first + i);
        }
        return positions;
    }

    /** Whether the shadow of a result of this type goes back with it. */
    static boolean passesBack(MethodType type, Derivation.Wanted wanted) {
        return wanted != Derivation.Wanted.NOTHING
                && (type.returnType() == double[].class || type.returnType() == float[].class);
    }

    /** The arguments of a call whose shadows are passed with them. */
    static List<Value> passed(Op.Call c, Activity activity) {
        return positions(c, activity).stream().map(c.args()::get).toList();
    }

    private static List<Integer> positions(Op.Call c, Activity activity) {
        if (!passes(c, activity)) return List.of();
        Surroundings.Target target = activity.program().target(c).orElseThrow();
        return positions(target.type(), c.directions(), Calls.chosen(c.args(), activity));
    }

    /** Whether the callee is known and has a reverse sweep. */
    private static boolean passes(Op.Call c, Activity activity) {
        return Calls.isDerived(c, activity) && (Calls.isActive(c, activity) || activity.touchesMemory(c))
                && activity.program().target(c).isPresent();
    }

    private static boolean isNumbers(ClassDesc type) {
        return ConstantDescs.CD_double.arrayType().equals(type) || ConstantDescs.CD_float.arrayType().equals(type);
    }

    /** Where the shadow comes from without a search, or null. */
    Source source(Value v) {
        return sources.get(v);
    }

    /** Whether the array gets where its shadow is searched for. */
    boolean escapes(Value v) {
        return escaping.contains(v);
    }

    /** Those that bring shadows of which nobody else knows yet, and that get where these are searched for. */
    List<Value> toBeEntered() {
        return escaping.stream().filter(v -> sources.get(v) != Source.NEW).sorted((v, w) -> v.id() - w.id()).toList();
    }

    /** The values that a join's shadow is made of. */
    List<Value> joined(Value v) {
        var joined = new ArrayList<Value>();
        graph.incoming().forEach((b, edges) -> {
            int at = b.params().indexOf(v);
            if (at >= 0) for (Edge e : edges) joined.add(e.args().get(at));
        });
        return joined;
    }

    /** The arrays whose shadows are handed on: to callees, and to the caller. */
    List<Value> handedOn() {
        var handed = new ArrayList<Value>();
        for (Block b : graph.blocks()) {
            for (Op op : b.ops()) if (op instanceof Op.Call c) handed.addAll(passed(c, activity));
            if (passesBack && b.end() instanceof Terminator.Return r && activity.varied(r.args().getFirst()))
                handed.add(r.args().getFirst());
        }
        return handed;
    }

    private void findEscaping() {
        for (Block b : graph.blocks()) {
            for (Op op : b.ops()) escaping.addAll(letGo(op));
            switch (b.end()) {
                case Terminator.Branch _ -> {
                }
                case Terminator.Return r when passesBack -> escaping.addAll(r.args().subList(1, r.args().size()));
                default -> escaping.addAll(b.end().args());
            }
            for (Edge e : b.end().edges()) {
                for (int i = 0; i < e.args().size(); i++) {
                    if (!sources.containsKey(e.to().params().get(i))) escaping.add(e.args().get(i));
                }
            }
        }
        escaping.retainAll(sources.keySet());
    }

    /** The arguments that the operation may bring where their shadow is searched for. */
    private List<Value> letGo(Op op) {
        return switch (op) {
            case Op.Keep k -> switch (k.instruction().opcode()) {
                case DALOAD, FALOAD, DASTORE, FASTORE, ARRAYLENGTH -> List.of();
                default -> k.args();
            };
            case Op.Call c -> {
                List<Integer> passed = positions(c, activity);
                yield IntStream.range(0, c.args().size()).filter(i -> !passed.contains(i)).mapToObj(c.args()::get)
                        .toList();
            }
            case Op.Shadow _,Op.Tangent _ -> List.of();
            default -> op.args();
        };
    }
}
