package gradshell.compile.library;

import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;

/** Methods of {@link java.util.Arrays} and {@link System} that copy or compute numbers. Internal. */
public final class ArrayMethods {
    private ArrayMethods() {}

    public static void fill(double[] a, double value) {
        for (int i = 0; i < a.length; i++) a[i] = value;
    }

    public static void fill(float[] a, float value) {
        for (int i = 0; i < a.length; i++) a[i] = value;
    }

    public static void fill(double[] a, int from, int to, double value) {
        Plain.checkFill(a.length, from, to);
        for (int i = from; i < to; i++) a[i] = value;
    }

    public static void fill(float[] a, int from, int to, float value) {
        Plain.checkFill(a.length, from, to);
        for (int i = from; i < to; i++) a[i] = value;
    }

    public static double[] copyOf(double[] a, int length) {
        var copy = new double[length];
        int n = Math.min(a.length, length);
        for (int i = 0; i < n; i++) copy[i] = a[i];
        return copy;
    }

    public static float[] copyOf(float[] a, int length) {
        var copy = new float[length];
        int n = Math.min(a.length, length);
        for (int i = 0; i < n; i++) copy[i] = a[i];
        return copy;
    }

    public static double[] copyOfRange(double[] a, int from, int to) {
        Plain.checkCopy(a, from, to);
        var copy = new double[to - from];
        int n = Math.min(a.length, to);
        for (int i = from; i < n; i++) copy[i - from] = a[i];
        return copy;
    }

    public static float[] copyOfRange(float[] a, int from, int to) {
        Plain.checkCopy(a, from, to);
        var copy = new float[to - from];
        int n = Math.min(a.length, to);
        for (int i = from; i < n; i++) copy[i - from] = a[i];
        return copy;
    }

    /** {@code a.clone()} of an array. */
    public static Object clone(double[] a) {
        return copyOf(a, a.length);
    }

    /** The same for float. */
    public static Object clone(float[] a) {
        return copyOf(a, a.length);
    }

    public static void setAll(double[] a, IntToDoubleFunction f) {
        for (int i = 0; i < a.length; i++) a[i] = f.applyAsDouble(i);
    }

    public static void setAll(Object[] a, IntFunction<?> f) {
        for (int i = 0; i < a.length; i++) a[i] = f.apply(i);
    }

    public static void sort(double[] a) {
        permute(a, 0, Plain.order(a, 0, a.length));
    }

    public static void sort(double[] a, int from, int to) {
        Plain.checkFill(a.length, from, to);
        permute(a, from, Plain.order(a, from, to));
    }

    private static void permute(double[] a, int start, int[] order) {
        var sorted = new double[order.length];
        for (int i = 0; i < order.length; i++) sorted[i] = a[order[i]];
        for (int i = 0; i < order.length; i++) a[start + i] = sorted[i];
    }

    public static void sort(float[] a) {
        permute(a, 0, Plain.order(a, 0, a.length));
    }

    public static void sort(float[] a, int from, int to) {
        Plain.checkFill(a.length, from, to);
        permute(a, from, Plain.order(a, from, to));
    }

    private static void permute(float[] a, int start, int[] order) {
        var sorted = new float[order.length];
        for (int i = 0; i < order.length; i++) sorted[i] = a[order[i]];
        for (int i = 0; i < order.length; i++) a[start + i] = sorted[i];
    }

    public static DoubleStream stream(double[] a) {
        return stream(a, 0, a.length);
    }

    public static DoubleStream stream(double[] a, int from, int to) {
        Plain.checkStream(a.length, from, to);
        return new Doubles(new DoubleSources.OfArray(a, from, to), to - from);
    }

    public static void arraycopy(Object from, int start, Object to, int at, int count) {
        if (from instanceof double[] a && to instanceof double[] b) {
            copy(a, start, b, at, count);
        } else if (from instanceof float[] a && to instanceof float[] b) {
            copy(a, start, b, at, count);
        } else {
            Plain.arraycopy(from, start, to, at, count);
        }
    }

    private static void copy(double[] a, int start, double[] b, int at, int count) {
        if (outside(a.length, start, count) || outside(b.length, at, count)) {
            Plain.arraycopy(a, start, b, at, count);
        } else if (a == b && start < at) {
            for (int i = count - 1; i >= 0; i--) b[at + i] = a[start + i];
        } else {
            for (int i = 0; i < count; i++) b[at + i] = a[start + i];
        }
    }

    private static void copy(float[] a, int start, float[] b, int at, int count) {
        if (outside(a.length, start, count) || outside(b.length, at, count)) {
            Plain.arraycopy(a, start, b, at, count);
        } else if (a == b && start < at) {
            for (int i = count - 1; i >= 0; i--) b[at + i] = a[start + i];
        } else {
            for (int i = 0; i < count; i++) b[at + i] = a[start + i];
        }
    }

    private static boolean outside(int length, int start, int count) {
        return start < 0 || count < 0 || start > length - count;
    }
}
