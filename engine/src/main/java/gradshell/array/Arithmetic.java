package gradshell.array;

import gradshell.array.Kernels.Binary;
import gradshell.array.Kernels.Compare;
import gradshell.array.Kernels.Unary;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/**
 * The loops of elementwise functions over Java arrays. What programs consist of has loops of its own, which the JIT turns
 * into vector instructions; the others call their function for each element.
 */
final class Arithmetic {
    private Arithmetic() {}

    static Runs.Kernel unary(Unary op, ElementType type) {
        return switch (type) {
            case FLOAT -> floats(op);
            case DOUBLE -> doubles(op);
            case INT -> ints(op.whole);
            case LONG -> longs(op.whole);
            case BOOL -> bools(op.whole);
        };
    }

    static Runs.Kernel binary(Binary op, ElementType type) {
        return switch (type) {
            case FLOAT -> floats(op);
            case DOUBLE -> doubles(op);
            case INT -> ints(op.whole);
            case LONG -> longs(op.whole);
            case BOOL -> bools(op.whole);
        };
    }

    private static Runs.Kernel floats(Unary op) {
        return switch (op) {
            case NEG -> (x, at, n) -> {
                float[] out = (float[]) x[0];
                float[] a = (float[]) x[1];
                int p = at[0];
                int q = at[1];
                for (int i = 0; i < n; i++) {
                    out[p + i] = -a[q + i];
                }
            };
            case ABS -> (x, at, n) -> {
                float[] out = (float[]) x[0];
                float[] a = (float[]) x[1];
                int p = at[0];
                int q = at[1];
                for (int i = 0; i < n; i++) {
                    out[p + i] = Math.abs(a[q + i]);
                }
            };
            case SQUARE -> (x, at, n) -> {
                float[] out = (float[]) x[0];
                float[] a = (float[]) x[1];
                int p = at[0];
                int q = at[1];
                for (int i = 0; i < n; i++) {
                    out[p + i] = a[q + i] * a[q + i];
                }
            };
            case RELU -> (x, at, n) -> {
                float[] out = (float[]) x[0];
                float[] a = (float[]) x[1];
                int p = at[0];
                int q = at[1];
                for (int i = 0; i < n; i++) {
                    out[p + i] = Math.max(a[q + i], 0);
                }
            };
            case RECIPROCAL -> (x, at, n) -> {
                float[] out = (float[]) x[0];
                float[] a = (float[]) x[1];
                int p = at[0];
                int q = at[1];
                for (int i = 0; i < n; i++) {
                    out[p + i] = 1 / a[q + i];
                }
            };
            case SQRT -> (x, at, n) -> {
                float[] out = (float[]) x[0];
                float[] a = (float[]) x[1];
                int p = at[0];
                int q = at[1];
                for (int i = 0; i < n; i++) {
                    out[p + i] = (float) Math.sqrt(a[q + i]);
                }
            };
            case EXP -> Exponentials.EXP;
            case EXPM1 -> Exponentials.EXPM1;
            case LOG -> Exponentials.LOG;
            case TANH -> Exponentials.TANH;
            case SIGMOID -> Exponentials.SIGMOID;
            default -> floats(op.real);
        };
    }

    private static Runs.Kernel doubles(Unary op) {
        return switch (op) {
            case NEG -> (x, at, n) -> {
                double[] out = (double[]) x[0];
                double[] a = (double[]) x[1];
                int p = at[0];
                int q = at[1];
                for (int i = 0; i < n; i++) {
                    out[p + i] = -a[q + i];
                }
            };
            case ABS -> (x, at, n) -> {
                double[] out = (double[]) x[0];
                double[] a = (double[]) x[1];
                int p = at[0];
                int q = at[1];
                for (int i = 0; i < n; i++) {
                    out[p + i] = Math.abs(a[q + i]);
                }
            };
            case SQUARE -> (x, at, n) -> {
                double[] out = (double[]) x[0];
                double[] a = (double[]) x[1];
                int p = at[0];
                int q = at[1];
                for (int i = 0; i < n; i++) {
                    out[p + i] = a[q + i] * a[q + i];
                }
            };
            case RELU -> (x, at, n) -> {
                double[] out = (double[]) x[0];
                double[] a = (double[]) x[1];
                int p = at[0];
                int q = at[1];
                for (int i = 0; i < n; i++) {
                    out[p + i] = Math.max(a[q + i], 0);
                }
            };
            case RECIPROCAL -> (x, at, n) -> {
                double[] out = (double[]) x[0];
                double[] a = (double[]) x[1];
                int p = at[0];
                int q = at[1];
                for (int i = 0; i < n; i++) {
                    out[p + i] = 1 / a[q + i];
                }
            };
            case SQRT -> (x, at, n) -> {
                double[] out = (double[]) x[0];
                double[] a = (double[]) x[1];
                int p = at[0];
                int q = at[1];
                for (int i = 0; i < n; i++) {
                    out[p + i] = Math.sqrt(a[q + i]);
                }
            };
            default -> doubles(op.real);
        };
    }

    private static Runs.Kernel floats(Binary op) {
        return switch (op) {
            case ADD -> (x, at, n) -> {
                float[] out = (float[]) x[0];
                float[] a = (float[]) x[1];
                float[] b = (float[]) x[2];
                int p = at[0];
                int q = at[1];
                int r = at[2];
                for (int i = 0; i < n; i++) {
                    out[p + i] = a[q + i] + b[r + i];
                }
            };
            case SUB -> (x, at, n) -> {
                float[] out = (float[]) x[0];
                float[] a = (float[]) x[1];
                float[] b = (float[]) x[2];
                int p = at[0];
                int q = at[1];
                int r = at[2];
                for (int i = 0; i < n; i++) {
                    out[p + i] = a[q + i] - b[r + i];
                }
            };
            case MUL -> (x, at, n) -> {
                float[] out = (float[]) x[0];
                float[] a = (float[]) x[1];
                float[] b = (float[]) x[2];
                int p = at[0];
                int q = at[1];
                int r = at[2];
                for (int i = 0; i < n; i++) {
                    out[p + i] = a[q + i] * b[r + i];
                }
            };
            case DIV -> (x, at, n) -> {
                float[] out = (float[]) x[0];
                float[] a = (float[]) x[1];
                float[] b = (float[]) x[2];
                int p = at[0];
                int q = at[1];
                int r = at[2];
                for (int i = 0; i < n; i++) {
                    out[p + i] = a[q + i] / b[r + i];
                }
            };
            case MAX -> (x, at, n) -> {
                float[] out = (float[]) x[0];
                float[] a = (float[]) x[1];
                float[] b = (float[]) x[2];
                int p = at[0];
                int q = at[1];
                int r = at[2];
                for (int i = 0; i < n; i++) {
                    out[p + i] = Math.max(a[q + i], b[r + i]);
                }
            };
            case MIN -> (x, at, n) -> {
                float[] out = (float[]) x[0];
                float[] a = (float[]) x[1];
                float[] b = (float[]) x[2];
                int p = at[0];
                int q = at[1];
                int r = at[2];
                for (int i = 0; i < n; i++) {
                    out[p + i] = Math.min(a[q + i], b[r + i]);
                }
            };
            case POW -> floats(op.real);
        };
    }

    private static Runs.Kernel doubles(Binary op) {
        return switch (op) {
            case ADD -> (x, at, n) -> {
                double[] out = (double[]) x[0];
                double[] a = (double[]) x[1];
                double[] b = (double[]) x[2];
                int p = at[0];
                int q = at[1];
                int r = at[2];
                for (int i = 0; i < n; i++) {
                    out[p + i] = a[q + i] + b[r + i];
                }
            };
            case SUB -> (x, at, n) -> {
                double[] out = (double[]) x[0];
                double[] a = (double[]) x[1];
                double[] b = (double[]) x[2];
                int p = at[0];
                int q = at[1];
                int r = at[2];
                for (int i = 0; i < n; i++) {
                    out[p + i] = a[q + i] - b[r + i];
                }
            };
            case MUL -> (x, at, n) -> {
                double[] out = (double[]) x[0];
                double[] a = (double[]) x[1];
                double[] b = (double[]) x[2];
                int p = at[0];
                int q = at[1];
                int r = at[2];
                for (int i = 0; i < n; i++) {
                    out[p + i] = a[q + i] * b[r + i];
                }
            };
            case DIV -> (x, at, n) -> {
                double[] out = (double[]) x[0];
                double[] a = (double[]) x[1];
                double[] b = (double[]) x[2];
                int p = at[0];
                int q = at[1];
                int r = at[2];
                for (int i = 0; i < n; i++) {
                    out[p + i] = a[q + i] / b[r + i];
                }
            };
            case MAX -> (x, at, n) -> {
                double[] out = (double[]) x[0];
                double[] a = (double[]) x[1];
                double[] b = (double[]) x[2];
                int p = at[0];
                int q = at[1];
                int r = at[2];
                for (int i = 0; i < n; i++) {
                    out[p + i] = Math.max(a[q + i], b[r + i]);
                }
            };
            case MIN -> (x, at, n) -> {
                double[] out = (double[]) x[0];
                double[] a = (double[]) x[1];
                double[] b = (double[]) x[2];
                int p = at[0];
                int q = at[1];
                int r = at[2];
                for (int i = 0; i < n; i++) {
                    out[p + i] = Math.min(a[q + i], b[r + i]);
                }
            };
            case POW -> doubles(op.real);
        };
    }

    private static Runs.Kernel floats(DoubleUnaryOperator f) {
        return (x, at, n) -> {
            float[] out = (float[]) x[0];
            float[] a = (float[]) x[1];
            int p = at[0];
            int q = at[1];
            for (int i = 0; i < n; i++) {
                out[p + i] = (float) f.applyAsDouble(a[q + i]);
            }
        };
    }

    private static Runs.Kernel floats(DoubleBinaryOperator f) {
        return (x, at, n) -> {
            float[] out = (float[]) x[0];
            float[] a = (float[]) x[1];
            float[] b = (float[]) x[2];
            int p = at[0];
            int q = at[1];
            int r = at[2];
            for (int i = 0; i < n; i++) {
                out[p + i] = (float) f.applyAsDouble(a[q + i], b[r + i]);
            }
        };
    }

    private static Runs.Kernel doubles(DoubleUnaryOperator f) {
        return (x, at, n) -> {
            double[] out = (double[]) x[0];
            double[] a = (double[]) x[1];
            int p = at[0];
            int q = at[1];
            for (int i = 0; i < n; i++) {
                out[p + i] = f.applyAsDouble(a[q + i]);
            }
        };
    }

    private static Runs.Kernel doubles(DoubleBinaryOperator f) {
        return (x, at, n) -> {
            double[] out = (double[]) x[0];
            double[] a = (double[]) x[1];
            double[] b = (double[]) x[2];
            int p = at[0];
            int q = at[1];
            int r = at[2];
            for (int i = 0; i < n; i++) {
                out[p + i] = f.applyAsDouble(a[q + i], b[r + i]);
            }
        };
    }

    private static Runs.Kernel ints(LongUnaryOperator f) {
        return (x, at, n) -> {
            int[] out = (int[]) x[0];
            int[] a = (int[]) x[1];
            int p = at[0];
            int q = at[1];
            for (int i = 0; i < n; i++) {
                out[p + i] = (int) f.applyAsLong(a[q + i]);
            }
        };
    }

    private static Runs.Kernel ints(LongBinaryOperator f) {
        return (x, at, n) -> {
            int[] out = (int[]) x[0];
            int[] a = (int[]) x[1];
            int[] b = (int[]) x[2];
            int p = at[0];
            int q = at[1];
            int r = at[2];
            for (int i = 0; i < n; i++) {
                out[p + i] = (int) f.applyAsLong(a[q + i], b[r + i]);
            }
        };
    }

    private static Runs.Kernel longs(LongUnaryOperator f) {
        return (x, at, n) -> {
            long[] out = (long[]) x[0];
            long[] a = (long[]) x[1];
            int p = at[0];
            int q = at[1];
            for (int i = 0; i < n; i++) {
                out[p + i] = f.applyAsLong(a[q + i]);
            }
        };
    }

    private static Runs.Kernel longs(LongBinaryOperator f) {
        return (x, at, n) -> {
            long[] out = (long[]) x[0];
            long[] a = (long[]) x[1];
            long[] b = (long[]) x[2];
            int p = at[0];
            int q = at[1];
            int r = at[2];
            for (int i = 0; i < n; i++) {
                out[p + i] = f.applyAsLong(a[q + i], b[r + i]);
            }
        };
    }

    private static Runs.Kernel bools(LongUnaryOperator f) {
        return (x, at, n) -> {
            byte[] out = (byte[]) x[0];
            byte[] a = (byte[]) x[1];
            int p = at[0];
            int q = at[1];
            for (int i = 0; i < n; i++) {
                out[p + i] = (byte) (f.applyAsLong(a[q + i]) != 0 ? 1 : 0);
            }
        };
    }

    private static Runs.Kernel bools(LongBinaryOperator f) {
        return (x, at, n) -> {
            byte[] out = (byte[]) x[0];
            byte[] a = (byte[]) x[1];
            byte[] b = (byte[]) x[2];
            int p = at[0];
            int q = at[1];
            int r = at[2];
            for (int i = 0; i < n; i++) {
                out[p + i] = (byte) (f.applyAsLong(a[q + i], b[r + i]) != 0 ? 1 : 0);
            }
        };
    }

    /** Of two arrays of {@code type}; the result is BOOL. */
    static Runs.Kernel compare(Compare op, ElementType type) {
        return switch (type) {
            case FLOAT -> (x, at, n) -> {
                byte[] out = (byte[]) x[0];
                float[] a = (float[]) x[1];
                float[] b = (float[]) x[2];
                for (int i = 0; i < n; i++) {
                    out[at[0] + i] = (byte) (op.real.test(a[at[1] + i], b[at[2] + i]) ? 1 : 0);
                }
            };
            case DOUBLE -> (x, at, n) -> {
                byte[] out = (byte[]) x[0];
                double[] a = (double[]) x[1];
                double[] b = (double[]) x[2];
                for (int i = 0; i < n; i++) {
                    out[at[0] + i] = (byte) (op.real.test(a[at[1] + i], b[at[2] + i]) ? 1 : 0);
                }
            };
            case INT -> (x, at, n) -> {
                byte[] out = (byte[]) x[0];
                int[] a = (int[]) x[1];
                int[] b = (int[]) x[2];
                for (int i = 0; i < n; i++) {
                    out[at[0] + i] = (byte) (op.whole.test(a[at[1] + i], b[at[2] + i]) ? 1 : 0);
                }
            };
            case LONG -> (x, at, n) -> {
                byte[] out = (byte[]) x[0];
                long[] a = (long[]) x[1];
                long[] b = (long[]) x[2];
                for (int i = 0; i < n; i++) {
                    out[at[0] + i] = (byte) (op.whole.test(a[at[1] + i], b[at[2] + i]) ? 1 : 0);
                }
            };
            case BOOL -> (x, at, n) -> {
                byte[] out = (byte[]) x[0];
                byte[] a = (byte[]) x[1];
                byte[] b = (byte[]) x[2];
                for (int i = 0; i < n; i++) {
                    out[at[0] + i] = (byte) (op.whole.test(a[at[1] + i], b[at[2] + i]) ? 1 : 0);
                }
            };
        };
    }
}
