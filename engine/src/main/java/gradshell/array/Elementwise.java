package gradshell.array;

import java.lang.foreign.MemorySegment;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/** Functions that make an element of the result from the elements at the same place. */
final class Elementwise {
    private Elementwise() {}

    static Array unary(Kernels.Unary op, Array x) {
        ElementType type = x.type();
        if ((op == Kernels.Unary.NOT && type != ElementType.BOOL)
                || (op != Kernels.Unary.NOT && op.whole != null && type == ElementType.BOOL)) {
            throw refused(op.name(), type);
        }
        if (type.isFloating() || op.whole == null) return mapReal(op.real, x.to(type.floating()));
        return mapWhole(op.whole, x);
    }

    private static IllegalArgumentException refused(String op, ElementType type) {
        return new IllegalArgumentException(op + " is not defined for " + type + " elements; convert them first, with "
                + (type == ElementType.BOOL ? "to(INT) or to(FLOAT)" : "to(BOOL)"));
    }

    private static Array mapReal(DoubleUnaryOperator f, Array x) {
        Array result = Array.allocate(x.type(), x.shape);
        MemorySegment out = result.memory();
        MemorySegment in = x.memory();
        Loop.over(x.shape, x.type() == ElementType.FLOAT ? (n, at, step) -> {
            long p = at[0];
            long q = at[1];
            long dq = step[1];
            for (long i = 0; i < n; i++) {
                double value = f.applyAsDouble(in.getAtIndex(Storage.FLOAT, q + i * dq));
                out.setAtIndex(Storage.FLOAT, p + i, (float) value);
            }
        } : (n, at, step) -> {
            long p = at[0];
            long q = at[1];
            long dq = step[1];
            for (long i = 0; i < n; i++) {
                out.setAtIndex(Storage.DOUBLE, p + i, f.applyAsDouble(in.getAtIndex(Storage.DOUBLE, q + i * dq)));
            }
        }, result, x);
        return result;
    }

    private static Array mapWhole(LongUnaryOperator f, Array x) {
        ElementType type = x.type();
        Array result = Array.allocate(type, x.shape);
        MemorySegment out = result.memory();
        MemorySegment in = x.memory();
        Loop.over(x.shape, (n, at, step) -> {
            for (long i = 0, p = at[0], q = at[1]; i < n; i++, p++, q += step[1]) {
                Storage.setLong(out, type, p, f.applyAsLong(Storage.getLong(in, type, q)));
            }
        }, result, x);
        return result;
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
        Loop.Body body = switch (type) {
            case FLOAT -> Arithmetic.floats(op, result.memory(), left.memory(), right.memory());
            case DOUBLE -> Arithmetic.doubles(op, result.memory(), left.memory(), right.memory());
            case INT, LONG, BOOL -> wholes(op.whole, type, result.memory(), left.memory(), right.memory());
        };
        Loop.over(shape, body, result, left, right);
        return result;
    }

    private static Loop.Body wholes(LongBinaryOperator f, ElementType type, MemorySegment out, MemorySegment a,
            MemorySegment b) {
        return (n, at, step) -> {
            for (long i = 0, p = at[0], q = at[1], r = at[2]; i < n; i++, p++, q += step[1], r += step[2]) {
                Storage.setLong(out, type, p, f.applyAsLong(Storage.getLong(a, type, q), Storage.getLong(b, type, r)));
            }
        };
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
        MemorySegment out = result.memory();
        MemorySegment left = a.memory();
        MemorySegment right = b.memory();
        Kernels.Compare.Reals real = op.real;
        Kernels.Compare.Wholes whole = op.whole;
        Loop.over(shape, type.isFloating() ? (n, at, step) -> {
            for (long i = 0, p = at[0], q = at[1], r = at[2]; i < n; i++, p++, q += step[1], r += step[2]) {
                boolean holds = real.test(Storage.getDouble(left, type, q), Storage.getDouble(right, type, r));
                out.set(Storage.BOOL, p, (byte) (holds ? 1 : 0));
            }
        } : (n, at, step) -> {
            for (long i = 0, p = at[0], q = at[1], r = at[2]; i < n; i++, p++, q += step[1], r += step[2]) {
                boolean holds = whole.test(Storage.getLong(left, type, q), Storage.getLong(right, type, r));
                out.set(Storage.BOOL, p, (byte) (holds ? 1 : 0));
            }
        }, result, a, b);
        return result;
    }

    static Array where(Array condition, Array a, Array b) {
        if (condition.type() != ElementType.BOOL) {
            throw new IllegalArgumentException("the condition of where is a BOOL tensor, such as x.gt(0); got "
                    + condition.type());
        }
        ElementType type = ElementType.wider(a.type(), b.type());
        long[] shape = Shapes.common(condition.shape, Shapes.common(a.shape, b.shape));
        // a copy of b (broadcast), then a where the condition holds
        Array result = Array.allocate(type, shape);
        Copying.copy(b, result);
        Copying.copyWhere(condition, a.to(type), result);
        return result;
    }
}
