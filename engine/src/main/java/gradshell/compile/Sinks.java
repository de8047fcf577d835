package gradshell.compile;

import gradshell.compile.ir.Op;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.Set;

/** The library methods that may see a differentiated value because what they make of it carries no derivative. */
final class Sinks {
    private static final Set<String> BOXES = Set.of("java/lang/Double", "java/lang/Float");
    private static final Set<String> OF_BOX = Set.of("toString", "isNaN", "isInfinite", "isFinite", "compare",
            "hashCode",
            "toHexString", "equals", "compareTo");
    private static final Set<String> OF_MATH = Set.of("round", "getExponent");
    private static final Set<String> OF_PRINTER = Set.of("print", "println", "printf", "format");
    private static final Set<String> OF_STRING = Set.of("valueOf", "format", "formatted");
    private static final Set<String> OF_BUILDER = Set.of("append", "insert");

    private Sinks() {}

    /** Whether the method only looks at its arguments: printing, text, comparison, rounding to an integer. */
    static boolean accepts(InvokeInstruction i) {
        String name = i.name().stringValue();
        return switch (i.owner().asInternalName()) {
            case "java/lang/Double", "java/lang/Float" -> OF_BOX.contains(name) || isBoxing(i);
            case "java/lang/Math", "java/lang/StrictMath" -> OF_MATH.contains(name);
            case "java/io/PrintStream", "java/io/PrintWriter" -> OF_PRINTER.contains(name);
            case "java/lang/String" -> OF_STRING.contains(name);
            case "java/lang/StringBuilder", "java/lang/StringBuffer" -> OF_BUILDER.contains(name);
            case "java/util/Objects" -> name.equals("toString");
            case "gradshell/Gradshell" -> name.equals("ignore");
            default -> false;
        };
    }

    static boolean isBoxing(Op.Call call) {
        return isBoxing(call.instruction());
    }

    static boolean isBoxing(InvokeInstruction i) {
        return BOXES.contains(i.owner().asInternalName()) && i.name().equalsString("valueOf")
                && (i.type().equalsString("(D)Ljava/lang/Double;") || i.type().equalsString("(F)Ljava/lang/Float;"));
    }

    static boolean isUnboxing(InvokeInstruction i) {
        return BOXES.contains(i.owner().asInternalName())
                && (i.name().equalsString("doubleValue") || i.name().equalsString("floatValue"));
    }

    static boolean isIgnore(Op op) {
        return op instanceof Op.Call c && c.instruction().owner().asInternalName().equals("gradshell/Gradshell")
                && c.instruction().name().equalsString("ignore");
    }

    static boolean isConcatenation(InvokeDynamicInstruction i) {
        return bootstrap(i).equals("StringConcatFactory");
    }

    static boolean isLambda(InvokeDynamicInstruction i) {
        return bootstrap(i).equals("LambdaMetafactory");
    }

    private static String bootstrap(InvokeDynamicInstruction i) {
        return i.bootstrapMethod().owner().displayName();
    }
}
