package gradshell.compile;

import gradshell.compile.Derivation.Called;
import gradshell.compile.Derivation.Pair;
import gradshell.compile.Library.Decision;
import gradshell.compile.ir.Block;
import gradshell.compile.ir.Edge;
import gradshell.compile.ir.Graph;
import gradshell.compile.ir.Op;
import gradshell.compile.ir.Value;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether steps may run again: they must not leave differentiated values where others find them, for they would leave them
 * there twice, and what others made of those of the first time would have no derivative.
 *
 * <p>What is behind a call of an interface is known when it was called, from what was recorded. Each method that was reached
 * in this way is looked at on its own, so functions that are called are taken to leave nothing here.
 */
final class Repeatable {
    private static final String NUMBERS = "differentiated values are stored outside";
    private static final String REFERENCES = "a reference to differentiated values is stored in what this method didn't make";
    private static final Set<String> READING = Set.of("contains", "containsKey", "containsValue", "containsAll",
            "indexOf", "lastIndexOf", "get", "getOrDefault", "orElse", "equals", "compare", "compareTo");

    private final Derivation derivation;
    private final Surroundings surroundings;
    private final Set<Pair> checked = new HashSet<>();

    Repeatable(Derivation derivation) {
        this.derivation = derivation;
        surroundings = derivation.surroundings().trusting();
    }

    /** Checks all that was called through interfaces while {@code row} was recorded. */
    synchronized void check(Tape row) {
        if (row.hasBorder()) {
            row.endForward();
            throw new UnsupportedOperationException("checkpointed: a step in which numbers and tensors meet can't run "
                    + "again on the way back; use tensors alone, or numbers alone");
        }
        row.forEachRef(recorded -> {
            if (recorded instanceof Pair pair && checked.add(pair)) derivation.called(pair).ifPresent(this::check);
        });
    }

    private void check(Called called) {
        Graph graph = surroundings.lift(called.target(), called.directions());
        Activity activity = surroundings.analyse(graph, called.chosen(), true);
        boolean writes = surroundings.isFunction(called.target())
                && activity.aliases().isWritten(graph.entry().params().getFirst());
        var reached = new ArrayList<Called>(List.of(called));
        for (int i = 0; i < reached.size(); i++) look(reached.get(i), writes || activity.writesForeign(), reached);
        if (writes || activity.writesForeign()) throw refuse(graph, -1, NUMBERS);
    }

    /** Looks for what may not be there; what is called joins {@code reached}. */
    private void look(Called method, boolean writes, List<Called> reached) {
        Graph graph = surroundings.lift(method.target(), method.directions());
        Activity activity = surroundings.analyse(graph, method.chosen(), true);
        Set<Value> own = own(graph);
        for (Block b : graph.blocks()) {
            for (Op op : b.ops()) {
                if (stores(op, own, activity)) throw refuse(graph, op.line(), REFERENCES);
                if (writes && op instanceof Op.Keep k && activity.touchesMemory(k)
                        && !own.contains(k.args().getFirst()))
                    throw refuse(graph, op.line(), NUMBERS);
                called(op, activity).filter(c -> !reached.contains(c)).ifPresent(reached::add);
            }
        }
    }

    private Optional<Called> called(Op op, Activity activity) {
        return switch (op) {
            case Op.Call c when Calls.isDerived(c, activity) -> surroundings.target(c)
                    .filter(t -> !Checkpoints.isLoop(t.owner(), t.type()))
                    .map(t -> new Called(t, c.directions(), Calls.chosen(c.args(), activity)));
            case Op.New n when Calls.isDerived(n, activity) -> surroundings.target(n)
                    .map(t -> new Called(t, "", "1" + Calls.chosen(n.args(), activity)));
            default -> Optional.empty();
        };
    }

    private static UnsupportedOperationException refuse(Graph graph, int line, String construct) {
        return Refusal.at(graph, line, construct + ", in a step of checkpointed, which runs again on the way back",
                "Return what is stored as part of the state, made anew");
    }

    private static boolean stores(Op op, Set<Value> own, Activity activity) {
        List<Value> args = op.args();
        return switch (op) {
            case Op.Keep k when Activity.isStore(k.instruction()) -> args.getLast().kind() == TypeKind.REFERENCE
                    && !own.contains(args.getFirst()) && activity.varied(args.getLast());
            case Op.Call c when Library.of(c.instruction()).orElse(null) instanceof Decision.Mover ->
                moves(c.instruction()) && !own.contains(args.getFirst())
                        && activity.variedIn(args.subList(1, args.size()));
            default -> false;
        };
    }

    /** Whether the method may keep an argument somewhere else than in what it returns. */
    private static boolean moves(InvokeInstruction i) {
        if (i.opcode() != Opcode.INVOKESTATIC) return !READING.contains(i.name().stringValue());
        String result = i.typeSymbol().returnType().descriptorString();
        return result.equals("V") || result.equals("Z");
    }

    /** What is known to have been made here. */
    static Set<Value> own(Graph graph) {
        var own = new HashSet<Value>();
        if (graph.method().equals(Lifter.CONSTRUCTOR)) own.add(graph.entry().params().getFirst());
        for (int before = -1; before != own.size();) {
            before = own.size();
            for (Block b : graph.blocks()) {
                for (Op op : b.ops()) {
                    boolean cast = op instanceof Op.Keep k && k.instruction().opcode() == Opcode.CHECKCAST
                            && own.contains(k.args().getFirst());
                    boolean clone = op instanceof Op.Call c && c.instruction().owner().asSymbol().isArray();
                    if (Sinks.isNew(op) || op instanceof Op.Blank || cast || clone) own.addAll(op.results());
                }
            }
            for (Block b : graph.blocks()) {
                for (Edge e : b.end().edges()) addParams(e.to(), graph, own);
            }
        }
        return own;
    }

    /** A parameter of a block is what comes along each edge. */
    private static void addParams(Block to, Graph graph, Set<Value> own) {
        for (int i = 0; i < to.params().size(); i++) {
            int at = i;
            Value param = to.params().get(i);
            boolean all = graph.blocks().stream().flatMap(b -> b.end().edges().stream()).filter(e -> e.to() == to)
                    .allMatch(e -> own.contains(e.args().get(at)) || e.args().get(at).equals(param));
            if (all) own.add(param);
        }
    }
}
