package gradshell.compile.listing;

import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.Set;
import java.util.TreeSet;

/**
 * An expression as text.
 *
 * @param level    how tightly it binds, one of the constants
 * @param type     its static type
 * @param locals   the locals it reads
 * @param pure     whether only an assignment to one of these changes it
 * @param operator what joins {@code left} and {@code right}, or null
 */
record Term(String text, int level, ClassDesc type, Set<Integer> locals, boolean pure, String operator, Term left,
        Term right) {
    static final int ATOM = 16;
    static final int UNARY = 14;
    static final int TIMES = 12;
    static final int PLUS = 11;
    static final int SHIFT = 10;
    static final int COMPARE = 9;
    static final int EQUAL = 8;
    static final int AND = 7;
    static final int XOR = 6;
    static final int OR = 5;
    static final int CHOICE = 2;

    /** In the place of an object whose constructor hasn't been called; no Java. */
    static final String BLANK = "blank";

    /** Joins two doubles or longs before they are compared with zero; no Java. */
    static final String LESS_IF_NAN = "cmpl";
    static final String GREATER_IF_NAN = "cmpg";

    static Term atom(String text, ClassDesc type) {
        return new Term(text, ATOM, type, Set.of(), true, null, null, null);
    }

    static Term local(int slot, String name, ClassDesc type) {
        return new Term(name, ATOM, type, Set.of(slot), true, null, null, null);
    }

    static Term binary(Term left, String operator, Term right, int level, ClassDesc type) {
        String text = left.at(level) + " " + operator + " " + right.at(level + 1);
        return new Term(text, level, type, union(left.locals, right.locals), left.pure && right.pure, operator, left,
                right);
    }

    Term prefixed(String prefix, ClassDesc newType) {
        // two signs in a row would be another operator
        String operand = text.startsWith("-") ? "(" + text + ")" : at(UNARY);
        return new Term(prefix + operand, UNARY, newType, locals, pure, null, null, null);
    }

    Term impure(String newText, ClassDesc newType) {
        return new Term(newText, ATOM, newType, locals, false, null, null, null);
    }

    Term typed(ClassDesc newType) {
        return new Term(text, level, newType, locals, pure, operator, left, right);
    }

    static Set<Integer> union(Set<Integer> a, Set<Integer> b) {
        var all = new TreeSet<>(a);
        all.addAll(b);
        return all;
    }

    /** The text as an operand of something that binds as {@code wanted}. */
    String at(int wanted) {
        return level >= wanted ? text : "(" + text + ")";
    }

    /** An object whose constructor hasn't been called, the {@code number}th. */
    static Term blank(int number, ClassDesc type) {
        return new Term("blank" + number, ATOM, type, Set.of(), true, BLANK, null, null);
    }

    boolean isBlank() {
        return BLANK.equals(operator);
    }

    boolean isComparison() {
        return LESS_IF_NAN.equals(operator) || GREATER_IF_NAN.equals(operator);
    }

    boolean isBoolean() {
        return ConstantDescs.CD_boolean.equals(type);
    }

    TypeKind kind() {
        return TypeKind.from(type).asLoadable();
    }
}
