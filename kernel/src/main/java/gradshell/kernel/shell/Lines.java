package gradshell.kernel.shell;

import gradshell.tape.Origin;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/**
 * Notes the user's line before each call that may end in an operation on tensors, so that an error of the way back can
 * name it, see {@link Origin}. A method notes its caller's line again when it returns: what called it back may go on to
 * record operations, which are the caller's.
 */
final class Lines implements CodeTransform {
    private static final ClassDesc ORIGIN = ClassDesc.of(Origin.class.getName());
    private static final MethodTypeDesc AT = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int);
    private static final MethodTypeDesc HERE = MethodTypeDesc.of(ConstantDescs.CD_int);

    private final String className;
    private final String methodName;
    private int caller;
    private int line = -1;
    /** What stands for the line; 0 before its first call. */
    private int number;

    private Lines(String className, String methodName) {
        this.className = className;
        this.methodName = methodName;
    }

    /** As a transform of classes. Methods without such calls, as of numbers alone, stay as they are. */
    static void note(ClassBuilder type, ClassElement element) {
        if (!(element instanceof MethodModel method) || !mayRecord(method)) {
            type.with(element);
            return;
        }
        String className = method.parent().orElseThrow().thisClass().asInternalName().replace('/', '.');
        type.transformMethod(method, MethodTransform.transformingCode(
                CodeTransform.ofStateful(() -> new Lines(className, method.methodName().stringValue()))));
    }

    private static boolean mayRecord(MethodModel method) {
        return method.code().stream().flatMap(code -> code.elementStream())
                .anyMatch(element -> element instanceof InvokeInstruction call && mayRecord(call));
    }

    /** A method of a cell notes its own lines. */
    private static boolean mayRecord(InvokeInstruction call) {
        String owner = call.owner().asInternalName();
        return !call.name().equalsString(ConstantDescs.INIT_NAME) && !owner.startsWith("java/lang/")
                && !owner.startsWith("REPL/");
    }

    @Override
    public void atStart(CodeBuilder code) {
        caller = code.allocateLocal(TypeKind.INT);
        code.invokestatic(ORIGIN, "here", HERE).istore(caller);
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
        switch (element) {
            case LineNumber next -> {
                number = 0;
                line = next.line();
            }
            case InvokeInstruction call when line >= 0 && mayRecord(call) -> {
                if (number == 0) number = Origin.add(new StackTraceElement(className, methodName, null, line));
                code.loadConstant(number).invokestatic(ORIGIN, "at", AT);
            }
            case ReturnInstruction _ -> code.iload(caller).invokestatic(ORIGIN, "at", AT);
            default -> {
            }
        }
        code.with(element);
    }
}
