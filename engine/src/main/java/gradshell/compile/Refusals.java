package gradshell.compile;

import gradshell.compile.ir.Block;
import gradshell.compile.ir.Graph;
import gradshell.compile.ir.Op;
import gradshell.compile.ir.Terminator;
import gradshell.compile.ir.Value;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds the places where a varied value goes where its derivative can't be followed, so that no gradient is silently
 * wrong: an unknown method, an array, a field, an object.
 */
final class Refusals {
    private static final String LOCALS = "Keep it in local variables, or pass it to a static method";
    private static final String IGNORE = "Use a static method, a function of java.lang.Math, or stopGradient(...) or "
            + "ignore(() -> ...) if no derivative should flow through it";

    /** An invokedynamic takes 253 words (JVM specification 4.11), one of them is the tape. */
    private static final int MOST_SLOTS = 252;

    private final Graph graph;
    private final Activity activity;
    private final Set<Value> freshArrays = new HashSet<>();
    private final Set<Value> usedBesidesIgnore = new HashSet<>();

    private Refusals(Graph graph, Activity activity) {
        this.graph = graph;
        this.activity = activity;
    }

    static void check(Graph graph, Activity activity) {
        var refusals = new Refusals(graph, activity);
        refusals.lookAtUses();
        refusals.checkFilled();
        for (Block b : graph.blocks()) {
            for (Op op : b.ops()) if (activity.variedIn(op.args())) refusals.check(op);
            if (b.end() instanceof Terminator.Return r && !r.args().isEmpty() && activity.varied(r.args().getFirst())
                    && r.args().getFirst().kind() == TypeKind.REFERENCE) {
                throw refusals.refuse(r.line(), "an object that holds a differentiated value is returned",
                        "Return a double, or make the object of stopGradient(value)");
            }
        }
    }

    private void lookAtUses() {
        for (Block b : graph.blocks()) {
            for (Op op : b.ops()) {
                if (!Sinks.isIgnore(op)) usedBesidesIgnore.addAll(op.args());
                if (op instanceof Op.Keep k && k.instruction().opcode() == Opcode.ANEWARRAY) {
                    freshArrays.add(k.result());
                }
            }
            usedBesidesIgnore.addAll(b.end().args());
            for (var e : b.end().edges()) usedBesidesIgnore.addAll(e.args());
        }
    }

    /** Text may only go into what is made here: from elsewhere, nobody could see where it is read again. */
    private void checkFilled() {
        boolean fromElsewhere = graph.entry().params().stream().anyMatch(activity::filled);
        for (Block b : graph.blocks()) {
            for (Op op : b.ops()) {
                fromElsewhere |= !op.results().isEmpty() && activity.filled(op.result()) && !makesOrPassesOn(op);
            }
        }
        if (!fromElsewhere) return;
        for (Block b : graph.blocks()) {
            for (Op op : b.ops()) {
                if (op instanceof Op.Keep k && k.instruction() instanceof InvokeInstruction i
                        && Sinks.keepsInReceiver(i) && activity.variedIn(k.args().subList(1, k.args().size()))) {
                    throw refuse(k.line(), "text of a differentiated value is put into a builder made elsewhere",
                            "Make the builder in the method that fills it, or append stopGradient(value)");
                }
            }
        }
    }

    private static boolean makesOrPassesOn(Op op) {
        if (!(op instanceof Op.Keep k)) return op instanceof Op.Const;
        if (k.instruction() instanceof InvokeInstruction i) return Sinks.keepsInReceiver(i);
        return switch (k.instruction().opcode()) {
            case NEW, CHECKCAST, ACONST_NULL -> true;
            default -> false;
        };
    }

    private void check(Op op) {
        switch (op) {
            case Op.Call c -> check(c);
            case Op.Keep k -> check(k, k.instruction());
            case Op.Const _,Op.Apply _,Op.Outlined _ -> {
            }
        }
    }

    private void check(Op.Call c) {
        if (Sinks.accepts(c.instruction())) return;
        String name = name(c.instruction());
        if (c.args().stream().mapToInt(v -> v.kind().slotSize()).sum() > MOST_SLOTS) {
            throw refuse(c.line(), name + " has too many parameters for its sweeps to be called",
                    "Split it, so that each method takes at most " + MOST_SLOTS / 2 + " doubles");
        }
        String owner = c.instruction().owner().asInternalName();
        if (owner.startsWith("java/") || owner.startsWith("javax/") || owner.startsWith("jdk/")) {
            throw refuse(c.line(), "there is no rule for " + name + ", which a differentiated value enters", IGNORE);
        }
        if (owner.startsWith("gradshell/") && owner.lastIndexOf('/') == "gradshell".length()) {
            throw refuse(c.line(),
                    "a differentiated value enters " + name + ", and gradients inside gradients of plain Java "
                            + "and tensors made inside it aren't supported",
                    IGNORE);
        }
        for (Value v : c.args()) {
            if (activity.varied(v) && v.kind() == TypeKind.REFERENCE) {
                throw refuse(c.line(), "an object that holds a differentiated value is passed to " + name,
                        "Pass a double, or make the object of stopGradient(value)");
            }
        }
    }

    private void check(Op.Keep k, Instruction instruction) {
        switch (instruction) {
            case ConvertInstruction _ -> {
            }
            case InvokeInstruction i when Sinks.accepts(i) -> {
            }
            case InvokeInstruction i when Sinks.isThrowable(i) -> {
            }
            // a builder that text is appended to later is varied from the start, but takes nothing in here
            case InvokeInstruction i when i.name().equalsString("<init>")
                    && !activity.variedIn(k.args().subList(1, k.args().size())) ->
                {
                }
            case InvokeInstruction i when i.name().equalsString("<init>") ->
                throw refuse(k.line(),
                        "a differentiated value is passed to the constructor of " + i.owner().asSymbol().displayName(),
                        LOCALS);
            case InvokeInstruction i ->
                throw refuse(k.line(), "a differentiated value is passed to the instance method " + name(i), IGNORE);
            case InvokeDynamicInstruction i when Sinks.isConcatenation(i) -> {
            }
            case InvokeDynamicInstruction i when Sinks.isLambda(i) && !usedBesidesIgnore.contains(k.result()) -> {
            }
            case InvokeDynamicInstruction _ ->
                throw refuse(k.line(), "a lambda, method reference or pattern switch captures a differentiated value",
                        "Call a static method with the value as an argument");
            case FieldInstruction f -> throw refuse(k.line(), "a differentiated value is stored in the field "
                    + f.owner().asSymbol().displayName() + "." + f.name().stringValue(), LOCALS);
            default -> {
                switch (instruction.opcode()) {
                    case DCMPL, DCMPG, FCMPL, FCMPG, CHECKCAST, INSTANCEOF -> {
                    }
                    case AASTORE -> {
                        if (!freshArrays.contains(k.args().getFirst())) throw array(k);
                    }
                    case DASTORE, FASTORE, AALOAD -> throw array(k);
                    default -> throw refuse(k.line(), "a differentiated value enters " + instruction.opcode(), LOCALS);
                }
            }
        }
    }

    private UnsupportedOperationException array(Op.Keep k) {
        return refuse(k.line(), "a differentiated value is kept in an array", LOCALS);
    }

    private static String name(InvokeInstruction i) {
        return i.owner().asSymbol().displayName() + "." + i.name().stringValue();
    }

    private UnsupportedOperationException refuse(int line, String construct, String remedy) {
        return Refusal.at(graph, line, construct, remedy);
    }
}
