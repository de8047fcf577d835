package gradshell.compile;

import gradshell.Fn;
import gradshell.Fn0;
import gradshell.Fn2;
import gradshell.Fn3;
import gradshell.Layer;
import gradshell.Tensor;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The functions that others hold: layers in a model, in what a lambda captured, in records, lists and maps. It is a quick look,
 * taken at each gradient call; what it misses is met when it runs ({@link ReadGuard}).
 */
final class HeldFunctions {
    /** No model that people write has more. */
    private static final int MOST = 1000;
    private static final MethodType GETTER = MethodType.methodType(Object.class, Object.class);

    /** What reads the fields of a class that may lead to functions. */
    private static final ClassValue<MethodHandle[]> FIELDS = new ClassValue<>() {
        @Override
        protected MethodHandle[] computeValue(Class<?> type) {
            return getters(type);
        }
    };

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> todo = new ArrayDeque<>();

    private HeldFunctions() {}

    /** Whether the test says yes to a function that is one of the objects or held by one. */
    static boolean any(Collection<?> holders, Predicate<Serializable> test) {
        var held = new HeldFunctions();
        holders.forEach(held::add);
        while (!held.todo.isEmpty()) {
            Object next = held.todo.pop();
            if (isFunction(next) && test.test((Serializable) next)) return true;
            held.addParts(next);
        }
        return false;
    }

    private static boolean isFunction(Object x) {
        return x instanceof Layer || x instanceof Fn<?, ?> || x instanceof Fn0<?> || x instanceof Fn2<?, ?, ?>
                || x instanceof Fn3<?, ?, ?, ?>;
    }

    private void add(Object x) {
        boolean mayHold = isFunction(x) || x instanceof Record || x instanceof List<?> || x instanceof Map<?, ?>
                || x instanceof Object[];
        if (mayHold && seen.size() < MOST && seen.add(x)) todo.push(x);
    }

    private void addParts(Object x) {
        switch (x) {
            case List<?> list when Surroundings.isJdk(list.getClass()) -> addAll(list);
            case Map<?, ?> map when Surroundings.isJdk(map.getClass()) -> addAll(map.values());
            case Object[] array -> addAll(Arrays.asList(array));
            default -> {
                try {
                    for (MethodHandle field : FIELDS.get(x.getClass())) add((Object) field.invokeExact(x));
                } catch (Throwable e) {
                    throw new LinkageError("the fields of " + x.getClass() + " can't be read", e);
                }
            }
        }
    }

    /** Of a collection of the JDK's: another's may do anything when it is asked. */
    private void addAll(Collection<?> elements) {
        if (elements.size() <= MOST) for (Object element : elements.toArray()) add(element);
    }

    private static MethodHandle[] getters(Class<?> of) {
        var getters = new ArrayList<MethodHandle>();
        for (Class<?> c = of; c != null && !Surroundings.isJdk(c); c = c.getSuperclass()) {
            for (Field f : c.getDeclaredFields()) {
                if (Modifier.isStatic(f.getModifiers()) || !leads(f.getType())) continue;
                getter(f).ifPresent(getters::add);
            }
        }
        return getters.toArray(MethodHandle[]::new);
    }

    /** Nothing in a module that isn't open. */
    private static Optional<MethodHandle> getter(Field f) {
        try {
            f.setAccessible(true);
            return Optional.of(MethodHandles.lookup().unreflectGetter(f).asType(GETTER));
        } catch (IllegalAccessException | InaccessibleObjectException _) {
            return Optional.empty();
        }
    }

    private static boolean leads(Class<?> type) {
        return !type.isPrimitive() && type != Tensor.class && type != String.class
                && !(type.isArray() && type.getComponentType().isPrimitive());
    }
}
