package gradshell.array;

import gradshell.array.Kernels.Binary;
import java.lang.foreign.MemorySegment;
import java.util.function.DoubleBinaryOperator;

/**
 * Loops over two floating arrays of one type. The four operations that programs consist of have loops of their own, for
 * a function that is called for each element can't be inlined once several functions have come by.
 */
final class Arithmetic {
    private Arithmetic() {}

    static Loop.Body floats(Binary op, MemorySegment out, MemorySegment a, MemorySegment b) {
        DoubleBinaryOperator f = op.real;
        return (n, at, step) -> {
            long p = at[0];
            long q = at[1];
            long r = at[2];
            long dq = step[1];
            long dr = step[2];
            switch (op) {
                case ADD -> {
                    for (long i = 0; i < n; i++)
                        out.setAtIndex(Storage.FLOAT, p + i, floatAt(a, q + i * dq) + floatAt(b, r + i * dr));
                }
                case SUB -> {
                    for (long i = 0; i < n; i++)
                        out.setAtIndex(Storage.FLOAT, p + i, floatAt(a, q + i * dq) - floatAt(b, r + i * dr));
                }
                case MUL -> {
                    for (long i = 0; i < n; i++)
                        out.setAtIndex(Storage.FLOAT, p + i, floatAt(a, q + i * dq) * floatAt(b, r + i * dr));
                }
                case DIV -> {
                    for (long i = 0; i < n; i++)
                        out.setAtIndex(Storage.FLOAT, p + i, floatAt(a, q + i * dq) / floatAt(b, r + i * dr));
                }
                case POW, MAX, MIN -> {
                    for (long i = 0; i < n; i++) {
                        double value = f.applyAsDouble(floatAt(a, q + i * dq), floatAt(b, r + i * dr));
                        out.setAtIndex(Storage.FLOAT, p + i, (float) value);
                    }
                }
            }
        };
    }

    static Loop.Body doubles(Binary op, MemorySegment out, MemorySegment a, MemorySegment b) {
        DoubleBinaryOperator f = op.real;
        return (n, at, step) -> {
            long p = at[0];
            long q = at[1];
            long r = at[2];
            long dq = step[1];
            long dr = step[2];
            switch (op) {
                case ADD -> {
                    for (long i = 0; i < n; i++)
                        out.setAtIndex(Storage.DOUBLE, p + i, doubleAt(a, q + i * dq) + doubleAt(b, r + i * dr));
                }
                case SUB -> {
                    for (long i = 0; i < n; i++)
                        out.setAtIndex(Storage.DOUBLE, p + i, doubleAt(a, q + i * dq) - doubleAt(b, r + i * dr));
                }
                case MUL -> {
                    for (long i = 0; i < n; i++)
                        out.setAtIndex(Storage.DOUBLE, p + i, doubleAt(a, q + i * dq) * doubleAt(b, r + i * dr));
                }
                case DIV -> {
                    for (long i = 0; i < n; i++)
                        out.setAtIndex(Storage.DOUBLE, p + i, doubleAt(a, q + i * dq) / doubleAt(b, r + i * dr));
                }
                case POW, MAX, MIN -> {
                    for (long i = 0; i < n; i++) {
                        double value = f.applyAsDouble(doubleAt(a, q + i * dq), doubleAt(b, r + i * dr));
                        out.setAtIndex(Storage.DOUBLE, p + i, value);
                    }
                }
            }
        };
    }

    private static float floatAt(MemorySegment memory, long i) {
        return memory.getAtIndex(Storage.FLOAT, i);
    }

    private static double doubleAt(MemorySegment memory, long i) {
        return memory.getAtIndex(Storage.DOUBLE, i);
    }
}
