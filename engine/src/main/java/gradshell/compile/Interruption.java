package gradshell.compile;

/**
 * Lets a shell stop generated code: each backward branch of a generated sweep asks here. While no check is set this is
 * one read of a field. Internal; public for the shells and because generated code calls it.
 */
public final class Interruption {
    private static volatile Runnable check;

    private Interruption() {}

    /**
     * Sets what runs at each backward branch of generated code, on the thread that runs it: it throws to stop that thread and
     * returns to let it go on. Null, the normal state, means that nothing is to be stopped.
     */
    public static void set(Runnable check) {
        Interruption.check = check;
    }

    /** Called by generated code. */
    public static void check() {
        Runnable current = check;
        if (current != null) current.run();
    }
}
