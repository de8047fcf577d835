package gradshell.kernel.shell;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashSet;
import java.util.Set;

/**
 * Makes the code of a cell interruptible: {@link Guard#check} at each method's entry (recursion) and before each backward
 * branch (loops), since the JVM has no way to stop a thread from outside. Calls that would end the process are turned to
 * {@link Guard#exit}. {@link Lines} notes what the errors of a way back need.
 */
final class Weaver {
    private static final ClassDesc GUARD = ClassDesc.of(Guard.class.getName());
    private static final MethodTypeDesc CHECK = MethodTypeDesc.of(ConstantDescs.CD_void);
    private static final MethodTypeDesc EXIT = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int);
    private static final MethodTypeDesc RUNTIME_EXIT = EXIT.insertParameterTypes(0,
            ClassDesc.of(Runtime.class.getName()));

    private final ClassFile classFile;

    Weaver(ClassFile classFile) {
        this.classFile = classFile;
    }

    byte[] weave(byte[] original) {
        return classFile.transformClass(classFile.parse(original), ((ClassTransform) Lines::note)
                .andThen(ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(Checks::new))));
    }

    /** The transform of one method. */
    private static final class Checks implements CodeTransform {
        private final Set<Label> behind = new HashSet<>();

        @Override
        public void atStart(CodeBuilder code) {
            check(code);
        }

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            switch (element) {
                case LabelTarget target -> behind.add(target.label());
                case BranchInstruction branch when behind.contains(branch.target()) -> check(code);
                case InvokeInstruction call when endsProcess(call) -> {
                    code.invokestatic(GUARD, "exit", call.opcode() == Opcode.INVOKESTATIC ? EXIT : RUNTIME_EXIT);
                    return;
                }
                case InvokeDynamicInstruction made -> {
                    code.invokedynamic(withoutExit(made));
                    return;
                }
                default -> {
                }
            }
            code.with(element);
        }

        /** A method reference such as {@code System::exit} is a handle among a call site's arguments. */
        private static DynamicCallSiteDesc withoutExit(InvokeDynamicInstruction made) {
            var arguments = made.bootstrapArgs()
                    .stream()
                    .map(argument -> argument instanceof DirectMethodHandleDesc handle
                            && endsProcess(handle.owner().descriptorString(), handle.methodName())
                                    ? exit(handle)
                                    : argument)
                    .toArray(ConstantDesc[]::new);
            return DynamicCallSiteDesc.of(made.bootstrapMethod(), made.name().stringValue(), made.typeSymbol(),
                    arguments);
        }

        private static ConstantDesc exit(DirectMethodHandleDesc handle) {
            boolean isStatic = handle.kind() == DirectMethodHandleDesc.Kind.STATIC;
            return MethodHandleDesc.ofMethod(DirectMethodHandleDesc.Kind.STATIC, GUARD, "exit",
                    isStatic ? EXIT : RUNTIME_EXIT);
        }

        private static void check(CodeBuilder code) {
            code.invokestatic(GUARD, "check", CHECK);
        }

        private static boolean endsProcess(InvokeInstruction call) {
            return endsProcess("L" + call.owner().asInternalName() + ";", call.name().stringValue());
        }

        private static boolean endsProcess(String owner, String name) {
            return switch (owner) {
                case "Ljava/lang/System;" -> name.equals("exit");
                case "Ljava/lang/Runtime;" -> name.equals("exit") || name.equals("halt");
                default -> false;
            };
        }
    }
}
