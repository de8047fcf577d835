package gradshell.compile;

import gradshell.compile.ir.Op;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.Set;
import java.util.regex.Pattern;

/** The library methods that may see a differentiated value because what they make of it carries no derivative. */
final class Sinks {
    private static final Set<String> BOXES = Set.of("java/lang/Double", "java/lang/Float");
    private static final Set<String> OF_BOX = Set.of("toString", "isNaN", "isInfinite", "isFinite", "compare",
            "hashCode",
            "toHexString", "equals", "compareTo");
    private static final Set<String> OF_MATH = Set.of("round", "getExponent");
    private static final Set<String> OF_PRINTER = Set.of("print", "println", "printf", "format");
    private static final Set<String> OF_STRING = Set.of("valueOf", "format", "formatted", "length", "isEmpty",
            "equals");
    private static final Set<String> OF_BUILDER = Set.of("<init>", "append", "insert", "toString", "length");
    private static final Set<String> OF_TENSOR = Set.of("gt", "ge", "lt", "le", "eq", "ne", "allClose", "shape", "size",
            "rank", "dataType");
    private static final Set<String> TEXT = Set.of("toString", "toHexString", "valueOf", "format", "formatted",
            "append", "insert", "getMessage", "getLocalizedMessage");

    private static final Set<String> MOVERS = Set.of("java/util/List", "java/util/ArrayList", "java/util/Map",
            "java/util/HashMap", "java/util/Iterator", "java/util/Optional", "java/util/Collection",
            "java/lang/Iterable");

    private static final Set<String> TEXT_OF_THROWABLE = Set.of("getMessage", "getLocalizedMessage", "toString",
            "printStackTrace");
    private static final Set<String> MOVES_THROWABLE = Set.of("getCause", "initCause", "addSuppressed", "getSuppressed",
            "getStackTrace", "setStackTrace", "fillInStackTrace");
    private static final Set<String> ROOTS = Set.of("java/lang/Object", "java/lang/Record");
    private static final Pattern GRADSHELL = Pattern
            .compile("gradshell/(?!((Double)?Fn\\d?|Layer)$)([A-Z]|nn/|optim/|data/|array/|tape/)");

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
            case "gradshell/Tensor" -> OF_TENSOR.contains(name);
            default -> isThrowable(i) || (isOfThrowable(i) && TEXT_OF_THROWABLE.contains(name));
        };
    }

    /** Whether the method only moves references, so that whatever they lead to is found again by its identity. */
    static boolean moves(InvokeInstruction i) {
        String owner = i.owner().asInternalName();
        return MOVERS.contains(owner)
                || (owner.equals("java/util/Objects") && i.name().stringValue().startsWith("requireNonNull"))
                || (isOfThrowable(i) && MOVES_THROWABLE.contains(i.name().stringValue()))
                || (i.name().equalsString("<init>") && ROOTS.contains(owner))
                || (owner.startsWith("[") && i.name().equalsString("clone") && !owner.equals("[D")
                        && !owner.equals("[F"));
    }

    /** Whether the class is one of those that users call, but no function: tensors and gradients have rules of their own. */
    static boolean isGradshell(InvokeInstruction i) {
        return isGradshell(i.owner().asInternalName());
    }

    static boolean isGradshell(String owner) {
        return GRADSHELL.matcher(owner).lookingAt();
    }

    /** Whether the class is the JDK's: its code is never differentiated. */
    static boolean isLibrary(InvokeInstruction i) {
        String owner = i.owner().asInternalName();
        return owner.startsWith("java/") || owner.startsWith("javax/") || owner.startsWith("jdk/")
                || owner.startsWith("[");
    }

    /**
     * Whether the result is text in which the value can be read. Text may be printed or thrown, but no number may be
     * made of it again, for that number would have lost its derivative.
     */
    static boolean makesText(InvokeInstruction i) {
        return accepts(i) && i.type().stringValue().endsWith(";") && TEXT.contains(i.name().stringValue())
                && !isBoxing(i);
    }

    /** Whether the method puts text or a value into its own receiver: a builder, or an exception about to be thrown. */
    static boolean keepsInReceiver(InvokeInstruction i) {
        return isThrowable(i) || (i.owner().asInternalName().startsWith("java/lang/StringBu") && accepts(i));
    }

    /** Whether the instruction is the constructor of an exception of the JDK's, or of what its name says is one. */
    static boolean isThrowable(InvokeInstruction i) {
        return i.name().equalsString("<init>") && isOfThrowable(i);
    }

    /** Whether the name is that of a method that exceptions inherit. */
    static boolean isMethodOfThrowable(InvokeInstruction i) {
        String name = i.name().stringValue();
        return !isLibrary(i) && (TEXT_OF_THROWABLE.contains(name) || MOVES_THROWABLE.contains(name));
    }

    private static boolean isOfThrowable(InvokeInstruction i) {
        String owner = i.owner().asInternalName();
        return isLibrary(i) && (owner.endsWith("Exception") || owner.endsWith("Error") || owner.endsWith("Throwable"));
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

    /** Whether the instruction only looks: text put together, the case of a switch, what a record does as an object. */
    static boolean onlyLooks(InvokeDynamicInstruction i) {
        return Set.of("StringConcatFactory", "SwitchBootstraps", "ObjectMethods").contains(bootstrap(i));
    }

    static boolean isLambda(InvokeDynamicInstruction i) {
        return bootstrap(i).equals("LambdaMetafactory");
    }

    private static String bootstrap(InvokeDynamicInstruction i) {
        return i.bootstrapMethod().owner().displayName();
    }
}
