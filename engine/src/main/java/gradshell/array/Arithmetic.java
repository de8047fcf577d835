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
            case NEG -> (x, n) -> {
                float[] out = (float[]) x[0];
                float[] a = (float[]) x[1];
                for (int i = 0; i < n; i++) {
                    out[i] = -a[i];
                }
            };
            case ABS -> (x, n) -> {
                float[] out = (float[]) x[0];
                float[] a = (float[]) x[1];
                for (int i = 0; i < n; i++) {
                    out[i] = Math.abs(a[i]);
                }
            };
            case SQUARE -> (x, n) -> {
                float[] out = (float[]) x[0];
                float[] a = (float[]) x[1];
                for (int i = 0; i < n; i++) {
                    out[i] = a[i] * a[i];
                }
            };
            case RELU -> (x, n) -> {
                float[] out = (float[]) x[0];
                float[] a = (float[]) x[1];
                for (int i = 0; i < n; i++) {
                    out[i] = Math.max(a[i], 0);
                }
            };
            case RECIPROCAL -> (x, n) -> {
                float[] out = (float[]) x[0];
                float[] a = (float[]) x[1];
                for (int i = 0; i < n; i++) {
                    out[i] = 1 / a[i];
                }
            };
            case SQRT -> (x, n) -> {
                float[] out = (float[]) x[0];
                float[] a = (float[]) x[1];
                for (int i = 0; i < n; i++) {
                    out[i] = (float) Math.sqrt(a[i]);
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
            case NEG -> (x, n) -> {
                double[] out = (double[]) x[0];
                double[] a = (double[]) x[1];
                for (int i = 0; i < n; i++) {
                    out[i] = -a[i];
                }
            };
            case ABS -> (x, n) -> {
                double[] out = (double[]) x[0];
                double[] a = (double[]) x[1];
                for (int i = 0; i < n; i++) {
                    out[i] = Math.abs(a[i]);
                }
            };
            case SQUARE -> (x, n) -> {
                double[] out = (double[]) x[0];
                double[] a = (double[]) x[1];
                for (int i = 0; i < n; i++) {
                    out[i] = a[i] * a[i];
                }
            };
            case RELU -> (x, n) -> {
                double[] out = (double[]) x[0];
                double[] a = (double[]) x[1];
                for (int i = 0; i < n; i++) {
                    out[i] = Math.max(a[i], 0);
                }
            };
            case RECIPROCAL -> (x, n) -> {
                double[] out = (double[]) x[0];
                double[] a = (double[]) x[1];
                for (int i = 0; i < n; i++) {
                    out[i] = 1 / a[i];
                }
            };
            case SQRT -> (x, n) -> {
                double[] out = (double[]) x[0];
                double[] a = (double[]) x[1];
                for (int i = 0; i < n; i++) {
                    out[i] = Math.sqrt(a[i]);
                }
            };
            default -> doubles(op.real);
        };
    }

    private static Runs.Kernel floats(Binary op) {
        return switch (op) {
            case ADD -> (x, n) -> {
                float[] out = (float[]) x[0];
                float[] a = (float[]) x[1];
                float[] b = (float[]) x[2];
                for (int i = 0; i < n; i++) {
                    out[i] = a[i] + b[i];
                }
            };
            case SUB -> (x, n) -> {
                float[] out = (float[]) x[0];
                float[] a = (float[]) x[1];
                float[] b = (float[]) x[2];
                for (int i = 0; i < n; i++) {
                    out[i] = a[i] - b[i];
                }
            };
            case MUL -> (x, n) -> {
                float[] out = (float[]) x[0];
                float[] a = (float[]) x[1];
                float[] b = (float[]) x[2];
                for (int i = 0; i < n; i++) {
                    out[i] = a[i] * b[i];
                }
            };
            case DIV -> (x, n) -> {
                float[] out = (float[]) x[0];
                float[] a = (float[]) x[1];
                float[] b = (float[]) x[2];
                for (int i = 0; i < n; i++) {
                    out[i] = a[i] / b[i];
                }
            };
            case MAX -> (x, n) -> {
                float[] out = (float[]) x[0];
                float[] a = (float[]) x[1];
                float[] b = (float[]) x[2];
                for (int i = 0; i < n; i++) {
                    out[i] = Math.max(a[i], b[i]);
                }
            };
            case MIN -> (x, n) -> {
                float[] out = (float[]) x[0];
                float[] a = (float[]) x[1];
                float[] b = (float[]) x[2];
                for (int i = 0; i < n; i++) {
                    out[i] = Math.min(a[i], b[i]);
                }
            };
            case RELU_BACK -> Masks.KEEP_WHERE_POSITIVE;
            case TANH_BACK -> (x, n) -> {
                float[] out = (float[]) x[0];
                float[] a = (float[]) x[1];
                float[] b = (float[]) x[2];
                for (int i = 0; i < n; i++) {
                    out[i] = a[i] * (1 - b[i] * b[i]);
                }
            };
            case SIGMOID_BACK -> (x, n) -> {
                float[] out = (float[]) x[0];
                float[] a = (float[]) x[1];
                float[] b = (float[]) x[2];
                for (int i = 0; i < n; i++) {
                    out[i] = a[i] * (b[i] - b[i] * b[i]);
                }
            };
            case POW -> floats(op.real);
        };
    }

    private static Runs.Kernel doubles(Binary op) {
        return switch (op) {
            case ADD -> (x, n) -> {
                double[] out = (double[]) x[0];
                double[] a = (double[]) x[1];
                double[] b = (double[]) x[2];
                for (int i = 0; i < n; i++) {
                    out[i] = a[i] + b[i];
                }
            };
            case SUB -> (x, n) -> {
                double[] out = (double[]) x[0];
                double[] a = (double[]) x[1];
                double[] b = (double[]) x[2];
                for (int i = 0; i < n; i++) {
                    out[i] = a[i] - b[i];
                }
            };
            case MUL -> (x, n) -> {
                double[] out = (double[]) x[0];
                double[] a = (double[]) x[1];
                double[] b = (double[]) x[2];
                for (int i = 0; i < n; i++) {
                    out[i] = a[i] * b[i];
                }
            };
            case DIV -> (x, n) -> {
                double[] out = (double[]) x[0];
                double[] a = (double[]) x[1];
                double[] b = (double[]) x[2];
                for (int i = 0; i < n; i++) {
                    out[i] = a[i] / b[i];
                }
            };
            case MAX -> (x, n) -> {
                double[] out = (double[]) x[0];
                double[] a = (double[]) x[1];
                double[] b = (double[]) x[2];
                for (int i = 0; i < n; i++) {
                    out[i] = Math.max(a[i], b[i]);
                }
            };
            case MIN -> (x, n) -> {
                double[] out = (double[]) x[0];
                double[] a = (double[]) x[1];
                double[] b = (double[]) x[2];
                for (int i = 0; i < n; i++) {
                    out[i] = Math.min(a[i], b[i]);
                }
            };
            case POW, RELU_BACK, TANH_BACK, SIGMOID_BACK -> doubles(op.real);
        };
    }

    private static Runs.Kernel floats(DoubleUnaryOperator f) {
        return (x, n) -> {
            float[] out = (float[]) x[0];
            float[] a = (float[]) x[1];
            for (int i = 0; i < n; i++) {
                out[i] = (float) f.applyAsDouble(a[i]);
            }
        };
    }

    private static Runs.Kernel floats(DoubleBinaryOperator f) {
        return (x, n) -> {
            float[] out = (float[]) x[0];
            float[] a = (float[]) x[1];
            float[] b = (float[]) x[2];
            for (int i = 0; i < n; i++) {
                out[i] = (float) f.applyAsDouble(a[i], b[i]);
            }
        };
    }

    private static Runs.Kernel doubles(DoubleUnaryOperator f) {
        return (x, n) -> {
            double[] out = (double[]) x[0];
            double[] a = (double[]) x[1];
            for (int i = 0; i < n; i++) {
                out[i] = f.applyAsDouble(a[i]);
            }
        };
    }

    private static Runs.Kernel doubles(DoubleBinaryOperator f) {
        return (x, n) -> {
            double[] out = (double[]) x[0];
            double[] a = (double[]) x[1];
            double[] b = (double[]) x[2];
            for (int i = 0; i < n; i++) {
                out[i] = f.applyAsDouble(a[i], b[i]);
            }
        };
    }

    private static Runs.Kernel ints(LongUnaryOperator f) {
        return (x, n) -> {
            int[] out = (int[]) x[0];
            int[] a = (int[]) x[1];
            for (int i = 0; i < n; i++) {
                out[i] = (int) f.applyAsLong(a[i]);
            }
        };
    }

    private static Runs.Kernel ints(LongBinaryOperator f) {
        return (x, n) -> {
            int[] out = (int[]) x[0];
            int[] a = (int[]) x[1];
            int[] b = (int[]) x[2];
            for (int i = 0; i < n; i++) {
                out[i] = (int) f.applyAsLong(a[i], b[i]);
            }
        };
    }

    private static Runs.Kernel longs(LongUnaryOperator f) {
        return (x, n) -> {
            long[] out = (long[]) x[0];
            long[] a = (long[]) x[1];
            for (int i = 0; i < n; i++) {
                out[i] = f.applyAsLong(a[i]);
            }
        };
    }

    private static Runs.Kernel longs(LongBinaryOperator f) {
        return (x, n) -> {
            long[] out = (long[]) x[0];
            long[] a = (long[]) x[1];
            long[] b = (long[]) x[2];
            for (int i = 0; i < n; i++) {
                out[i] = f.applyAsLong(a[i], b[i]);
            }
        };
    }

    private static Runs.Kernel bools(LongUnaryOperator f) {
        return (x, n) -> {
            byte[] out = (byte[]) x[0];
            byte[] a = (byte[]) x[1];
            for (int i = 0; i < n; i++) {
                out[i] = (byte) (f.applyAsLong(a[i]) != 0 ? 1 : 0);
            }
        };
    }

    private static Runs.Kernel bools(LongBinaryOperator f) {
        return (x, n) -> {
            byte[] out = (byte[]) x[0];
            byte[] a = (byte[]) x[1];
            byte[] b = (byte[]) x[2];
            for (int i = 0; i < n; i++) {
                out[i] = (byte) (f.applyAsLong(a[i], b[i]) != 0 ? 1 : 0);
            }
        };
    }

    /** Of two arrays of {@code type}; the result is BOOL. */
    static Runs.Kernel compare(Compare op, ElementType type) {
        return switch (type) {
            case FLOAT -> (x, n) -> {
                byte[] out = (byte[]) x[0];
                float[] a = (float[]) x[1];
                float[] b = (float[]) x[2];
                for (int i = 0; i < n; i++) {
                    out[i] = (byte) (op.real.test(a[i], b[i]) ? 1 : 0);
                }
            };
            case DOUBLE -> (x, n) -> {
                byte[] out = (byte[]) x[0];
                double[] a = (double[]) x[1];
                double[] b = (double[]) x[2];
                for (int i = 0; i < n; i++) {
                    out[i] = (byte) (op.real.test(a[i], b[i]) ? 1 : 0);
                }
            };
            case INT -> (x, n) -> {
                byte[] out = (byte[]) x[0];
                int[] a = (int[]) x[1];
                int[] b = (int[]) x[2];
                for (int i = 0; i < n; i++) {
                    out[i] = (byte) (op.whole.test(a[i], b[i]) ? 1 : 0);
                }
            };
            case LONG -> (x, n) -> {
                byte[] out = (byte[]) x[0];
                long[] a = (long[]) x[1];
                long[] b = (long[]) x[2];
                for (int i = 0; i < n; i++) {
                    out[i] = (byte) (op.whole.test(a[i], b[i]) ? 1 : 0);
                }
            };
            case BOOL -> (x, n) -> {
                byte[] out = (byte[]) x[0];
                byte[] a = (byte[]) x[1];
                byte[] b = (byte[]) x[2];
                for (int i = 0; i < n; i++) {
                    out[i] = (byte) (op.whole.test(a[i], b[i]) ? 1 : 0);
                }
            };
        };
    }
}
