package gradshell.compile;

import gradshell.compile.Library.Decision;
import gradshell.compile.Surroundings.Target;
import gradshell.compile.ir.Block;
import gradshell.compile.ir.Graph;
import gradshell.compile.ir.Op;
import gradshell.compile.ir.Value;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ConstantDescs;
import java.util.HashSet;
import java.util.Set;

/** Tells whether code does nothing but find a result, so that it may run twice: it may make and fill what is its own. */
final class Effects {
    private static final Set<String> ALWAYS_THE_SAME = Set.of("java/lang/Math", "java/lang/StrictMath",
            "java/lang/Integer", "java/lang/Long", "java/lang/Double", "java/lang/Float", "java/lang/Boolean",
            "java/lang/Character", "java/lang/String", "java/lang/Object", "java/lang/Record", "java/util/Objects",
            "java/util/List", "java/util/Map", "java/util/Arrays");
    /** What they have besides methods that look, or make something new. */
    private static final Set<String> WRITING = Set.of("add", "addAll", "addFirst", "addLast", "clear", "compute",
            "computeIfAbsent", "computeIfPresent", "fill", "forEach", "merge", "parallelPrefix", "parallelSetAll",
            "parallelSort", "put", "putAll", "putIfAbsent", "remove", "removeAll", "removeFirst", "removeIf",
            "removeLast", "replace", "replaceAll", "retainAll", "set", "setAll", "sort", "hashCode", "toString");

    private final Surroundings surroundings;
    private final Set<Target> seen = new HashSet<>();

    private Effects(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Whether a constructor only fills its own object. */
    static boolean none(Target constructor, Surroundings surroundings) {
        return new Effects(surroundings).none(constructor);
    }

    private boolean none(Target target) {
        if (!seen.add(target)) return true;
        Graph graph = surroundings.lift(target, "");
        Set<Value> own = Repeatable.own(graph);
        for (Block b : graph.blocks()) {
            for (Op op : b.ops()) if (!isFree(op, own)) return false;
        }
        return true;
    }

    private boolean isFree(Op op, Set<Value> own) {
        return switch (op) {
            case Op.Const _,Op.Apply _,Op.Caught _ -> true;
            case Op.Keep k when Activity.isStore(k.instruction()) -> own.contains(k.args().getFirst());
            case Op.Keep k when k.instruction() instanceof FieldInstruction f -> f.opcode() == Opcode.GETFIELD;
            case Op.Keep k when k.instruction() instanceof InvokeDynamicInstruction i ->
                Sinks.looks(i) && k.args().stream().allMatch(Effects::isText);
            case Op.Keep _ -> true;
            case Op.New n when Sinks.isLibrary(n.constructor()) -> Sinks.isThrowable(n.constructor());
            case Op.New n -> surroundings.target(n).filter(this::none).isPresent();
            case Op.Call c -> isFree(c);
            default -> false;
        };
    }

    /** Whether text is made of it without a method of the user's. */
    private static boolean isText(Value v) {
        return v.kind() != TypeKind.REFERENCE || ConstantDescs.CD_String.equals(v.type());
    }

    private boolean isFree(Op.Call c) {
        InvokeInstruction i = c.instruction();
        if (!Sinks.isLibrary(i)) return surroundings.target(c).filter(this::none).isPresent();
        Decision decision = Library.of(i).orElseThrow();
        if (decision instanceof Decision.Box || decision instanceof Decision.Unbox) return true;
        boolean known = i.owner().asSymbol().isArray() || ALWAYS_THE_SAME.contains(i.owner().asInternalName());
        return known && !WRITING.contains(i.name().stringValue());
    }
}
