package gradshell;

import gradshell.array.ElementType;

/** What a tensor's elements are. Only {@code FLOAT} and {@code DOUBLE} have derivatives. */
public enum DataType {
    /** 32-bit floating point, the default. */
    FLOAT(ElementType.FLOAT),
    /** 64-bit floating point. */
    DOUBLE(ElementType.DOUBLE),
    /** 32-bit integers. */
    INT(ElementType.INT),
    /** 64-bit integers, the type of indices. */
    LONG(ElementType.LONG),
    /** True or false, the type of comparisons. */
    BOOL(ElementType.BOOL);

    final ElementType element;

    DataType(ElementType element) {
        this.element = element;
    }

    /** Whether values of this type have derivatives: {@code FLOAT} and {@code DOUBLE}. */
    public boolean isDifferentiable() {
        return this == FLOAT || this == DOUBLE;
    }

    static DataType of(ElementType element) {
        return switch (element) {
            case FLOAT -> FLOAT;
            case DOUBLE -> DOUBLE;
            case INT -> INT;
            case LONG -> LONG;
            case BOOL -> BOOL;
        };
    }
}
