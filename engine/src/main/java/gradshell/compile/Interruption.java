package gradshell.compile;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;

/**
 * Lets a shell stop generated code: each backward branch of a generated sweep asks here. While no check is set this
 * costs nothing. Internal; public for the shells and because generated code calls it.
 */
public final class Interruption {
    private static final MethodType NOTHING = MethodType.methodType(void.class);
    private static final MethodHandle RUN;
    static {
        try {
            RUN = MethodHandles.lookup().findVirtual(Runnable.class, "run", NOTHING);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // not a field: to read one that others may change keeps the JIT from moving anything out of the loop around it,
    // while this costs nothing until it is set, and then the compiled code is thrown away
    private static final MutableCallSite CHECK = new MutableCallSite(MethodHandles.empty(NOTHING));
    private static final MethodHandle INVOKER = CHECK.dynamicInvoker();

    private Interruption() {}

    /**
     * Sets what runs at each backward branch of generated code, on the thread that runs it: it throws to stop that thread and
     * returns to let it go on. Null, the normal state, means that nothing is to be stopped.
     */
    public static void set(Runnable check) {
        CHECK.setTarget(check == null ? MethodHandles.empty(NOTHING) : RUN.bindTo(check));
        MutableCallSite.syncAll(new MutableCallSite[]{CHECK});
    }

    /** Called by generated code. */
    public static void check() {
        try {
            INVOKER.invokeExact();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
