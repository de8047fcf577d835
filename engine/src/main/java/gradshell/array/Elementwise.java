package gradshell.array;

import java.lang.foreign.MemorySegment;
import java.util.function.DoubleBinaryOperator;
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

    static Array mapReal(DoubleUnaryOperator f, Array x) {
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
        ElementType type = resultType(op, ElementType.wider(a.type(), b.type()));
        long[] shape = Shapes.common(a.shape, b.shape);
        return type.isFloating()
                ? zipReal(op.real, a.to(type), b.to(type), shape)
                : zipWhole(op.whole, a.to(type), b.to(type), shape);
    }

    static Array binary(Kernels.Binary op, Array a, double b) {
        ElementType type = resultType(op, scalarType(a.type(), b));
        DoubleBinaryOperator real = op.real;
        LongBinaryOperator whole = op.whole;
        if (type.isFloating()) {
            double scalar = rounded(b, type);
            return mapReal(x -> real.applyAsDouble(x, scalar), a.to(type));
        }
        long scalar = (long) b;
        return mapWhole(x -> whole.applyAsLong(x, scalar), a.to(type));
    }

    static Array binary(Kernels.Binary op, double a, Array b) {
        ElementType type = resultType(op, scalarType(b.type(), a));
        DoubleBinaryOperator real = op.real;
        LongBinaryOperator whole = op.whole;
        if (type.isFloating()) {
            double scalar = rounded(a, type);
            return mapReal(x -> real.applyAsDouble(scalar, x), b.to(type));
        }
        long scalar = (long) a;
        return mapWhole(x -> whole.applyAsLong(scalar, x), b.to(type));
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

    private static double rounded(double scalar, ElementType type) {
        return type == ElementType.FLOAT ? (float) scalar : scalar;
    }

    private static Array zipReal(DoubleBinaryOperator f, Array a, Array b, long[] shape) {
        Array result = Array.allocate(a.type(), shape);
        MemorySegment out = result.memory();
        MemorySegment left = a.memory();
        MemorySegment right = b.memory();
        Loop.over(shape, a.type() == ElementType.FLOAT ? (n, at, step) -> {
            long p = at[0];
            long q = at[1];
            long r = at[2];
            long dq = step[1];
            long dr = step[2];
            for (long i = 0; i < n; i++) {
                double value = f.applyAsDouble(left.getAtIndex(Storage.FLOAT, q + i * dq),
                        right.getAtIndex(Storage.FLOAT, r + i * dr));
                out.setAtIndex(Storage.FLOAT, p + i, (float) value);
            }
        } : (n, at, step) -> {
            long p = at[0];
            long q = at[1];
            long r = at[2];
            long dq = step[1];
            long dr = step[2];
            for (long i = 0; i < n; i++) {
                out.setAtIndex(Storage.DOUBLE, p + i, f.applyAsDouble(left.getAtIndex(Storage.DOUBLE, q + i * dq),
                        right.getAtIndex(Storage.DOUBLE, r + i * dr)));
            }
        }, result, a, b);
        return result;
    }

    private static Array zipWhole(LongBinaryOperator f, Array a, Array b, long[] shape) {
        ElementType type = a.type();
        Array result = Array.allocate(type, shape);
        MemorySegment out = result.memory();
        MemorySegment left = a.memory();
        MemorySegment right = b.memory();
        Loop.over(shape, (n, at, step) -> {
            for (long i = 0, p = at[0], q = at[1], r = at[2]; i < n; i++, p++, q += step[1], r += step[2]) {
                Storage.setLong(out, type, p,
                        f.applyAsLong(Storage.getLong(left, type, q), Storage.getLong(right, type, r)));
            }
        }, result, a, b);
        return result;
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
        return compare(op, a.to(common), Array.full(common, b), a.shape);
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
