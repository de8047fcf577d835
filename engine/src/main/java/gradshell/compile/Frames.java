package gradshell.compile;

/**
 * Puts the user's methods back into the stack traces of exceptions. The JVM leaves the methods of hidden classes out of
 * traces, so each generated method that an exception leaves adds the line of the user's method it stands for. Internal;
 * public because generated code calls it.
 */
public final class Frames {
    private Frames() {}

    /**
     * Throws on the refusal to differentiate a callee, which no handler of the user's may take. Called by generated code.
     */
    public static void throwRefusal(Throwable thrown) {
        if (!Refusal.is(thrown)) return;
        if (thrown instanceof Error e) throw e;
        throw (RuntimeException) thrown;
    }

    /**
     * The error for a handler that can't go on because what the callee did until it threw can't be reversed. Called by
     * generated code.
     */
    public static Throwable leftHalfWay(Throwable thrown, int line, String owner, String method, String file,
            String callee) {
        var refusal = Refusal.at(owner, method, file, line, callee + " threw " + thrown.getClass().getName()
                + " after it may have written differentiated values to arrays or objects, and a handler goes on",
                "Check before the call what makes it throw, or catch the exception in " + callee);
        refusal.initCause(thrown);
        return refusal;
    }

    /**
     * Adds a frame above those of the generated method's callers, unless {@code done} is the same exception. Called by
     * generated code.
     */
    public static void add(Throwable thrown, Object done, int line, String owner, String method, String file) {
        // a stack overflow has a thousand frames already
        if (line < 0 || thrown == done || thrown instanceof VirtualMachineError) return;
        StackTraceElement[] trace = thrown.getStackTrace();
        StackTraceElement[] here = new Throwable().getStackTrace();
        int callers = here.length - 1;
        int at = trace.length - callers;
        if (at < 0) return;
        for (int i = 0; i < callers; i++) if (!trace[at + i].equals(here[1 + i])) return;
        var longer = new StackTraceElement[trace.length + 1];
        System.arraycopy(trace, 0, longer, 0, at);
        longer[at] = new StackTraceElement(owner, method, file, line);
        System.arraycopy(trace, at, longer, at + 1, callers);
        thrown.setStackTrace(longer);
    }
}
