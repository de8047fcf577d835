package gradshell.compile;

import gradshell.compile.ir.Op;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NopInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.util.Set;

/** Which instructions may throw an exception, by the specification of each in the Java Virtual Machine Specification, 6.5; what {@code new} throws is thrown by the constructor's call here. */
final class Throwing {
    private static final Set<Opcode> OPERATORS = Set.of(Opcode.IDIV, Opcode.IREM, Opcode.LDIV, Opcode.LREM,
            Opcode.ARRAYLENGTH);

    private Throwing() {}

    static boolean mayThrow(Op op) {
        return switch (op) {
            case Op.Const _,Op.Blank _,Op.Apply _,Op.Caught _,Op.Shadow _,Op.Peek _,Op.PassBack _,Op.Tangent _,Op.Scope _ ->
                false;
            case Op.Call c -> !Sinks.isBoxing(c);
            case Op.New _,Op.Outlined _ -> true;
            case Op.Keep k -> mayThrow(k.instruction());
        };
    }

    static boolean mayThrow(Instruction instruction) {
        return switch (instruction) {
            case OperatorInstruction i -> OPERATORS.contains(i.opcode());
            case ConstantInstruction.LoadConstantInstruction i ->
                i.typeKind() == TypeKind.REFERENCE && !(i.constantEntry() instanceof StringEntry);
            case ConstantInstruction _,ConvertInstruction _,IncrementInstruction _,LoadInstruction _,StoreInstruction _,StackInstruction _,NopInstruction _,BranchInstruction _,TableSwitchInstruction _,LookupSwitchInstruction _,ReturnInstruction _,MonitorInstruction _,NewObjectInstruction _ ->
                false;
            default -> true;
        };
    }
}
