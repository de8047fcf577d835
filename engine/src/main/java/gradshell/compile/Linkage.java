package gradshell.compile;

import java.lang.constant.ConstantDescs;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;

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
     */
    public static CallSite link(Lookup caller, String what, MethodType type, Class<?> owner, String method,
            MethodType methodType,
            String directions, String chosen) throws IllegalAccessException {
        var derivation = MethodHandles.classData(caller, ConstantDescs.DEFAULT_NAME, Derivation.class);
        boolean isReverse = what.equals(REVERSE) || what.equals(REVERSE_MEMORY);
        boolean isStatic = Derivation.isStatic(methodType, directions, chosen);
        var wanted = switch (what) {
            case FORWARD, REVERSE -> Derivation.Wanted.RESULT;
            case FORWARD_MEMORY, REVERSE_MEMORY -> Derivation.Wanted.MEMORY;
            default -> Derivation.Wanted.NOTHING;
        };
        var pair = derivation.pair(owner, method, methodType, directions, chosen, wanted);
        // what the call instruction that this one stands for would have done
        if (!isReverse && isStatic) derivation.initialise(owner, method, methodType);
        return new ConstantCallSite((isReverse ? pair.reverse() : pair.forward()).asType(type));
    }

    /** Links the call of its implementation in a class that {@link Closures} made. */
    public static CallSite implementation(Lookup caller, String name, MethodType type)
            throws ReflectiveOperationException {
        return new ConstantCallSite(Closures.implementation(caller.lookupClass()).asType(type));
    }
}
