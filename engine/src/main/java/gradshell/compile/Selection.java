package gradshell.compile;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds the method that a virtual or interface call runs for a class of receivers (JVM specification 5.4.6). */
final class Selection {
    private Selection() {}

    /**
     * The class that declares the method.
     *
     * @param receiver the receiver's class
     * @param named    the class that the call names
     * @throws AbstractMethodError if there is none, as the plain call does
     */
    static Class<?> declaring(Class<?> receiver, Class<?> named, String name, MethodType type) {
        Method resolved = resolve(named, name, type);
        if (resolved != null && Modifier.isPrivate(resolved.getModifiers())) return resolved.getDeclaringClass();
        for (Class<?> c = receiver; c != null; c = c.getSuperclass()) {
            Method m = declared(c, name, type);
            if (m != null && overrides(m, resolved)) return concrete(m).getDeclaringClass();
        }
        List<Method> defaults = mostSpecific(receiver, name, type);
        if (defaults.size() == 1) return defaults.getFirst().getDeclaringClass();
        throw new AbstractMethodError(
                receiver.getName() + " has " + (defaults.isEmpty() ? "no" : "several") + " " + name + type);
    }

    /** The modifiers of a method that a class declares, or 0. */
    static int modifiers(Class<?> declaring, String name, MethodType type) {
        Method m = declared(declaring, name, type);
        return m == null ? 0 : m.getModifiers();
    }

    private static Method resolve(Class<?> named, String name, MethodType type) {
        for (Class<?> c = named; c != null; c = c.getSuperclass()) {
            Method m = declared(c, name, type);
            if (m != null) return m;
        }
        return null;
    }

    private static boolean overrides(Method m, Method resolved) {
        if (Modifier.isPrivate(m.getModifiers())) return false;
        boolean narrow = resolved != null
                && (resolved.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) == 0;
        return !narrow || m.getDeclaringClass().getPackage() == resolved.getDeclaringClass().getPackage();
    }

    private static Method concrete(Method m) {
        if (!Modifier.isAbstract(m.getModifiers())) return m;
        throw new AbstractMethodError(m.toString());
    }

    /** The default methods that no interface between them and the receiver declares again. */
    private static List<Method> mostSpecific(Class<?> receiver, String name, MethodType type) {
        var found = new ArrayList<Method>();
        for (Class<?> i : interfaces(receiver)) {
            Method m = declared(i, name, type);
            if (m != null && !Modifier.isPrivate(m.getModifiers())) found.add(m);
        }
        return found.stream()
                .filter(m -> found.stream().noneMatch(o -> !o.equals(m)
                        && m.getDeclaringClass().isAssignableFrom(o.getDeclaringClass())))
                .filter(m -> !Modifier.isAbstract(m.getModifiers())).toList();
    }

    /** All interfaces of a class, near ones first. */
    static Set<Class<?>> interfaces(Class<?> type) {
        Set<Class<?>> all = new LinkedHashSet<>();
        for (Class<?> c = type; c != null; c = c.getSuperclass()) addInterfaces(c, all);
        return all;
    }

    private static void addInterfaces(Class<?> c, Set<Class<?>> all) {
        for (Class<?> i : c.getInterfaces()) if (all.add(i)) addInterfaces(i, all);
    }

    private static Method declared(Class<?> c, String name, MethodType type) {
        for (Method m : c.getDeclaredMethods()) {
            if (m.getName().equals(name) && m.getReturnType() == type.returnType()
                    && Arrays.equals(m.getParameterTypes(), type.parameterArray())
                    && !Modifier.isStatic(m.getModifiers()))
                return m;
        }
        return null;
    }
}
