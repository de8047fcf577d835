package gradshell.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.array.Kernels.Binary;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BinaryTest {
    private static DoubleBinaryOperator reference(Binary op) {
        return switch (op) {
            case ADD -> (a, b) -> a + b;
            case SUB -> (a, b) -> a - b;
            case MUL -> (a, b) -> a * b;
            case DIV -> (a, b) -> a / b;
            case POW -> Math::pow;
            case MAX -> (a, b) -> a > b ? a : b;
            case MIN -> (a, b) -> a < b ? a : b;
            case RELU_BACK -> (a, b) -> b > 0 ? a : 0;
            case TANH_BACK -> (a, b) -> a * (1 - b * b);
            case SIGMOID_BACK -> (a, b) -> a * (b - b * b);
        };
    }

    private static double as(ElementType type, double value) {
        return switch (type) {
            case FLOAT -> (float) value;
            case INT, LONG -> (long) value;
            default -> value;
        };
    }

    @ParameterizedTest
    @EnumSource
    void binary_broadcastInAnyLayout_isTheFunctionOfEachPair(Binary op) {
        long[][][] pairs = {{{}, {}}, {{3}, {3}}, {{2, 3}, {3}}, {{2, 1, 4}, {3, 1}}, {{2, 3}, {}}, {{1}, {0}},
                {{4, 1}, {1, 5}}, {{2, 3, 4}, {2, 3, 4}}, {{2, 3, 2, 2}, {3, 1, 2}}};
        Random random = new Random(2);
        for (long[][] shapes : pairs) {
            for (ElementType type : new ElementType[]{ElementType.FLOAT, ElementType.DOUBLE}) {
                Array a = Samples.strided(random, type, shapes[0]);
                Array b = Samples.strided(random, type, shapes[1]);
                check(op, a, b);
                check(op, b, a);
                check(op, a, a);
            }
        }
    }

    private static void check(Binary op, Array a, Array b) {
        Array c = Kernels.binary(op, a, b);
        assertEquals(ElementType.wider(a.type(), b.type()), c.type());
        assertArrayEquals(Kernels.broadcast(a.shape(), b.shape()), c.shape());
        assertTrue(c.isContiguous());
        Samples.eachIndex(c.shape(), i -> {
            double x = Samples.broadcastGet(a, i);
            double y = Samples.broadcastGet(b, i);
            // those of several operations round after each
            boolean once = c.type() != ElementType.FLOAT || !(op == Binary.TANH_BACK || op == Binary.SIGMOID_BACK);
            assertEquals(as(c.type(), reference(op).applyAsDouble(x, y)), c.get(i),
                    once ? 0 : 2e-7 * Math.abs(x) * (1 + y * y));
        });
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"POW", "DIV", "RELU_BACK", "TANH_BACK", "SIGMOID_BACK"})
    void binary_integersInAnyLayout_areIntegers(Binary op) {
        Random random = new Random(4);
        check(op, Samples.strided(random, ElementType.INT, 2, 3), Samples.strided(random, ElementType.INT, 3));
        check(op, Samples.strided(random, ElementType.LONG, 2, 3), Samples.strided(random, ElementType.INT, 2, 1));
    }

    @ParameterizedTest
    @EnumSource
    void binary_withScalar_asWithAnArrayOfIt(Binary op) {
        Random random = new Random(6);
        for (ElementType type : new ElementType[]{ElementType.FLOAT, ElementType.DOUBLE}) {
            Array x = Samples.strided(random, type, 3, 4);
            Array scalar = Array.full(type, 1.7);
            assertArrayEquals(Kernels.binary(op, x, scalar).toDoubleArray(),
                    Kernels.binary(op, x, 1.7).toDoubleArray());
            assertArrayEquals(Kernels.binary(op, scalar, x).toDoubleArray(),
                    Kernels.binary(op, 1.7, x).toDoubleArray());
            assertEquals(type, Kernels.binary(op, x, 1.7).type());
        }
    }

    @ParameterizedTest
    @EnumSource
    void types_ofTwoArrays_meetInTheWider(ElementType a) {
        ElementType[] order = {ElementType.BOOL, ElementType.INT, ElementType.LONG, ElementType.FLOAT,
                ElementType.DOUBLE};
        for (ElementType b : ElementType.values()) {
            int wider = Math.max(List.of(order).indexOf(a), List.of(order).indexOf(b));
            Array product = Kernels.binary(Binary.MUL, Array.full(a, 1, 2), Array.full(b, 1, 2));
            assertEquals(order[wider], product.type());
            assertArrayEquals(new double[]{1, 1}, product.toDoubleArray());
        }
    }

    @Test
    void reluBack_keepsWhatStandsBeforeAPositiveNumber_bitByBit() {
        float[] numbers = {0f, -0f, 1f, -1f, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MIN_NORMAL, Float.MAX_VALUE,
                -Float.MAX_VALUE, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN,
                Float.intBitsToFloat(0xffc00000), Float.intBitsToFloat(0x7f800001)};
        for (float dy : numbers) {
            float[] many = new float[2500];
            float[] with = new float[2500];
            for (int i = 0; i < many.length; i++) {
                many[i] = dy;
                with[i] = numbers[i % numbers.length];
            }
            float[] kept = Kernels.binary(Binary.RELU_BACK, Samples.floats(many), Samples.floats(with)).toFloatArray();
            for (int i = 0; i < many.length; i++) assertEquals(with[i] > 0 ? dy : 0, kept[i]);
        }
    }

    @Test
    void types_ofIntegersAndScalars() {
        Array i = Array.full(ElementType.INT, 3, 1);
        assertEquals(ElementType.INT, Kernels.binary(Binary.ADD, i, 2).type());
        assertEquals(ElementType.FLOAT, Kernels.binary(Binary.ADD, i, 0.5).type());
        assertEquals(3.5, Kernels.binary(Binary.ADD, 0.5, i).item());
        assertEquals(3 + 3e9, Kernels.binary(Binary.ADD, i, 3e9).item());
        assertEquals(ElementType.FLOAT, Kernels.binary(Binary.ADD, i, Double.POSITIVE_INFINITY).type());
        assertEquals(ElementType.FLOAT, Kernels.binary(Binary.ADD, i, 1e19).type());
        assertEquals(ElementType.LONG, Kernels.binary(Binary.ADD, Samples.booleans(true), 1).type());
        assertEquals(2, Kernels.binary(Binary.ADD, Samples.booleans(true), 1).item());
    }

    @Test
    void largeLongs_areNotRoundedThroughDouble() {
        Array big = Samples.longs((1L << 53) + 1);
        assertEquals((1L << 53) + 3, Kernels.binary(Binary.ADD, big, 2).toLongArray()[0]);
        assertEquals((1L << 53) + 1, Kernels.binary(Binary.MUL, big, Samples.longs(1)).toLongArray()[0]);
        assertEquals(Long.MIN_VALUE, Kernels.binary(Binary.ADD, Samples.longs(Long.MAX_VALUE), 1).toLongArray()[0]);
    }

    @Test
    void div_ofIntegers_isTrueDivision() {
        Array half = Kernels.binary(Binary.DIV, Samples.longs(1), Samples.longs(2));
        assertEquals(ElementType.FLOAT, half.type());
        assertEquals(0.5, half.item());
        assertEquals(Double.POSITIVE_INFINITY, Kernels.binary(Binary.DIV, Samples.longs(1), 0).item());
    }

    @Test
    void pow_ofIntegers() {
        assertArrayEquals(new long[]{1, -27, 1024},
                Kernels.binary(Binary.POW, Samples.longs(0, -3, 2), Samples.longs(0, 3, 10)).toLongArray());
        Exception e = assertThrows(IllegalArgumentException.class,
                () -> Kernels.binary(Binary.POW, Samples.longs(2), -1));
        assertEquals("an integer to the power of -1 is no integer; convert to FLOAT or DOUBLE first", e.getMessage());
    }

    @Test
    void pow_cornersAsInNumPy() {
        Array base = Samples.doubles(1, 1, -1, 0, 2, -8);
        Array exponent = Samples.doubles(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0,
                Double.NaN, 1.0 / 3);
        assertArrayEquals(new double[]{1, 1, 1, 1, Double.NaN, Double.NaN},
                Kernels.binary(Binary.POW, base, exponent).toDoubleArray());
    }

    @Test
    void maxAndMin_nanOnEitherSide_isNan() {
        Array a = Samples.doubles(Double.NaN, 1);
        Array b = Samples.doubles(1, Double.NaN);
        for (Binary op : new Binary[]{Binary.MAX, Binary.MIN}) {
            assertArrayEquals(new double[]{Double.NaN, Double.NaN}, Kernels.binary(op, a, b).toDoubleArray());
        }
    }

    @Test
    void booleans_areOrAndAnd_neverDifferences() {
        Array a = Samples.booleans(true, true, false, false);
        Array b = Samples.booleans(true, false, true, false);
        assertArrayEquals(new long[]{1, 1, 1, 0}, Kernels.binary(Binary.ADD, a, b).toLongArray());
        assertArrayEquals(new long[]{1, 1, 1, 0}, Kernels.binary(Binary.MAX, a, b).toLongArray());
        assertArrayEquals(new long[]{1, 0, 0, 0}, Kernels.binary(Binary.MUL, a, b).toLongArray());
        assertThrows(IllegalArgumentException.class, () -> Kernels.binary(Binary.SUB, a, b));
        assertThrows(IllegalArgumentException.class, () -> Kernels.binary(Binary.POW, a, b));
    }

    @Test
    void notFitting_namesShapes() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> Kernels.binary(Binary.ADD,
                Array.full(ElementType.FLOAT, 0, 2, 3), Array.full(ElementType.FLOAT, 0, 2)));
        assertEquals(
                "shapes (2, 3) and (2) don't broadcast: sizes, counted from the last dimension, must be equal or 1",
                e.getMessage());
    }
}
