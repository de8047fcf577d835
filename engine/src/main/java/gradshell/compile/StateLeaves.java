package gradshell.compile;

import gradshell.Tensor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The objects in a state that have shadows, each once and in order: boxes, arrays of numbers, records with numbers; and a
 * digest of all that is in it.
 */
final class StateLeaves {
    private final List<Object> objects = new ArrayList<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private long digest;

    private StateLeaves() {}

    static StateLeaves of(Object state) {
        var leaves = new StateLeaves();
        leaves.visit(state);
        return leaves;
    }

    List<Object> objects() {
        return objects;
    }

    /** Of the state after what has the digest {@code before}. */
    long digest(long before) {
        return mixed(mixed(before, digest), (long) objects.size());
    }

    /** A digest that tells what was mixed to it, and in which order. */
    static long mixed(long digest, long word) {
        long h = (digest ^ word) * 0x9E3779B97F4A7C15L;
        return h ^ (h >>> 32);
    }

    static long mixed(long digest, double number) {
        return mixed(digest, Double.doubleToLongBits(number));
    }

    private void visit(Object part) {
        boolean isNew = part == null || seen.add(part);
        switch (part) {
            case double[] a when isNew -> {
                objects.add(a);
                digest = mixed(digest, (long) a.length);
                for (double x : a) digest = mixed(digest, x);
            }
            case float[] a when isNew -> {
                objects.add(a);
                digest = mixed(digest, (long) a.length);
                for (float x : a) digest = mixed(digest, x);
            }
            case Double box -> box(box, isNew);
            case Float box -> box(box, isNew);
            case Object[] a when isNew -> {
                for (Object element : a) visit(element);
            }
            case List<?> list when isNew -> {
                for (Object element : list) visit(element);
            }
            case Map<?, ?> map when isNew -> {
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    digest = mixed(digest, (long) Objects.hashCode(entry.getKey()));
                    visit(entry.getValue());
                }
            }
            case Record record when isNew -> record(record);
            case Tensor _ -> throw new UnsupportedOperationException(
                    "checkpointed: the state of a function in which numbers and tensors meet can't hold tensors; use tensors alone, or numbers alone");
            case null, default -> digest = mixed(digest, part == null ? 0L : hash(part));
        }
    }

    /** What was seen before, or has no numbers. */
    private static int hash(Object part) {
        return part instanceof Number || part instanceof Boolean || part instanceof Character || part instanceof String
                ? part.hashCode()
                : 1;
    }

    private void box(Number box, boolean isNew) {
        if (isNew) objects.add(box);
        digest = mixed(digest, box.doubleValue());
    }

    private void record(Record record) {
        if (Layout.of(record.getClass()).count() > 0) objects.add(record);
        for (RecordComponent c : Places.COMPONENTS.get(record.getClass())) {
            Object part = Places.get(record, c);
            if (c.getType() == double.class || c.getType() == float.class)
                digest = mixed(digest, ((Number) part).doubleValue());
            else
                visit(part);
        }
    }

    /** Gives each a shadow, so that it is known as something that may hold differentiated values. */
    void register(Shadows shadows) {
        for (Object leaf : objects) shadow(leaf, shadows);
    }

    /** The shadow of a leaf, a zero one if it has none yet. */
    static Object shadow(Object leaf, Shadows shadows) {
        return switch (leaf) {
            case double[] a -> shadows.doubles(a);
            case float[] a -> shadows.floats(a);
            case Double box -> shadows.box(box);
            case Float box -> shadows.box(box);
            default -> shadows.cells(leaf);
        };
    }

    /** The cotangents that have arrived. */
    static List<Object> shadows(List<Object> leaves, Shadows shadows) {
        return leaves.stream().map(leaf -> shadow(leaf, shadows)).toList();
    }

    /** Lets cotangents arrive at other places of the same kind. */
    static void add(List<Object> cotangents, List<Object> leaves, Shadows shadows) {
        for (int k = 0; k < leaves.size(); k++) {
            switch (shadow(leaves.get(k), shadows)) {
                case double[] to -> {
                    var from = (double[]) cotangents.get(k);
                    for (int i = 0; i < to.length; i++) to[i] += from[i];
                }
                case float[] to -> {
                    var from = (float[]) cotangents.get(k);
                    for (int i = 0; i < to.length; i++) to[i] += from[i];
                }
                default -> throw new AssertionError(leaves.get(k));
            }
        }
    }
}
