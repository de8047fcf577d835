package gradshell.compile;

import gradshell.compile.ir.Block;
import gradshell.compile.ir.Graph;
import gradshell.compile.ir.Op;
import gradshell.compile.ir.Value;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the places where a differentiated value goes where its derivative can't be followed, so that no gradient is
 * silently wrong: an unknown method, a static field, a number made of text.
 */
final class Refusals {
    private static final String IGNORE = "Use a method of your own, a function of java.lang.Math, or stopGradient(...) or "
            + "ignore(() -> ...) if no derivative should flow through it";

    /** An invokedynamic takes 253 words (JVM specification 4.11), one of them is the tape. */
    private static final int MOST_SLOTS = 252;

    private final Graph graph;
    private final Activity activity;
    private final Set<Value> usedBesidesIgnore = new HashSet<>();

    private Refusals(Graph graph, Activity activity) {
        this.graph = graph;
        this.activity = activity;
    }

    static void check(Graph graph, Activity activity) {
        var refusals = new Refusals(graph, activity);
        refusals.lookAtUses();
        for (Block b : graph.blocks()) {
            for (Op op : b.ops()) if (activity.variedIn(op.args())) refusals.check(op);
        }
    }

    private void lookAtUses() {
        for (Block b : graph.blocks()) {
            for (Op op : b.ops()) if (!Sinks.isIgnore(op)) usedBesidesIgnore.addAll(op.args());
            usedBesidesIgnore.addAll(b.end().args());
            for (var e : b.end().edges()) usedBesidesIgnore.addAll(e.args());
        }
    }

    private void check(Op op) {
        switch (op) {
            case Op.Call c -> check(c, c.instruction());
            case Op.New n -> check(n);
            case Op.Keep k -> check(k, k.instruction());
            case Op.Const _,Op.Caught _,Op.Blank _,Op.Apply _,Op.Outlined _,Op.Shadow _,Op.Peek _,Op.PassBack _,Op.Tangent _,Op.Scope _ ->
                {
                }
        }
    }

    private void check(Op.Call c, InvokeInstruction i) {
        if (Sinks.keepsInReceiver(i) && activity.aliases().isNotFresh(c.args().getFirst())
                && activity.variedIn(c.args().subList(1, c.args().size()))) {
            // from elsewhere, nobody could see where it is read again
            throw refuse(c.line(), "text of a differentiated value is put into a builder made elsewhere",
                    "Make the builder in the method that fills it, or append stopGradient(value)");
        }
        String name = name(i);
        for (Value v : Sinks.functionsRun(c)) {
            if (activity.varied(v) && v.type() != null) checkFunction(v.type(), c.line(), name);
        }
        if (Sinks.accepts(i) || Sinks.isBoxing(i) || Sinks.isUnboxing(i) || Sinks.moves(i)
                || Sinks.isUntouched(c, activity))
            return;
        if (Sinks.isUnsupported(i)) {
            throw refuse(c.line(), name + " isn't supported in differentiated code",
                    "Write a loop, or leave the stream sequential");
        }
        checkSize(c.args(), c.line(), name);
        if (Sinks.isLibrary(i) && !activity.program().isOpen(c) && activity.program().target(c).isEmpty()) {
            throw refuse(c.line(), "there is no rule for " + name + ", which a differentiated value enters", IGNORE);
        }
        if (Sinks.isGradshell(i) && activity.program().target(c).isEmpty()) {
            if (Calls.isDerived(c, activity) || staysAmongTensors(i, c.args())) return;
            if (Crossings.isAmongTensors(i)) {
                throw refuse(c.line(), "there is no rule for a differentiated number, array or function in " + name,
                        "Make tensors of numbers by tensor(...), scalar(d), full(d, ...) or arithmetic with a number, "
                                + "or use stopGradient(...)");
            }
            throw refuse(c.line(),
                    "a differentiated value enters " + name + ", and gradients inside gradients of plain Java "
                            + "are gradient, jvp, vjp and hessian of functions of doubles, and gradient of a function "
                            + "of a double[], and tensors made inside it aren't supported",
                    IGNORE);
        }
    }

    /** Whether the tensors' tape sees all that the call does with differentiated values. */
    private boolean staysAmongTensors(InvokeInstruction i, List<Value> args) {
        if (!Crossings.isAmongTensors(i)) return false;
        for (Value v : args) if (v.isFloating() && activity.varied(v)) return false;
        int receiver = args.size() - i.typeSymbol().parameterCount();
        for (int k = receiver; k < args.size(); k++) {
            Value v = args.get(k);
            if (activity.holds(v) && !Crossings.holdsTensors(i.typeSymbol().parameterType(k - receiver)))
                return false;
        }
        return true;
    }

    private void check(Op.New n) {
        if (Sinks.isThrowable(n.constructor()) || Sinks.moves(n.constructor()) || Sinks.accepts(n.constructor()))
            return;
        ClassDesc type = n.constructor().owner().asSymbol();
        if (activity.program().isComparator(type)) checkFunction(type, n.line(), "what compares with it");
        String name = "the constructor of " + type.displayName();
        if (Sinks.isLibrary(n.constructor())
                || (Sinks.isGradshell(n.constructor()) && !staysAmongTensors(n.constructor(), n.args()))) {
            throw refuse(n.line(), "there is no rule for " + name + ", which a differentiated value enters", IGNORE);
        }
        if (Sinks.hasSettings(n.constructor().owner())
                && n.args().stream().anyMatch(v -> v.isFloating() && activity.varied(v))) {
            throw refuse(n.line(), "a differentiated number enters " + name + ", which takes numbers as settings only",
                    "Write a layer of your own, or use stopGradient(...)");
        }
        checkSize(n.args(), n.line(), name);
    }

    /** The JDK runs comparators, and the functions that they are made of, where nothing is recorded. */
    private void checkFunction(ClassDesc type, int line, String by) {
        if (!activity.program().storesNumbers(type)) return;
        throw refuse(line, "a function that stores differentiated values is run by " + by,
                "Let it only compare, and store in a loop");
    }

    private void checkSize(List<Value> args, int line, String name) {
        if (args.stream().mapToInt(v -> v.kind().slotSize()).sum() <= MOST_SLOTS) return;
        throw refuse(line, name + " has too many parameters for its sweeps to be called",
                "Split it, so that each method takes at most " + MOST_SLOTS / 2 + " doubles");
    }

    private void check(Op.Keep k, Instruction instruction) {
        switch (instruction) {
            case ConvertInstruction _ -> {
            }
            case InvokeDynamicInstruction i when Sinks.looks(i) -> {
            }
            case InvokeDynamicInstruction i when Sinks.isLambda(i) && !usedBesidesIgnore.contains(k.result()) -> {
            }
            case InvokeDynamicInstruction _ ->
                throw refuse(k.line(), "a lambda or method reference captures a differentiated value",
                        "Call a static method with the value as an argument");
            case FieldInstruction f when f.opcode() == Opcode.PUTSTATIC ->
                throw refuse(k.line(), "a differentiated value is stored in the static field "
                        + f.owner().asSymbol().displayName() + "." + f.name().stringValue(),
                        "Keep it in a local variable, an array or an object, or store stopGradient(value)");
            case FieldInstruction f when f.opcode() == Opcode.GETFIELD ->
                activity.program().storesUnseen(f.owner().asSymbol()).ifPresent(method -> {
                    throw refuse(k.line(),
                            "a field of " + f.owner().asSymbol().displayName() + ", whose method " + method
                                    + " stores numbers where the JDK may run it unseen",
                            "Let " + method + " only look at fields");
                });
            default -> {
                switch (instruction.opcode()) {
                    case DCMPL, DCMPG, FCMPL, FCMPG, DASTORE, FASTORE, PUTFIELD -> {
                    }
                    default -> {
                        if (k.args().stream().anyMatch(v -> v.kind() != TypeKind.REFERENCE && activity.varied(v))) {
                            throw refuse(k.line(), "a differentiated value enters " + instruction.opcode(), IGNORE);
                        }
                    }
                }
            }
        }
    }

    private static String name(InvokeInstruction i) {
        return i.owner().asSymbol().displayName() + "." + i.name().stringValue();
    }

    private UnsupportedOperationException refuse(int line, String construct, String remedy) {
        return Refusal.at(graph, line, construct, remedy);
    }
}
