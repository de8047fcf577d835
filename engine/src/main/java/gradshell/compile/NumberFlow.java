package gradshell.compile;

import gradshell.compile.ir.Block;
import gradshell.compile.ir.Edge;
import gradshell.compile.ir.Graph;
import gradshell.compile.ir.Op;
import gradshell.compile.ir.Terminator;
import gradshell.compile.ir.Value;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Modifier;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Where numbers go in a method that runs as it is. Printing, comparing, throwing and making integers or text of them only
 * looks at them; whatever else there is may lead to a value that depends on them.
 */
final class NumberFlow {
    /** What becomes of the numbers. */
    enum Fate {
        LOOKED_AT, RETURNED, USED
    }

    private record Method(Class<?> owner, String name, String descriptor) {}

    private final Class<?> owner;
    private final Graph graph;
    private final Set<Method> callers;
    private final BitSet numbers = new BitSet();
    private final Set<Value> fresh = new HashSet<>();
    private Fate fate = Fate.LOOKED_AT;

    private NumberFlow(Class<?> owner, Graph graph, Set<Method> callers) {
        this.owner = owner;
        this.graph = graph;
        this.callers = callers;
        for (Block b : graph.blocks()) {
            for (Op op : b.ops()) {
                boolean same = op instanceof Op.Call c && Sinks.keepsInReceiver(c.instruction())
                        && fresh.contains(c.args().getFirst());
                if (same || Sinks.isNew(op)) fresh.addAll(op.results());
            }
        }
    }

    /**
     * Of what the calls in these lines of a method give that are {@code sources}, or if none is, what all calls in them give.
     */
    static Fate of(ClassCode code, MethodModel method, IntPredicate lines, Predicate<InvokeInstruction> sources) {
        try {
            var flow = new NumberFlow(code.type(), Lifter.lift(code, method), Set.of());
            boolean found = flow.start(lines, sources) || flow.start(lines, _ -> true);
            // somewhere the numbers must have arrived
            return found ? flow.run() : Fate.USED;
        } catch (UnsupportedOperationException _) {
            // what can't be lifted isn't known
            return Fate.USED;
        }
    }

    private boolean start(IntPredicate lines, Predicate<InvokeInstruction> sources) {
        for (Block b : graph.blocks()) {
            for (Op op : b.ops()) {
                if (op instanceof Op.Call c && lines.test(c.line()) && sources.test(c.instruction())) {
                    c.results().forEach(this::mark);
                }
            }
        }
        return !numbers.isEmpty();
    }

    private Fate run() {
        for (int before = -1; before != numbers.cardinality() && fate != Fate.USED;) {
            before = numbers.cardinality();
            for (Block b : graph.blocks()) {
                for (Op op : b.ops()) if (isIn(op.args())) spread(op);
                for (Edge e : b.end().edges()) {
                    for (int i = 0; i < e.args().size(); i++) {
                        if (isNumber(e.args().get(i))) mark(e.to().params().get(i));
                    }
                }
                if (b.end() instanceof Terminator.Return r && isIn(r.args()) && fate != Fate.USED) {
                    fate = Fate.RETURNED;
                }
            }
        }
        return fate;
    }

    private boolean isNumber(Value v) {
        return numbers.get(v.id());
    }

    private boolean isIn(List<Value> values) {
        for (Value v : values) if (isNumber(v)) return true;
        return false;
    }

    /** Integers carry nothing. */
    private void mark(Value v) {
        if (v.isFloating() || v.kind() == TypeKind.REFERENCE) numbers.set(v.id());
    }

    private void spread(Op op) {
        switch (op) {
            case Op.Apply a -> {
                for (int i = 0; i < a.args().size(); i++) {
                    if (isNumber(a.args().get(i)) && !a.rule().partial(i).is(0)) mark(a.result());
                }
            }
            case Op.Call c -> spread(c, c.instruction());
            case Op.New n when Sinks.isThrowable(n.constructor()) || Sinks.accepts(n.constructor()) -> mark(n.result());
            case Op.New _ -> fate = Fate.USED;
            case Op.Keep k -> spread(k, k.instruction());
            default -> op.results().forEach(this::mark);
        }
    }

    private void spread(Op.Call c, InvokeInstruction i) {
        if (Sinks.accepts(i)) {
            if (Sinks.keepsInReceiver(i)) keep(c.args().getFirst());
            if (Sinks.makesText(i) || Sinks.keepsInReceiver(i)) c.results().forEach(this::mark);
        } else if (Sinks.isBoxing(i) || Sinks.isUnboxing(i) || movesOut(c)) {
            c.results().forEach(this::mark);
        } else if (!i.name().equalsString("stopGradient") || !Sinks.isGradshell(i)) {
            switch (called(c, i)) {
                case USED -> fate = Fate.USED;
                case RETURNED -> c.results().forEach(this::mark);
                case LOOKED_AT -> {
                }
            }
        }
    }

    /** Whether the call only gives something of its receiver. */
    private static boolean movesOut(Op.Call c) {
        return Sinks.isMover(c.instruction()) && c.instruction().opcode() != Opcode.INVOKESTATIC
                && c.args().stream().skip(1).noneMatch(v -> v.kind() == TypeKind.REFERENCE);
    }

    private void spread(Op.Keep k, Instruction i) {
        switch (i.opcode()) {
            case AASTORE, DASTORE, FASTORE -> {
                if (isNumber(k.args().getLast())) keep(k.args().getFirst());
            }
            case PUTFIELD, PUTSTATIC -> fate = isNumber(k.args().getLast()) ? Fate.USED : fate;
            case INVOKEDYNAMIC -> {
                if (Sinks.looks((InvokeDynamicInstruction) i) || Sinks.isLambda((InvokeDynamicInstruction) i)) {
                    k.results().forEach(this::mark);
                } else {
                    fate = Fate.USED;
                }
            }
            default -> k.results().forEach(this::mark);
        }
    }

    /** Something made here holds numbers now; anything else others may read. */
    private void keep(Value receiver) {
        if (fresh.contains(receiver)) mark(receiver);
        else
            fate = Fate.USED;
    }

    /** What a method of the user's does with the numbers that it gets. */
    private Fate called(Op.Call c, InvokeInstruction i) {
        if (Sinks.isLibrary(i) || Sinks.isGradshell(i)) return Fate.USED;
        try {
            Class<?> named = Class.forName(i.owner().asInternalName().replace('/', '.'), false,
                    owner.getClassLoader());
            var method = new Method(named, i.name().stringValue(), i.type().stringValue());
            ClassCode code = ClassCode.of(named);
            Optional<MethodModel> model = code.method(method.name, method.descriptor).filter(m -> isOnly(m, named));
            if (model.isEmpty() || callers.contains(method)) return Fate.USED;
            var within = new HashSet<>(callers);
            within.add(method);
            var flow = new NumberFlow(named, Lifter.lift(code, model.get()), within);
            List<Value> params = flow.graph.entry().params();
            for (int k = 0; k < params.size(); k++) if (isNumber(c.args().get(k))) flow.mark(params.get(k));
            return flow.run();
        } catch (ClassNotFoundException | LinkageError _) {
            // what is missing is an error only where it is reached
            return Fate.USED;
        }
    }

    /** Whether no other method can be meant. */
    private static boolean isOnly(MethodModel m, Class<?> named) {
        return m.flags().has(AccessFlag.STATIC) || m.flags().has(AccessFlag.PRIVATE) || m.flags().has(AccessFlag.FINAL)
                || Modifier.isFinal(named.getModifiers());
    }
}
