package gradshell.compile.library;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each method does what the JDK's does, errors included. */
class ArrayMethodsTest {
    private static final double[] X = {3, -0.0, Double.NaN, 0.0, -7, 3, Double.NEGATIVE_INFINITY, 1.5};

    private static void same(Consumer<double[]> jdk, Consumer<double[]> ours) {
        double[] a = X.clone();
        double[] b = X.clone();
        Throwable expected = thrownBy(() -> jdk.accept(a));
        Throwable actual = thrownBy(() -> ours.accept(b));
        assertEquals(String.valueOf(expected), String.valueOf(actual));
        assertArrayEquals(a, b);
    }

    private static void sameResult(Function<double[], double[]> jdk, Function<double[], double[]> ours) {
        same(a -> System.arraycopy(jdk.apply(a), 0, a, 0, 3), a -> System.arraycopy(ours.apply(a), 0, a, 0, 3));
    }

    private static Throwable thrownBy(Runnable action) {
        try {
            action.run();
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }

    private static float[] floats(double[] a) {
        var f = new float[a.length];
        for (int i = 0; i < f.length; i++) f[i] = (float) a[i];
        return f;
    }

    @ParameterizedTest
    @CsvSource({"0, 8", "2, 5", "3, 3", "-1, 2", "2, 9", "5, 2"})
    void ranges_areThoseOfTheJdk(int from, int to) {
        same(a -> Arrays.fill(a, from, to, 9), a -> ArrayMethods.fill(a, from, to, 9));
        same(a -> Arrays.sort(a, from, to), a -> ArrayMethods.sort(a, from, to));
        same(a -> a[0] = Arrays.stream(a, from, to).sum(), a -> a[0] = ArrayMethods.stream(a, from, to).sum());
        same(a -> a[0] = Arrays.copyOfRange(a, from, to).length,
                a -> a[0] = ArrayMethods.copyOfRange(a, from, to).length);
    }

    @Test
    void copies_areThoseOfTheJdk() {
        sameResult(a -> Arrays.copyOf(a, 4), a -> ArrayMethods.copyOf(a, 4));
        sameResult(a -> Arrays.copyOf(a, 12), a -> ArrayMethods.copyOf(a, 12));
        sameResult(a -> Arrays.copyOf(a, -1), a -> ArrayMethods.copyOf(a, -1));
        sameResult(a -> Arrays.copyOfRange(a, 5, 12), a -> ArrayMethods.copyOfRange(a, 5, 12));
        sameResult(double[]::clone, a -> (double[]) ArrayMethods.clone(a));
        double[] a = {1};
        assertNotSame(a, ArrayMethods.clone(a));
    }

    @Test
    void wholeArrays_areTreatedAsTheJdkDoes() {
        same(a -> Arrays.fill(a, 9), a -> ArrayMethods.fill(a, 9));
        same(Arrays::sort, ArrayMethods::sort);
        same(a -> Arrays.setAll(a, i -> i + a[7 - i]), a -> ArrayMethods.setAll(a, i -> i + a[7 - i]));
    }

    @Test
    void floats_areTreatedTheSame() {
        float[] expected = floats(X);
        float[] actual = floats(X);
        Arrays.sort(expected, 1, 7);
        ArrayMethods.sort(actual, 1, 7);
        assertArrayEquals(expected, actual);
        Arrays.sort(expected);
        ArrayMethods.sort(actual);
        assertArrayEquals(expected, actual);
        Arrays.fill(expected, 2, 4, 7);
        ArrayMethods.fill(actual, 2, 4, 7);
        assertArrayEquals(expected, actual);
        assertArrayEquals(Arrays.copyOf(expected, 11), ArrayMethods.copyOf(actual, 11));
        assertArrayEquals(Arrays.copyOfRange(expected, 3, 10), ArrayMethods.copyOfRange(actual, 3, 10));
        assertArrayEquals(expected, (float[]) ArrayMethods.clone(actual));
        ArrayMethods.fill(actual, 1);
        assertArrayEquals(new float[]{1, 1, 1, 1, 1, 1, 1, 1}, actual);
    }

    @ParameterizedTest
    @CsvSource({"0, 2, 4", "2, 0, 4", "0, 0, 8", "1, 1, 3", "0, 8, 0", "-1, 0, 2", "0, -1, 2", "0, 0, -1", "6, 0, 4",
            "0, 6, 4", "2147483647, 1, 2"})
    void arraycopy_alsoWithinOneArray(int start, int at, int count) {
        same(a -> System.arraycopy(a, start, a, at, count), a -> ArrayMethods.arraycopy(a, start, a, at, count));
        same(a -> System.arraycopy(X, start, a, at, count), a -> ArrayMethods.arraycopy(X, start, a, at, count));
        float[] expected = floats(X);
        float[] actual = floats(X);
        Throwable e = thrownBy(() -> System.arraycopy(expected, start, expected, at, count));
        assertEquals(String.valueOf(e),
                String.valueOf(thrownBy(() -> ArrayMethods.arraycopy(actual, start, actual, at, count))));
        assertArrayEquals(expected, actual);
    }

    @Test
    void arraycopy_ofOtherArrays() {
        Object[] a = {"x", "y"};
        Object[] b = new Object[2];
        ArrayMethods.arraycopy(a, 0, b, 1, 1);
        assertSame(a[0], b[1]);
        assertNotNull(thrownBy(() -> ArrayMethods.arraycopy(a, 0, new double[2], 0, 1)));
        assertNotNull(thrownBy(() -> ArrayMethods.arraycopy(null, 0, X, 0, 1)));
    }
}
