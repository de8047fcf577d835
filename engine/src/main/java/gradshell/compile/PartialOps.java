package gradshell.compile;

import gradshell.compile.ir.Graph;
import gradshell.compile.ir.Op;
import gradshell.compile.ir.Value;
import gradshell.compile.rule.Expr;
import gradshell.compile.rule.ScalarRules;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.constantpool.ConstantPoolBuilder;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Writes the partial derivatives of an operation as operations, in the operation's own type. */
final class PartialOps {
    private final Graph graph;
    private final List<Op> ops;
    private final Op.Apply op;

    /** Writes to the end of {@code ops}. */
    PartialOps(Graph graph, List<Op> ops, Op.Apply op) {
        this.graph = graph;
        this.ops = ops;
        this.op = op;
    }

    /** The tangent, which is in the result's type, times the partial derivative. */
    Value multiply(Value tangent, Expr partial) {
        return switch (partial) {
            case Expr.Num(double v) when v == 1 -> tangent;
            case Expr.Num(double v) when v == -1 -> negate(tangent);
            case Expr.Neg(Expr e) -> negate(multiply(tangent, e));
            case Expr.Binary(char o, Expr.Num(double v), Expr e) when o == '/' && Math.abs(v) == 1 -> {
                Value quotient = operate('/', tangent, write(e, tangent.kind()));
                yield v < 0 ? negate(quotient) : quotient;
            }
            default -> operate('*', tangent, write(partial, tangent.kind()));
        };
    }

    private Value write(Expr e, TypeKind kind) {
        return switch (e) {
            case Expr.Num(double v) -> constant(v, kind);
            case Expr.Arg(int i) -> convert(op.args().get(i), kind);
            case Expr.Result() -> convert(op.result(), kind);
            case Expr.Neg(Expr inner) -> negate(write(inner, kind));
            case Expr.Binary(char operator, Expr left, Expr right) ->
                operate(operator, write(left, kind), write(right, kind));
            case Expr.Call c -> convert(call(c), kind);
        };
    }

    private Value call(Expr.Call c) {
        var args = new ArrayList<Value>();
        for (Expr arg : c.args()) args.add(write(arg, TypeKind.DOUBLE));
        ClassDesc owner = c.owner().describeConstable().orElseThrow();
        var type = MethodTypeDesc.of(ConstantDescs.CD_double,
                Collections.nCopies(args.size(), ConstantDescs.CD_double));
        var invoke = InvokeInstruction.of(Opcode.INVOKESTATIC,
                ConstantPoolBuilder.of().methodRefEntry(owner, c.name(), type));
        Value result = newValue(TypeKind.DOUBLE);
        ops.add(new Op.Apply(List.of(result), ScalarRules.find(owner, c.name(), type).orElseThrow(), invoke, args,
                line()));
        return result;
    }

    /** A number of kind {@code float} or {@code double}. */
    Value constant(double number, TypeKind kind) {
        Value v = newValue(kind);
        ConstantDesc inKind = number;
        if (kind == TypeKind.FLOAT) inKind = (float) number;
        ops.add(new Op.Const(List.of(v), inKind, line()));
        return v;
    }

    Value convert(Value v, TypeKind kind) {
        if (v.kind() == kind) return v;
        Value converted = newValue(kind);
        var convert = ConvertInstruction.of(v.kind(), kind);
        ops.add(v.isFloating()
                ? new Op.Apply(List.of(converted), ScalarRules.ofInstruction("convert"), convert, List.of(v), line())
                : new Op.Keep(List.of(converted), convert, List.of(v), line()));
        return converted;
    }

    private Value negate(Value v) {
        return apply("neg", v.kind() == TypeKind.FLOAT ? Opcode.FNEG : Opcode.DNEG, v);
    }

    /** Two values of the same kind joined by one of {@code + - * /}. */
    Value operate(char operator, Value left, Value right) {
        boolean single = left.kind() == TypeKind.FLOAT;
        return switch (operator) {
            case '+' -> apply("add", single ? Opcode.FADD : Opcode.DADD, left, right);
            case '-' -> apply("sub", single ? Opcode.FSUB : Opcode.DSUB, left, right);
            case '*' -> apply("mul", single ? Opcode.FMUL : Opcode.DMUL, left, right);
            default -> apply("div", single ? Opcode.FDIV : Opcode.DDIV, left, right);
        };
    }

    private Value apply(String rule, Opcode opcode, Value... args) {
        Value result = newValue(args[0].kind());
        Instruction instruction = OperatorInstruction.of(opcode);
        ops.add(new Op.Apply(List.of(result), ScalarRules.ofInstruction(rule), instruction, List.of(args), line()));
        return result;
    }

    private Value newValue(TypeKind kind) {
        return graph.newValue(kind, kind.upperBound());
    }

    private int line() {
        return op == null ? -1 : op.line();
    }
}
