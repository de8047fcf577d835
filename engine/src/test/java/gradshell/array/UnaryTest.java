package gradshell.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gradshell.array.Kernels.Unary;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

class UnaryTest {
    private static DoubleUnaryOperator reference(Unary op) {
        return switch (op) {
            case NEG -> x -> -x;
            case ABS -> Math::abs;
            case SIGN -> x -> x > 0 ? 1 : x < 0 ? -1 : x;
            case EXP -> Math::exp;
            case EXPM1 -> Math::expm1;
            case LOG -> Math::log;
            case LOG1P -> Math::log1p;
            case SQRT -> Math::sqrt;
            case RSQRT -> x -> 1 / Math.sqrt(x);
            case SQUARE -> x -> x * x;
            case RECIPROCAL -> x -> 1 / x;
            case SIN -> Math::sin;
            case COS -> Math::cos;
            case TAN -> Math::tan;
            case ASIN -> Math::asin;
            case ACOS -> Math::acos;
            case ATAN -> Math::atan;
            case SINH -> Math::sinh;
            case COSH -> Math::cosh;
            case TANH -> Math::tanh;
            case SIGMOID -> x -> 1 / (1 + Math.exp(-x));
            case RELU -> x -> x > 0 ? x : 0;
            case SOFTPLUS -> x -> Math.log(1 + Math.exp(x));
            case ERF -> ErfTest::series;
            case FLOOR -> Math::floor;
            case CEIL -> Math::ceil;
            case ROUND -> Math::rint;
            case NOT -> x -> x == 0 ? 1 : 0;
        };
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOT")
    void unary_anyLayout_isTheFunctionOfEachElement(Unary op) {
        Random random = new Random(11);
        for (long[] shape : Samples.SHAPES) {
            for (ElementType type : new ElementType[]{ElementType.FLOAT, ElementType.DOUBLE}) {
                Array x = Samples.strided(random, type, shape);
                Array y = Kernels.unary(op, x);
                assertEquals(type, y.type());
                Samples.eachIndex(shape, i -> close(reference(op).applyAsDouble(x.get(i)), y.get(i), type));
            }
        }
    }

    private static void close(double expected, double actual, ElementType type) {
        double precision = type == ElementType.FLOAT ? 1e-7 : 1e-14;
        assertEquals(expected, actual, Double.isFinite(expected) ? precision * Math.max(1, Math.abs(expected)) : 0);
    }

    @Test
    void unary_asNd4jComputesIt() {
        INDArray n = Kernels.normal(ElementType.FLOAT, 7, 5).toNd4j();
        Array x = Array.of(n).permute(1, 0);
        INDArray t = n.transpose();
        assertNear(Transforms.tanh(t), Kernels.unary(Unary.TANH, x));
        assertNear(Transforms.exp(t), Kernels.unary(Unary.EXP, x));
        assertNear(Transforms.sigmoid(t), Kernels.unary(Unary.SIGMOID, x));
        assertNear(Transforms.softPlus(t), Kernels.unary(Unary.SOFTPLUS, x));
        assertNear(Transforms.relu(t), Kernels.unary(Unary.RELU, x));
    }

    private static void assertNear(INDArray expected, Array actual) {
        Samples.eachIndex(actual.shape(), i -> assertEquals(expected.getDouble(i), actual.get(i), 1e-5));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOT")
    void unary_nan_staysNan(Unary op) {
        assertEquals(Double.NaN, Kernels.unary(op, Array.of(new double[]{Double.NaN})).item());
        assertEquals(Double.NaN, Kernels.unary(op, Array.of(new float[]{Float.NaN})).item());
    }

    @Test
    void unary_integers_stayOrTurnToFloat() {
        Array x = Samples.longs(-3, Long.MAX_VALUE);
        assertArrayEquals(new long[]{3, -Long.MAX_VALUE},
                Kernels.unary(Unary.NEG, x).toLongArray());
        assertArrayEquals(new long[]{-1, 1}, Kernels.unary(Unary.SIGN, x).toLongArray());
        assertArrayEquals(new long[]{0, Long.MAX_VALUE}, Kernels.unary(Unary.RELU, x).toLongArray());
        assertEquals(ElementType.INT, Kernels.unary(Unary.ROUND, x.to(ElementType.INT)).type());
        assertEquals(ElementType.FLOAT, Kernels.unary(Unary.EXP, x).type());
        assertEquals(ElementType.FLOAT, Kernels.unary(Unary.SQRT, Samples.booleans(true)).type());
    }

    @Test
    void not_isForBooleansOnly() {
        assertArrayEquals(new long[]{0, 1}, Kernels.unary(Unary.NOT, Samples.booleans(true, false)).toLongArray());
        Exception e = assertThrows(IllegalArgumentException.class, () -> Kernels.unary(Unary.NOT, Samples.longs(1)));
        assertEquals("NOT is not defined for LONG elements; convert them first, with to(BOOL)", e.getMessage());
    }

    @Test
    void neg_ofBooleans_isRefused() {
        Exception e = assertThrows(IllegalArgumentException.class,
                () -> Kernels.unary(Unary.NEG, Samples.booleans(true)));
        assertEquals("NEG is not defined for BOOL elements; convert them first, with to(INT) or to(FLOAT)",
                e.getMessage());
    }

    @Test
    void round_halves_goToEven() {
        Array x = Samples.doubles(-1.5, -0.5, 0.5, 1.5, 2.5);
        assertArrayEquals(new double[]{-2, -0.0, 0, 2, 2}, Kernels.unary(Unary.ROUND, x).toDoubleArray());
    }

    @Test
    void sigmoidAndSoftplus_farOut_neitherOverflowNorVanish() {
        Array x = Samples.doubles(-800, -700, 700, 800);
        assertArrayEquals(new double[]{0, Math.exp(-700), 1, 1}, Kernels.unary(Unary.SIGMOID, x).toDoubleArray());
        assertArrayEquals(new double[]{0, Math.exp(-700), 700, 800},
                Kernels.unary(Unary.SOFTPLUS, x).toDoubleArray());
    }

    @Test
    void map_anyFunction() {
        Array x = Array.of(new float[]{1, 2, 3, 4}, 2, 2).permute(1, 0);
        assertArrayEquals(new float[]{11, 13, 12, 14}, plusTen(x).toFloatArray());
        assertArrayEquals(new float[]{11}, plusTen(Samples.longs(1)).toFloatArray());
        assertEquals(0, plusTen(x.slice(0, 0, 0)).size());
    }

    @Test
    void map_severalBlocks_everyElementInOrder() {
        double[] values = new double[5000];
        Arrays.setAll(values, i -> i);
        Array[] mapped = Kernels.map((x, out, n) -> {
            for (int i = 0; i < n; i++) {
                out[0][i] = -x[i];
                out[1][i] = 2 * x[i];
            }
        }, 2, Array.of(values, 50, 100));
        assertArrayEquals(Arrays.stream(values).map(v -> -v).toArray(), mapped[0].toDoubleArray());
        assertArrayEquals(Arrays.stream(values).map(v -> 2 * v).toArray(), mapped[1].toDoubleArray());
    }

    private static Array plusTen(Array x) {
        return Kernels.map((from, out, n) -> {
            for (int i = 0; i < n; i++) out[0][i] = from[i] + 10;
        }, 1, x)[0];
    }

    @Test
    void map_exceptionOfTheFunction_isNotWrapped() {
        RuntimeException mine = new IllegalStateException("mine");
        assertEquals(mine, assertThrows(IllegalStateException.class, () -> Kernels.map((_, _, _) -> {
            throw mine;
        }, 1, Samples.floats(1))));
    }
}
