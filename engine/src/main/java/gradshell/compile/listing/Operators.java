package gradshell.compile.listing;

import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;

/** The operators of Java behind the instructions. */
final class Operators {
    private Operators() {}

    static Term binary(Term left, Opcode opcode, Term right, ClassDesc type) {
        // generated code computes indices from counters
        if (opcode == Opcode.IADD && right.text().equals("0")) return left;
        return switch (opcode) {
            case IADD, LADD, FADD, DADD -> Term.binary(left, "+", right, Term.PLUS, type);
            case ISUB, LSUB, FSUB, DSUB -> Term.binary(left, "-", right, Term.PLUS, type);
            case IMUL, LMUL, FMUL, DMUL -> Term.binary(left, "*", right, Term.TIMES, type);
            case IDIV, LDIV, FDIV, DDIV -> Term.binary(left, "/", right, Term.TIMES, type);
            case IREM, LREM, FREM, DREM -> Term.binary(left, "%", right, Term.TIMES, type);
            case ISHL, LSHL -> Term.binary(left, "<<", right, Term.SHIFT, type);
            case ISHR, LSHR -> Term.binary(left, ">>", right, Term.SHIFT, type);
            case IUSHR, LUSHR -> Term.binary(left, ">>>", right, Term.SHIFT, type);
            case IAND, LAND -> Term.binary(left, "&", right, Term.AND, both(left, right, type));
            case IXOR, LXOR -> Term.binary(left, "^", right, Term.XOR, both(left, right, type));
            case IOR, LOR -> Term.binary(left, "|", right, Term.OR, both(left, right, type));
            case DCMPL, FCMPL, LCMP ->
                Term.binary(left, Term.LESS_IF_NAN, right, Term.COMPARE, ConstantDescs.CD_int);
            case DCMPG, FCMPG -> Term.binary(left, Term.GREATER_IF_NAN, right, Term.COMPARE, ConstantDescs.CD_int);
            default -> throw new UnsupportedOperationException(opcode.name());
        };
    }

    private static ClassDesc both(Term left, Term right, ClassDesc type) {
        return left.isBoolean() && right.isBoolean() ? ConstantDescs.CD_boolean : type;
    }

    /** The type of the elements of arrays of arrays. */
    static ClassDesc base(ClassDesc type) {
        ClassDesc base = type;
        while (base.isArray()) base = base.componentType();
        return base;
    }
}
