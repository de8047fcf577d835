package gradshell.compile.listing;

import gradshell.compile.listing.Statement.Condition;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.Set;

/** Conditions behind branch instructions, and numbers that stand for truth values. */
final class Conditions {
    private Conditions() {}

    static boolean comparesTwo(Opcode opcode) {
        return switch (opcode) {
            case IF_ICMPEQ, IF_ICMPNE, IF_ICMPLT, IF_ICMPGE, IF_ICMPGT, IF_ICMPLE, IF_ACMPEQ, IF_ACMPNE -> true;
            default -> false;
        };
    }

    /** The condition under which the branch is taken; {@code right} is null for a comparison with zero or null. */
    static Condition of(Opcode opcode, Term left, Term right) {
        String sign = sign(opcode);
        if (right != null) return compared(left, sign, right);
        if (opcode == Opcode.IFNULL || opcode == Opcode.IFNONNULL)
            return compared(left, sign, Term.atom("null", ConstantDescs.CD_Object));
        if (left.isComparison()) return withNan(left, sign);
        if (left.isBoolean()) {
            String not = "!" + left.at(Term.UNARY);
            var isFalse = new Condition(not, left.text(), left.locals());
            return sign.equals("==") ? isFalse : isFalse.negated();
        }
        return compared(left, sign, Term.atom("0", ConstantDescs.CD_int));
    }

    private static Condition compared(Term left, String sign, Term right) {
        int level = sign.length() == 2 && "=!".indexOf(sign.charAt(0)) >= 0 ? Term.EQUAL : Term.COMPARE;
        return new Condition(Term.binary(left, sign, right, level, ConstantDescs.CD_boolean).text(),
                Term.binary(left, opposite(sign), right, level, ConstantDescs.CD_boolean).text(),
                Term.union(left.locals(), right.locals()));
    }

    /** A comparison with NaN is false in Java; the instruction says less or greater then. */
    private static Condition withNan(Term comparison, String sign) {
        Term left = comparison.left();
        Term right = comparison.right();
        boolean isDouble = !left.type().equals(ConstantDescs.CD_long);
        boolean lessIfNan = comparison.operator().equals(Term.LESS_IF_NAN);
        boolean trueForNan = isDouble && (lessIfNan ? sign.startsWith("<") : sign.startsWith(">"));
        if (trueForNan) {
            Condition straight = straight(left, opposite(sign), right);
            return new Condition("!(" + straight.text() + ")", straight.text(), straight.locals());
        }
        if (!isDouble || sign.equals("==") || sign.equals("!=")) return compared(left, sign, right);
        return straight(left, sign, right);
    }

    private static Condition straight(Term left, String sign, Term right) {
        Term text = Term.binary(left, sign, right, Term.COMPARE, ConstantDescs.CD_boolean);
        return new Condition(text.text(), "!(" + text.text() + ")", text.locals());
    }

    private static String sign(Opcode opcode) {
        return switch (opcode) {
            case IFEQ, IF_ICMPEQ, IF_ACMPEQ, IFNULL -> "==";
            case IFNE, IF_ICMPNE, IF_ACMPNE, IFNONNULL -> "!=";
            case IFLT, IF_ICMPLT -> "<";
            case IFGE, IF_ICMPGE -> ">=";
            case IFGT, IF_ICMPGT -> ">";
            case IFLE, IF_ICMPLE -> "<=";
            default -> throw new UnsupportedOperationException(opcode.name());
        };
    }

    private static String opposite(String sign) {
        return switch (sign) {
            case "==" -> "!=";
            case "!=" -> "==";
            case "<" -> ">=";
            case ">=" -> "<";
            case ">" -> "<=";
            default -> ">";
        };
    }

    /** What a comparison instruction leaves, as a number. */
    static Term number(Term comparison) {
        Term left = comparison.left();
        Term right = comparison.right();
        boolean less = comparison.operator().equals(Term.LESS_IF_NAN);
        String first = left.at(Term.SHIFT) + (less ? " > " : " < ") + right.at(Term.SHIFT);
        String text = first + (less ? " ? 1 : " : " ? -1 : ") + left.at(Term.COMPARE) + " == " + right.at(Term.COMPARE)
                + (less ? " ? 0 : -1" : " ? 0 : 1");
        return new Term(text, Term.CHOICE, ConstantDescs.CD_int, comparison.locals(), comparison.pure(), null, null,
                null);
    }

    /** An int as what is wanted of it, and a truth value as a number. */
    static Term as(Term t, ClassDesc wanted) {
        if (wanted == null || wanted.equals(t.type()) || t.type() == null) return t;
        if (wanted.equals(ConstantDescs.CD_boolean)) {
            if (t.text().equals("0") || t.text().equals("1"))
                return Term.atom(t.text().equals("1") ? "true" : "false", wanted);
            return Term.binary(t, "!=", Term.atom("0", ConstantDescs.CD_int), Term.EQUAL, wanted);
        }
        if (t.isBoolean() && wanted.isPrimitive())
            return new Term(t.at(Term.CHOICE + 1) + " ? 1 : 0", Term.CHOICE, ConstantDescs.CD_int, t.locals(), t.pure(),
                    null, null, null);
        boolean narrow = Set.of(ConstantDescs.CD_byte, ConstantDescs.CD_short, ConstantDescs.CD_char).contains(wanted);
        return narrow && t.type().equals(ConstantDescs.CD_int)
                ? t.prefixed("(" + wanted.displayName() + ") ", wanted)
                : t;
    }
}
