package gradshell.compile;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;

/**
 * Makes objects of which no constructor has run, as serialization does, by {@code sun.misc.Unsafe} of the module
 * jdk.unsupported; it is reached by reflection, for the compiler warns at its name.
 */
final class Blank {
    private static final MethodHandle ALLOCATE = allocate();

    private Blank() {}

    /** Takes nothing and gives a new object of the class. */
    static MethodHandle maker(Class<?> type) {
        return MethodHandles.insertArguments(ALLOCATE, 0, type);
    }

    private static MethodHandle allocate() {
        try {
            Class<?> unsafe = Class.forName("sun.misc.Unsafe");
            Field instance = unsafe.getDeclaredField("theUnsafe");
            instance.setAccessible(true);
            return MethodHandles.lookup()
                    .findVirtual(unsafe, "allocateInstance", MethodType.methodType(Object.class, Class.class))
                    .bindTo(instance.get(null));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the module jdk.unsupported is needed to differentiate constructors", e);
        }
    }
}
