package gradshell.compile;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A call whose target depends on its first argument, the subject. The targets for the first few kinds of subjects are tested
 * for one after the other, where the JIT can inline them; the others are looked up in a table (U. Hölzle, C. Chambers, D.
 * Ungar, "Optimizing dynamically-typed object-oriented languages with polymorphic inline caches", 1991).
 */
final class InlineCache {
    private static final int LONGEST_CHAIN = 4;
    private static final Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodHandle IS_INSTANCE = own("isInstance", boolean.class, Class.class, Object.class);
    private static final MethodHandle IS_SAME = own("isSame", boolean.class, Object.class, Object.class);

    private final boolean byClass;
    private final Function<Object, MethodHandle> link;
    private final Map<Object, MethodHandle> targets = new ConcurrentHashMap<>();
    private final MutableCallSite site;
    private int chained;

    /**
     * @param type    of the call, without the subject
     * @param byClass whether the subject's class decides, or its identity
     * @param link    finds the target, of the same type, for a subject
     */
    private InlineCache(MethodType type, boolean byClass, Function<Object, MethodHandle> link) {
        this.byClass = byClass;
        this.link = link;
        site = new MutableCallSite(type.insertParameterTypes(0, Object.class));
        MethodHandle select = MethodHandles.insertArguments(
                own("select", MethodHandle.class, InlineCache.class, Object.class), 0, this);
        MethodHandle call = MethodHandles.dropArguments(MethodHandles.exactInvoker(type), 1, Object.class);
        site.setTarget(MethodHandles.foldArguments(call, select));
    }

    /** A call of type {@code (Object, parameters of type...)}. */
    static MethodHandle byClass(MethodType type, Function<Object, MethodHandle> link) {
        return new InlineCache(type, true, link).site.dynamicInvoker();
    }

    static MethodHandle byIdentity(MethodType type, Function<Object, MethodHandle> link) {
        return new InlineCache(type, false, link).site.dynamicInvoker();
    }

    @SuppressWarnings("unused") // called through its handle
    private static MethodHandle select(InlineCache cache, Object subject) {
        Object key = cache.byClass ? subject.getClass() : subject;
        MethodHandle known = cache.targets.get(key);
        return known != null ? known : cache.add(key, cache.link.apply(subject));
    }

    private synchronized MethodHandle add(Object key, MethodHandle target) {
        MethodHandle earlier = targets.putIfAbsent(key, target);
        if (earlier != null) return earlier;
        if (chained < LONGEST_CHAIN) {
            chained++;
            MethodHandle test = (byClass ? IS_INSTANCE : IS_SAME).bindTo(key);
            site.setTarget(MethodHandles.guardWithTest(test,
                    MethodHandles.dropArguments(target, 0, Object.class), site.getTarget()));
        }
        return target;
    }

    @SuppressWarnings("unused") // called through its handle
    private static boolean isInstance(Class<?> type, Object subject) {
        return subject != null && subject.getClass() == type;
    }

    @SuppressWarnings({"unused", "ReferenceEquality"}) // called through its handle; identity is meant
    private static boolean isSame(Object expected, Object subject) {
        return expected == subject;
    }

    private static MethodHandle own(String name, Class<?> result, Class<?>... parameters) {
        try {
            return LOOKUP.findStatic(InlineCache.class, name, MethodType.methodType(result, parameters));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
