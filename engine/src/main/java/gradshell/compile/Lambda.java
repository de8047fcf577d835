package gradshell.compile;

import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a lambda or method reference is that the JVM made, outside of differentiated code: all objects of its hidden class
 * share it. Of a serializable one {@code writeReplace} tells. Any other is one of the lambdas in the code of its host; the
 * right one is known if no other fits its interface and the types that it captured.
 *
 * @param type   the hidden class
 * @param host   the class whose code made it
 * @param fields gets each captured value, from Object to the value's type
 */
record Lambda(Class<?> type, Class<?> host, LambdaSite site, List<MethodHandle> fields) {
    /** Follows the name of the host in the name of a hidden class. */
    private static final String MARK = "$$Lambda/";

    static boolean is(Class<?> type) {
        return type.isHidden() && type.getName().contains(MARK);
    }

    /**
     * Finds the code of a lambda.
     *
     * @param codes reads the code of its host
     */
    static Lambda of(Object lambda, Function<Class<?>, ClassCode> codes) {
        Class<?> type = lambda.getClass();
        try {
            Class<?> host = host(type);
            LambdaSite site = lambda instanceof java.io.Serializable
                    ? LambdaSite.of(serialized(lambda), type)
                    : onlyCandidate(type, codes.apply(host));
            return new Lambda(type, host, site, getters(type));
        } catch (ReflectiveOperationException e) {
            throw Refusal.unreachable(type.getName(), "its code can't be reached", e);
        } catch (java.lang.reflect.InaccessibleObjectException e) {
            throw Refusal.unreachable(type.getName(),
                    "its code can't be reached; if its package " + type.getPackageName() + " is in the module "
                            + type.getModule().getName() + ", open it (--add-opens or 'opens' in module-info.java)",
                    e);
        }
    }

    private static Class<?> host(Class<?> type) throws ClassNotFoundException {
        return Class.forName(type.getName().substring(0, type.getName().lastIndexOf(MARK)), false,
                type.getClassLoader());
    }

    private static SerializedLambda serialized(Object lambda) throws ReflectiveOperationException {
        var replace = lambda.getClass().getDeclaredMethod("writeReplace");
        replace.setAccessible(true);
        return (SerializedLambda) replace.invoke(lambda);
    }

    private static LambdaSite onlyCandidate(Class<?> type, ClassCode host) {
        List<LambdaSite> candidates = host.instructions()
                .flatMap(i -> i instanceof InvokeDynamicInstruction d ? LambdaSite.of(d).stream() : Stream.empty())
                .filter(s -> fits(s, type)).distinct().toList();
        if (candidates.size() == 1) return candidates.getFirst();
        String shown = "a " + type.getInterfaces()[0].getSimpleName() + " made in " + host.type().getName();
        throw Refusal.unreachable(shown, candidates.isEmpty()
                ? "its code isn't in the class file of that class any more; make it again"
                : "it may be any of " + candidates.size() + " lambdas there, and a lambda doesn't tell which it is; "
                        + "declare it as a serializable interface like DoubleFn or Fn, "
                        + "or make it inside the function",
                null);
    }

    private static boolean fits(LambdaSite site, Class<?> type) {
        Set<Object> types = new HashSet<>(LambdaSite.types(type));
        List<ClassDesc> captured = Arrays.stream(type.getDeclaredFields())
                .map(f -> f.getType().describeConstable().orElseThrow()).toList();
        return Set.copyOf(site.interfaces()).equals(Set.copyOf(LambdaSite.interfaces(type)))
                && Set.copyOf(site.types()).equals(types) && site.captured().equals(captured)
                && Arrays.stream(type.getDeclaredMethods()).allMatch(m -> m.getName().equals(site.method()));
    }

    private static List<MethodHandle> getters(Class<?> type) throws IllegalAccessException {
        var getters = new ArrayList<MethodHandle>();
        for (Field f : type.getDeclaredFields()) {
            f.setAccessible(true);
            getters.add(MethodHandles.lookup().unreflectGetter(f)
                    .asType(MethodType.methodType(f.getType(), Object.class)));
        }
        return getters;
    }

    /** The class of an ordinary object that does the same as the lambda. */
    Class<?> closureClass() {
        return Closures.of(host, site);
    }

    /** Makes such an object of a lambda of this class; from Object to Object. */
    MethodHandle toClosure() {
        MethodHandle make = Closures.constructor(closureClass());
        for (int i = fields.size() - 1; i >= 0; i--) {
            MethodHandle get = fields.get(i);
            make = MethodHandles.filterArguments(make, i,
                    get.asType(get.type().changeReturnType(make.type().parameterType(i))));
        }
        var all = make.asType(make.type().changeReturnType(Object.class));
        return fields.isEmpty()
                ? MethodHandles.dropArguments(all, 0, Object.class)
                : MethodHandles.permuteArguments(all, MethodType.methodType(Object.class, Object.class),
                        new int[fields.size()]);
    }
}
