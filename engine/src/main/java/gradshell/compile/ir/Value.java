package gradshell.compile.ir;

import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;

/**
 * A value, assigned once: by an operation or as a block's parameter.
 *
 * @param id   unique in its graph
 * @param kind {@code INT}, {@code LONG}, {@code FLOAT}, {@code DOUBLE} or {@code REFERENCE}
 * @param type the static type, or null where only the kind is known
 */
public record Value(int id, TypeKind kind, ClassDesc type) {
    /** Whether the value can carry a derivative. */
    public boolean isFloating() {
        return kind == TypeKind.DOUBLE || kind == TypeKind.FLOAT;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Value v && v.id == id;
    }

    @Override
    public int hashCode() {
        return id;
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(java.util.Locale.ROOT).charAt(0) + "" + id;
    }
}
