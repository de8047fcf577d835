package gradshell.compile;

import gradshell.Layer;
import gradshell.compile.Library.Decision;
import gradshell.compile.ir.Op;
import gradshell.compile.ir.Value;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The library methods that may see a differentiated value because what they make of it carries no derivative. */
final class Sinks {
    private static final Set<String> LOOKING = Set.of("StringConcatFactory", "ObjectMethods", "SwitchBootstraps");
    private static final Set<String> MESSAGE = Set.of("getMessage", "getLocalizedMessage", "toString");
    private static final Set<String> MOVES_THROWABLE = Set.of("getCause", "initCause", "addSuppressed", "getSuppressed",
            "getStackTrace", "setStackTrace", "fillInStackTrace");
    private static final Set<String> ROOTS = Set.of("java/lang/Object", "java/lang/Record");
    private static final Pattern GRADSHELL = Pattern.compile("gradshell/"
            + "(?!((Double)?(Step)?Fn\\d?|data/Batch|optim/Training|nn/combine/Combiner|nn/recurrent/Cell)$)"
            + "([A-Z]|math/|nn/|optim/|data/|array/|tape/)");
    private static final String LAYER_PACKAGE = "gradshell/nn/";
    private static final Map<String, Boolean> CODE = new ConcurrentHashMap<>();

    private Sinks() {}

    /** Whether the method only looks at its arguments: printing, text, comparison, rounding to an integer. */
    static boolean accepts(InvokeInstruction i) {
        return decision(i) instanceof Decision.Sink || isThrowable(i) || isMessage(i)
                || (isOfThrowable(i) && i.name().equalsString("printStackTrace"));
    }

    /** Whether the method is the constructor of Object or Record, which does nothing. */
    static boolean isRoot(InvokeInstruction i) {
        return i.name().equalsString("<init>") && ROOTS.contains(i.owner().asInternalName());
    }

    /** Whether the method only moves references, so that whatever they lead to is found again by its identity. */
    static boolean moves(InvokeInstruction i) {
        return (isMover(i) && !Library.isOpen(i))
                || (isOfThrowable(i) && MOVES_THROWABLE.contains(i.name().stringValue()));
    }

    /** The same where the receiver may be of a class of the user's. */
    static boolean isMover(InvokeInstruction i) {
        return decision(i) instanceof Decision.Mover;
    }

    /**
     * Whether the method runs as it is because nothing can have entered it: it has no rule, but the receiver, of a class
     * that holds no objects, is all that seems to hold differentiated values.
     */
    static boolean isUntouched(Op.Call c, Activity activity) {
        return decision(c.instruction()) instanceof Decision.Refused(boolean holds) && !holds
                && c.instruction().opcode() != Opcode.INVOKESTATIC
                && !activity.variedIn(c.args().subList(1, c.args().size()));
    }

    /** Whether the method makes a function that may be called with a differentiated value, even if it gets none itself. */
    static boolean makesFunction(InvokeInstruction i) {
        return decision(i) instanceof Decision.Substitute s && s.always();
    }

    /** Whether the method is refused whatever its receiver is. */
    static boolean isUnsupported(InvokeInstruction i) {
        return decision(i) instanceof Decision.Unsupported;
    }

    /** Whether the operation makes an object or an array. */
    static boolean isNew(Op op) {
        return op instanceof Op.New || (op instanceof Op.Keep k && switch (k.instruction().opcode()) {
            case NEWARRAY, ANEWARRAY, MULTIANEWARRAY -> true;
            default -> false;
        });
    }

    /** The functions that the call runs where nothing is recorded; a collector only keeps its functions. */
    static List<Value> functionsRun(Op.Call c) {
        InvokeInstruction i = c.instruction();
        if (!isMover(i) || i.owner().asInternalName().endsWith("/Collector")) {
            return List.of();
        }
        List<ClassDesc> parameters = i.typeSymbol().parameterList();
        int first = c.args().size() - parameters.size();
        return IntStream.range(0, parameters.size()).filter(k -> {
            String type = parameters.get(k).descriptorString();
            return type.equals("Ljava/util/Comparator;") || type.startsWith("Ljava/util/function/");
        }).mapToObj(k -> c.args().get(first + k)).toList();
    }

    /** Whether the method runs the code of collections that it gets. */
    static boolean runsCollections(InvokeInstruction i) {
        return decision(i) instanceof Decision.Mover(boolean checked) && checked;
    }

    private static Decision decision(InvokeInstruction i) {
        return Library.of(i).orElse(null);
    }

    /**
     * Whether the class is one of those that users call: tensors and gradients have rules of their own. What only calls the
     * user's functions is code like the user's, and so is every layer, for most hold others, or an activation, and what
     * layers pass on to each other.
     */
    static boolean isGradshell(InvokeInstruction i) {
        return isGradshell(i.owner().asInternalName());
    }

    static boolean isGradshell(String owner) {
        return GRADSHELL.matcher(owner).lookingAt() && !CODE.computeIfAbsent(owner, Sinks::isCode);
    }

    /** Whether the numbers in objects of the class are settings, such as a layer's momentum: nothing differentiated enters them. */
    static boolean hasSettings(ClassEntry owner) {
        return owner.asInternalName().startsWith(LAYER_PACKAGE);
    }

    private static boolean isCode(String owner) {
        try {
            Class<?> type = Class.forName(owner.replace('/', '.'), false, Layer.class.getClassLoader());
            return Layer.class.isAssignableFrom(type) || (type.isRecord() && owner.startsWith(LAYER_PACKAGE));
        } catch (ClassNotFoundException _) {
            return false;
        }
    }

    /** Whether the class is the JDK's: its code is never differentiated. */
    static boolean isLibrary(InvokeInstruction i) {
        return Library.has(i.owner().asSymbol());
    }

    /**
     * Whether the result is text in which the value can be read. Text may be printed or thrown, but no number may be
     * made of it again, for that number would have lost its derivative.
     */
    static boolean makesText(InvokeInstruction i) {
        return isMessage(i) || (decision(i) instanceof Decision.Sink(boolean text, boolean _) && text
                && !i.typeSymbol().returnType().isPrimitive());
    }

    /** Whether the method puts text or a value into its own receiver: a builder, or an exception about to be thrown. */
    static boolean keepsInReceiver(InvokeInstruction i) {
        return isThrowable(i) || (decision(i) instanceof Decision.Sink(boolean _, boolean keeps) && keeps
                && i.opcode() != Opcode.INVOKESTATIC);
    }

    /** Whether the instruction is the constructor of an exception of the JDK's, or of what its name says is one. */
    static boolean isThrowable(InvokeInstruction i) {
        return i.name().equalsString("<init>") && isOfThrowable(i);
    }

    /** Whether the name is that of a method that exceptions inherit. */
    static boolean isMethodOfThrowable(InvokeInstruction i) {
        String name = i.name().stringValue();
        return !isLibrary(i)
                && (MESSAGE.contains(name) || MOVES_THROWABLE.contains(name) || name.equals("printStackTrace"));
    }

    private static boolean isMessage(InvokeInstruction i) {
        return isOfThrowable(i) && MESSAGE.contains(i.name().stringValue());
    }

    private static boolean isOfThrowable(InvokeInstruction i) {
        String owner = i.owner().asInternalName();
        return isLibrary(i) && (owner.endsWith("Exception") || owner.endsWith("Error") || owner.endsWith("Throwable"));
    }

    static boolean isBoxing(Op.Call call) {
        return isBoxing(call.instruction());
    }

    static boolean isBoxing(InvokeInstruction i) {
        return decision(i) instanceof Decision.Box;
    }

    static boolean isUnboxing(InvokeInstruction i) {
        return decision(i) instanceof Decision.Unbox;
    }

    static boolean isIgnore(Op op) {
        return op instanceof Op.Call c && c.instruction().owner().asInternalName().equals("gradshell/Gradshell")
                && c.instruction().name().equalsString("ignore");
    }

    /** Whether the instruction makes text, compares records or tells types apart. */
    static boolean looks(InvokeDynamicInstruction i) {
        return LOOKING.contains(bootstrap(i));
    }

    static boolean isLambda(InvokeDynamicInstruction i) {
        return bootstrap(i).equals("LambdaMetafactory");
    }

    private static String bootstrap(InvokeDynamicInstruction i) {
        return i.bootstrapMethod().owner().displayName();
    }
}
