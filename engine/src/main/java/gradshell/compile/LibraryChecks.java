package gradshell.compile;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * Finds objects whose own code the JDK would run where nobody sees it: a collection of the user's that is passed to a
 * method of the JDK, or a subclass of a JDK's collection that overrides its methods. Internal; public because generated code
 * calls it.
 */
public final class LibraryChecks {
    /** Their results carry no derivative. */
    private static final Set<String> HARMLESS = Set.of("equals", "hashCode", "toString", "compareTo", "compare");

    private LibraryChecks() {}

    /** Whether the JDK may run the code of an argument of this type. */
    static boolean isCollection(Class<?> type) {
        return Iterable.class.isAssignableFrom(type) || Iterator.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type) || Map.Entry.class.isAssignableFrom(type)
                || Enumeration.class.isAssignableFrom(type);
    }

    /** Lets an argument of a method of the JDK pass, unless it has code that would be run there. */
    public static void checkMoved(Object argument) {
        if (argument != null && isCollection(argument.getClass())) checkReceiver(argument.getClass());
    }

    /** Lets a receiver of a method that the JDK has written pass, unless a subclass overrides what that may run. */
    public static void checkReceiver(Class<?> type) {
        for (Class<?> c = type; !Library.has(c); c = c.getSuperclass()) {
            for (Method m : c.getDeclaredMethods()) {
                if (overrides(c, m)) {
                    throw Refusal.unreachable(c.getName() + "." + m.getName(),
                            "it would be run by the JDK, where it can't be differentiated; "
                                    + "use a collection of java.util, or a loop",
                            null);
                }
            }
        }
    }

    /** Whether the JDK may run the method of any class, for its result. */
    static boolean mayRun(Method m) {
        return HARMLESS.contains(m.getName());
    }

    /** {@link #checkMoved} as a filter of arguments. */
    static MethodHandle checked(Class<?> type) {
        try {
            MethodHandle check = MethodHandles.lookup().findStatic(LibraryChecks.class, "checkMoved",
                    MethodType.methodType(void.class, Object.class));
            return MethodHandles.foldArguments(MethodHandles.identity(type),
                    check.asType(MethodType.methodType(void.class, type)));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    /** Makes a stream of ours of one of the JDK. */
    static MethodHandle adoption(Class<?> ours) {
        for (Method m : ours.getMethods()) {
            if (!m.getName().equals("adopt")) continue;
            try {
                return MethodHandles.publicLookup().unreflect(m);
            } catch (IllegalAccessException e) {
                throw new LinkageError(e.getMessage(), e);
            }
        }
        throw new LinkageError(ours.getName());
    }

    private static boolean overrides(Class<?> type, Method m) {
        if (Modifier.isStatic(m.getModifiers()) || Modifier.isPrivate(m.getModifiers())
                || HARMLESS.contains(m.getName()))
            return false;
        return declares(type.getSuperclass(), m) || implementsOne(type, m);
    }

    private static boolean declares(Class<?> type, Method m) {
        if (type == null) return false;
        try {
            return Library.has(type.getMethod(m.getName(), m.getParameterTypes()).getDeclaringClass())
                    || declares(type.getSuperclass(), m);
        } catch (NoSuchMethodException _) {
            return declaresHidden(type, m);
        }
    }

    /** Protected methods, as {@code removeEldestEntry}. */
    private static boolean declaresHidden(Class<?> type, Method m) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            for (Method known : c.getDeclaredMethods()) {
                if (known.getName().equals(m.getName())
                        && Arrays.equals(known.getParameterTypes(), m.getParameterTypes())) {
                    return Library.has(c) && !Modifier.isPrivate(known.getModifiers());
                }
            }
        }
        return false;
    }

    private static boolean implementsOne(Class<?> type, Method m) {
        for (Class<?> i : type.getInterfaces()) {
            if (declares(i, m) || implementsOne(i, m)) return true;
        }
        return false;
    }
}
