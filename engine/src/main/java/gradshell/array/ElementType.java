package gradshell.array;

import org.nd4j.linalg.api.buffer.DataType;

/**
 * What an array's elements are. Only {@code FLOAT} and {@code DOUBLE} carry derivatives. Two types meet in the wider
 * one, where BOOL &lt; INT &lt; LONG &lt; FLOAT &lt; DOUBLE.
 */
public enum ElementType {
    FLOAT(4, 3), DOUBLE(8, 4), INT(4, 1), LONG(8, 2), BOOL(1, 0);

    private final int bytes;
    private final int width;

    ElementType(int bytes, int width) {
        this.bytes = bytes;
        this.width = width;
    }

    /** The size of one element in memory. */
    public int bytes() {
        return bytes;
    }

    /** Whether elements are floating-point numbers. */
    public boolean isFloating() {
        return this == FLOAT || this == DOUBLE;
    }

    /** The type in which elements of both can be computed with. */
    public static ElementType wider(ElementType a, ElementType b) {
        return a.width >= b.width ? a : b;
    }

    /** Itself when floating, else {@code FLOAT}: the type of functions whose values are no integers. */
    public ElementType floating() {
        return isFloating() ? this : FLOAT;
    }

    DataType nd4j() {
        return switch (this) {
            case FLOAT -> DataType.FLOAT;
            case DOUBLE -> DataType.DOUBLE;
            case INT -> DataType.INT32;
            case LONG -> DataType.INT64;
            case BOOL -> DataType.BOOL;
        };
    }

    static ElementType of(DataType type) {
        for (ElementType known : values()) {
            if (known.nd4j() == type) return known;
        }
        throw new IllegalArgumentException("an INDArray of type " + type
                + " can't be used: FLOAT, DOUBLE, INT, LONG and BOOL can. Convert it first: "
                + "castTo(org.nd4j.linalg.api.buffer.DataType.FLOAT)");
    }
}
