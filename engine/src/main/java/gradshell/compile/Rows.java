package gradshell.compile;

/**
 * The shadows of the elements of an array of references, each as it was when last asked for. It is checked on each use
 * that the element is still the same object, so the array itself may be written by anyone. Internal; public because
 * generated code passes it on.
 */
public final class Rows {
    private final Object[] rows;
    private final Object[] shadows;

    Rows(int length) {
        rows = new Object[length];
        shadows = new Object[length];
    }

    /** The shadow of {@code row} if it is what was at index {@code i} last time, else null. */
    Object of(Object row, int i) {
        return rows[i] == row ? shadows[i] : null;
    }

    <S> S put(Object row, int i, S shadow) {
        rows[i] = row;
        shadows[i] = shadow;
        return shadow;
    }

    /** The element of an array, or null if there is none. Called by generated code. */
    public static Object peek(Object[] array, int i) {
        return array != null && i >= 0 && i < array.length ? array[i] : null;
    }

    /** The same for numbers, 0 if there is none. */
    public static double peek(double[] array, int i) {
        return array != null && i >= 0 && i < array.length ? array[i] : 0;
    }

    /** The same for float. */
    public static float peek(float[] array, int i) {
        return array != null && i >= 0 && i < array.length ? array[i] : 0;
    }
}
