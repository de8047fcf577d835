package gradshell.compile;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/** How much an object holds: the objects of ours, boxes and elements of arrays that can be reached from it. */
final class Footprint {
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> todo = new ArrayDeque<>();
    private long size;

    static long of(Object root) throws IllegalAccessException {
        var footprint = new Footprint();
        footprint.meet(root);
        while (!footprint.todo.isEmpty()) footprint.enter(footprint.todo.remove());
        return footprint.size;
    }

    private void meet(Object object) {
        if (object != null && seen.add(object)) todo.add(object);
    }

    private void enter(Object object) throws IllegalAccessException {
        size++;
        Class<?> type = object.getClass();
        if (object instanceof Collection<?> all) all.forEach(this::meet);
        if (type.isArray()) size += Array.getLength(object);
        if (object instanceof Object[] all) for (Object element : all) meet(element);
        // derived code is the same for all calls
        boolean isData = type.getName().startsWith("gradshell.") && !(object instanceof Derivation)
                && !(object instanceof Repeatable);
        for (Class<?> c = type; isData && c != Object.class; c = c.getSuperclass()) {
            for (Field f : c.getDeclaredFields()) {
                if (Modifier.isStatic(f.getModifiers()) || f.getType().isPrimitive()) continue;
                f.setAccessible(true);
                meet(f.get(object));
            }
        }
    }
}
