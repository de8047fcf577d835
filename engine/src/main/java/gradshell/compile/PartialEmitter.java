package gradshell.compile;

import gradshell.compile.ir.Op;
import gradshell.compile.ir.Value;
import gradshell.compile.rule.Expr;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Collections;

/** Writes the partial derivatives of an operation as bytecode, in the operation's own type. */
final class PartialEmitter {
    private final CodeBuilder code;
    private final Slots slots;
    private final Op.Apply op;

    PartialEmitter(CodeBuilder code, Slots slots, Op.Apply op) {
        this.code = code;
        this.slots = slots;
        this.op = op;
    }

    /** Multiplies the cotangent or tangent on the stack, which is in the result's type, by the partial derivative. */
    void multiply(Expr partial) {
        TypeKind kind = op.result().kind();
        switch (partial) {
            case Expr.Num(double v) when v == 1 -> {
            }
            case Expr.Neg(Expr e) -> {
                multiply(e);
                negate(kind);
            }
            case Expr.Num(double v) when v == -1 -> negate(kind);
            case Expr.Binary(char o, Expr.Num(double v), Expr e) when o == '/' && Math.abs(v) == 1 -> {
                emit(e, kind);
                operate('/', kind);
                if (v < 0) negate(kind);
            }
            default -> {
                emit(partial, kind);
                operate('*', kind);
            }
        }
    }

    private void emit(Expr e, TypeKind kind) {
        switch (e) {
            case Expr.Num(double v) when kind == TypeKind.FLOAT -> code.loadConstant((float) v);
            case Expr.Num(double v) -> code.loadConstant(v);
            case Expr.Arg(int i) -> load(op.args().get(i), kind);
            case Expr.Result() -> load(op.result(), kind);
            case Expr.Neg(Expr inner) -> {
                emit(inner, kind);
                negate(kind);
            }
            case Expr.Binary(char operator, Expr left, Expr right) -> {
                emit(left, kind);
                emit(right, kind);
                operate(operator, kind);
            }
            case Expr.Call c -> {
                for (Expr arg : c.args()) emit(arg, TypeKind.DOUBLE);
                var type = MethodTypeDesc.of(ConstantDescs.CD_double,
                        Collections.nCopies(c.args().size(), ConstantDescs.CD_double));
                code.invokestatic(c.owner().describeConstable().orElseThrow(), c.name(), type);
                code.conversion(TypeKind.DOUBLE, kind);
            }
        }
    }

    private void load(Value v, TypeKind kind) {
        slots.load(v);
        code.conversion(v.kind(), kind);
    }

    private void negate(TypeKind kind) {
        if (kind == TypeKind.FLOAT) code.fneg();
        else
            code.dneg();
    }

    private void operate(char operator, TypeKind kind) {
        boolean single = kind == TypeKind.FLOAT;
        switch (operator) {
            case '+' -> code.with(operator(single ? Opcode.FADD : Opcode.DADD));
            case '-' -> code.with(operator(single ? Opcode.FSUB : Opcode.DSUB));
            case '*' -> code.with(operator(single ? Opcode.FMUL : Opcode.DMUL));
            default -> code.with(operator(single ? Opcode.FDIV : Opcode.DDIV));
        }
    }

    private static OperatorInstruction operator(Opcode opcode) {
        return OperatorInstruction.of(opcode);
    }
}
