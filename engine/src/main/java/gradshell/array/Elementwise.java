package gradshell.array;

import java.util.Arrays;

/** Functions that make an element of the result from the elements at the same place. */
final class Elementwise {
    private Elementwise() {}

    static Array unary(Kernels.Unary op, Array x) {
        ElementType type = x.type();
        if ((op == Kernels.Unary.NOT && type != ElementType.BOOL)
                || (op != Kernels.Unary.NOT && op.whole != null && type == ElementType.BOOL)) {
            throw refused(op.name(), type);
        }
        Array in = op.whole == null ? x.to(type.floating()) : x;
        Array result = Array.allocate(in.type(), in.shape);
        Runs.over(in.shape, Arithmetic.unary(op, in.type()), result, in);
        return result;
    }

    /** Changes a floating array that nobody has seen yet. */
    static void inPlace(Kernels.Unary op, Array x) {
        Runs.over(x.shape, Arithmetic.unary(op, x.type()), x, x);
    }

    private static IllegalArgumentException refused(String op, ElementType type) {
        return new IllegalArgumentException(op + " is not defined for " + type + " elements; convert them first, with "
                + (type == ElementType.BOOL ? "to(INT) or to(FLOAT)" : "to(BOOL)"));
    }

    static Array binary(Kernels.Binary op, Array a, Array b) {
        return zip(op, resultType(op, ElementType.wider(a.type(), b.type())), a, b);
    }

    static Array binary(Kernels.Binary op, Array a, double b) {
        ElementType type = resultType(op, scalarType(a.type(), b));
        return zip(op, type, a, Array.scalar(type, b));
    }

    static Array binary(Kernels.Binary op, double a, Array b) {
        ElementType type = resultType(op, scalarType(b.type(), a));
        return zip(op, type, Array.scalar(type, a), b);
    }

    private static ElementType resultType(Kernels.Binary op, ElementType type) {
        if (type == ElementType.BOOL && (op == Kernels.Binary.SUB || op == Kernels.Binary.POW)) {
            throw refused(op.name(), type);
        }
        return op.whole == null ? type.floating() : type;
    }

    /** The type in which elements of {@code type} meet a number: see the types of {@link Kernels}. */
    private static ElementType scalarType(ElementType type, double scalar) {
        if (type.isFloating()) return type;
        if (scalar != Math.rint(scalar) || Math.abs(scalar) >= 0x1p63) return ElementType.FLOAT;
        return type == ElementType.INT && scalar == (int) scalar ? ElementType.INT : ElementType.LONG;
    }

    private static Array zip(Kernels.Binary op, ElementType type, Array a, Array b) {
        long[] shape = Shapes.common(a.shape, b.shape);
        Array left = a.to(type);
        Array right = b.to(type);
        Array result = Array.allocate(type, shape);
        Runs.over(shape, Arithmetic.binary(op, type), result, left, right);
        return result;
    }

    /** Adds {@code x} to {@code sum}, place by place; false when they differ in type or shape, or places of the sum are one. */
    static boolean addInPlace(Array sum, Array x) {
        if (sum.type() != x.type() || !Arrays.equals(sum.shape, x.shape) || !sum.isContiguous()) return false;
        // each element is read before it is written, and by nobody else
        Runs.over(sum.shape, Arithmetic.binary(Kernels.Binary.ADD, sum.type()), sum, sum, x);
        return true;
    }

    static Array compare(Kernels.Compare op, Array a, Array b) {
        ElementType type = ElementType.wider(a.type(), b.type());
        boolean mixed = a.type().isFloating() != b.type().isFloating();
        ElementType common = mixed ? ElementType.DOUBLE : type;
        return compare(op, a.to(common), b.to(common), Shapes.common(a.shape, b.shape));
    }

    static Array compare(Kernels.Compare op, Array a, double b) {
        ElementType type = scalarType(a.type(), b);
        boolean mixed = a.type().isFloating() != type.isFloating();
        ElementType common = mixed ? ElementType.DOUBLE : type;
        return compare(op, a.to(common), Array.scalar(common, b), a.shape);
    }

    private static Array compare(Kernels.Compare op, Array a, Array b, long[] shape) {
        ElementType type = a.type();
        Array result = Array.allocate(ElementType.BOOL, shape);
        Runs.over(shape, Arithmetic.compare(op, type), result, a, b);
        return result;
    }

    static Array where(Array condition, Array a, Array b) {
        if (condition.type() != ElementType.BOOL) {
            throw new IllegalArgumentException("the condition of where is a BOOL tensor, such as x.gt(0); got "
                    + condition.type());
        }
        ElementType type = ElementType.wider(a.type(), b.type());
        long[] shape = Shapes.common(condition.shape, Shapes.common(a.shape, b.shape));
        Array result = Array.allocate(type, shape);
        Copying.select(condition, a.to(type), b.to(type), result);
        return result;
    }
}
