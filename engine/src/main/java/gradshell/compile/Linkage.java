package gradshell.compile;

import java.lang.constant.ConstantDescs;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;

/** Links the call sites of generated sweeps to the sweeps of the callee. Internal; public because the JVM calls it. */
public final class Linkage {
    static final String FORWARD = "forward";
    static final String REVERSE = "reverse";
    /** The sweeps where no derivative of the result is wanted but of what is written to memory. */
    static final String FORWARD_MEMORY = "forwardMemory";
    static final String REVERSE_MEMORY = "reverseMemory";
    /** The forward sweep where no derivative of the result is wanted, but varied values must not get lost either. */
    static final String CHECKED = "checked";

    private Linkage() {}

    /**
     * Derives a static method and links to one of its sweeps.
     *
     * @param what       which sweep
     * @param directions as in a call operation
     * @param chosen     a 1 for each parameter to differentiate for, a 0 for each other
     * @param apart      which arguments never lead to the same memory, see {@link Apart}
     */
    public static CallSite link(Lookup caller, String what, MethodType type, Class<?> owner, String method,
            MethodType methodType,
            String directions, String chosen, String apart) throws IllegalAccessException {
        var derivation = derivation(caller);
        boolean isReverse = isReverse(what);
        boolean isStatic = Derivation.isStatic(methodType, directions, chosen);
        var pair = derivation.pair(owner, method, methodType, directions, chosen, apart, wanted(what));
        // what the call instruction that this one stands for would have done
        if (!isReverse && isStatic) derivation.initialise(owner, method, methodType);
        if (isReverse) return new ConstantCallSite(pair.reverse().asType(type));
        MethodHandle forward = what.equals(CHECKED) ? pair.alone() : pair.forward();
        int more = type.parameterCount() - forward.type().parameterCount();
        if (more > 0) {
            // code of ours that takes no shadows
            forward = MethodHandles.dropArguments(forward, forward.type().parameterCount(),
                    type.parameterList().subList(type.parameterCount() - more, type.parameterCount()));
        }
        return new ConstantCallSite(forward.asType(type));
    }

    /**
     * Links the sweeps of an instance method that depends on the receiver's class.
     *
     * @param inClass the class whose code calls, with the place of the call: method, file and line
     */
    public static CallSite dispatch(Lookup caller, String what, MethodType type, Class<?> owner, String method,
            MethodType methodType, String directions, String chosen, String inClass, String inMethod, String inFile,
            int line)
            throws IllegalAccessException {
        if (isReverse(what)) return new ConstantCallSite(Dispatch.reverse(type));
        var place = new Dispatch.Place(inClass, inMethod, inFile, line);
        var dispatch = new Dispatch(derivation(caller), caller, owner, method, methodType, directions, chosen,
                wanted(what), place);
        return new ConstantCallSite(dispatch.forward(type));
    }

    /**
     * Links a plain call of a method of a superclass.
     *
     * @param from the class whose code calls
     */
    public static CallSite special(Lookup caller, String method, MethodType type, Class<?> from, Class<?> owner,
            MethodType methodType) throws ReflectiveOperationException {
        return new ConstantCallSite(
                Access.lookupIn(from).findSpecial(owner, method, methodType, from).asType(type));
    }

    private static Derivation derivation(Lookup caller) throws IllegalAccessException {
        return MethodHandles.classData(caller, ConstantDescs.DEFAULT_NAME, Derivation.class);
    }

    static boolean isReverse(String what) {
        return what.equals(REVERSE) || what.equals(REVERSE_MEMORY);
    }

    static Derivation.Wanted wanted(String what) {
        return switch (what) {
            case FORWARD, REVERSE -> Derivation.Wanted.RESULT;
            case FORWARD_MEMORY, REVERSE_MEMORY -> Derivation.Wanted.MEMORY;
            default -> Derivation.Wanted.NOTHING;
        };
    }

    /** Links the call of its implementation in a class that {@link Closures} made. */
    public static CallSite implementation(Lookup caller, String name, MethodType type)
            throws ReflectiveOperationException {
        return new ConstantCallSite(Closures.implementation(caller.lookupClass()).asType(type));
    }

    /** Links the making of an object without a constructor, on which the constructor's forward sweep runs then. */
    public static CallSite blank(Lookup caller, String name, MethodType type) {
        return new ConstantCallSite(Blank.maker(type.returnType()).asType(type));
    }

    /** Links the writing of a field in a constructor's forward sweep: final fields can't be written by plain instructions. */
    public static CallSite setter(Lookup caller, String name, MethodType type) throws ReflectiveOperationException {
        Class<?> owner = type.parameterType(0);
        Field field = owner.getDeclaredField(name);
        field.setAccessible(true);
        return new ConstantCallSite(Access.lookupIn(owner).unreflectSetter(field).asType(type));
    }
}
