package gradshell.compile;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The shadows of one gradient call: for each object that may hold differentiated values, where their cotangents (in
 * forward mode tangents) are. A shadow is found by the identity of its object, so that objects may travel through fields,
 * collections and library code without being followed.
 *
 * <ul>
 * <li>{@code double[]} and {@code float[]} have a shadow of their own type and length;
 * <li>an array of references has {@link Rows};
 * <li>any other object has {@code double[]} cells, one for each floating field; a box has one.
 * </ul>
 */
final class Shadows {
    private static final int SMALLEST = 32;
    private static final int LARGEST_KEPT = 1 << 16;

    // open addressing; the keys and their shadows at the same index
    private Object[] keys = new Object[SMALLEST];
    private Object[] shadows = new Object[SMALLEST];
    private int size;
    /** Of what runs again: the shadows of all else. */
    private Shadows outer;
    /** Of a reader: the shadows of the tape that is read, with those that take their place. */
    private IdentityHashMap<Object, Object> counterparts;

    double[] doubles(double[] array) {
        if (array == null) return null;
        int at = index(array);
        return keys[at] != null ? (double[]) shadows[at] : put(at, array, known(array, double[]::new, array.length));
    }

    float[] floats(float[] array) {
        if (array == null) return null;
        int at = index(array);
        return keys[at] != null ? (float[]) shadows[at] : put(at, array, known(array, float[]::new, array.length));
    }

    Rows rows(Object[] array) {
        if (array == null) return null;
        int at = index(array);
        return keys[at] != null ? (Rows) shadows[at] : put(at, array, new Rows(array.length));
    }

    double[] cells(Object object) {
        if (object == null) return null;
        int at = index(object);
        // the layout is asked for only where it is needed: to look it up takes longer than all the rest
        return keys[at] != null
                ? (double[]) shadows[at]
                : put(at, object, known(object, double[]::new, Layout.of(object.getClass()).count()));
    }

    double[] box(Object box) {
        if (box == null) return null;
        int at = index(box);
        return keys[at] != null ? (double[]) shadows[at] : put(at, box, known(box, double[]::new, 1));
    }

    /** Shadows of what isn't known here; what is known here has the same shadow there. */
    Shadows inner() {
        var inner = new Shadows();
        inner.outer = this;
        return inner;
    }

    /** The shadow that the object has further out, or the one made for it. */
    @SuppressWarnings("unchecked")
    private <S> S known(Object key, IntFunction<S> make, int length) {
        Object known = outer == null ? null : outer.get(key);
        return known == null ? make.apply(length) : (S) known;
    }

    /** The shadow of a {@code double[]}, of a box or of another object, or null if there is none. */
    double[] find(Object object) {
        return (double[]) get(object);
    }

    /** A cell of an object, 0 if it has none. */
    double cell(Object object, int index) {
        double[] cells = find(object);
        return cells == null ? 0 : cells[index];
    }

    /** The shadow of any object, or null if there is none. */
    Object get(Object object) {
        if (object == null) return null;
        Object shadow = shadows[index(object)];
        return shadow == null && outer != null ? outer.get(object) : shadow;
    }

    /** The shadow of an array when nobody needs it any more: itself the first time, a copy after that. */
    Optional<Object> take(Object array) {
        int at = index(array);
        Object shadow = shadows[at];
        if (shadow == null) return Optional.empty();
        boolean taken = shadow instanceof Taken;
        Object own = shadow instanceof Taken(Object by) ? by : shadow;
        if (!taken) shadows[at] = new Taken(own);
        return Optional.of(!taken ? own : own instanceof double[] d ? d.clone() : ((float[]) own).clone());
    }

    private record Taken(Object shadow) {}

    /** Lets the shadow of an array be found; gives the one that can be found already if there is one. */
    Object enter(Object array, Object shadow) {
        int at = index(array);
        return keys[at] != null ? shadows[at] : put(at, array, shadow);
    }

    /** Gives {@code object} that shadow. */
    void alias(Object object, Object shadow) {
        int at = index(object);
        if (keys[at] != null) shadows[at] = shadow;
        else
            put(at, object, shadow);
    }

    /** Gives {@code object} the shadow of another one that holds the same values. */
    void share(Object object, Object like) {
        alias(object, StateLeaves.shadow(like, this));
    }

    /** The same objects with zero shadows. */
    Shadows zeroed() {
        var fresh = new Shadows();
        fresh.counterparts = new IdentityHashMap<>();
        fresh.keys = keys.clone();
        fresh.shadows = new Object[shadows.length];
        fresh.size = size;
        for (int i = 0; i < keys.length; i++) if (keys[i] != null) fresh.shadows[i] = fresh.counterpart(shadows[i]);
        return fresh;
    }

    /** What takes the place of a shadow of the tape that is read; anything else stands for itself. */
    Object counterpart(Object recorded) {
        return switch (recorded) {
            case double[] s -> counterparts.computeIfAbsent(s, _ -> new double[s.length]);
            case float[] s -> counterparts.computeIfAbsent(s, _ -> new float[s.length]);
            case null, default -> recorded;
        };
    }

    void clear() {
        if (size == 0) return;
        if (keys.length > LARGEST_KEPT) {
            keys = new Object[SMALLEST];
            shadows = new Object[SMALLEST];
        } else {
            Arrays.fill(keys, null);
            Arrays.fill(shadows, null);
        }
        size = 0;
    }

    private int index(Object key) {
        int mask = keys.length - 1;
        int at = ((System.identityHashCode(key) * 0x9E3779B1) >>> 7) & mask;
        while (keys[at] != null && keys[at] != key) at = (at + 1) & mask;
        return at;
    }

    private <S> S put(int at, Object key, S shadow) {
        keys[at] = key;
        shadows[at] = shadow;
        if (++size * 2 > keys.length) grow();
        return shadow;
    }

    private void grow() {
        Object[] oldKeys = keys;
        Object[] oldShadows = shadows;
        keys = new Object[2 * oldKeys.length];
        shadows = new Object[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] == null) continue;
            int at = index(oldKeys[i]);
            keys[at] = oldKeys[i];
            shadows[at] = oldShadows[i];
        }
    }
}
