package gradshell.compile;

/**
 * Puts the user's methods back into the stack traces of exceptions. The JVM leaves the methods of hidden classes out of
 * traces, so each generated method that an exception leaves adds the line of the user's method it stands for. Internal;
 * public because generated code calls it.
 */
public final class Frames {
    private Frames() {}

    /** Adds a frame above those of the generated method's callers, and returns the exception. Called by generated code. */
    public static Throwable add(Throwable thrown, int line, String owner, String method, String file) {
        // a stack overflow has a thousand frames already
        if (line < 0 || thrown instanceof VirtualMachineError) return thrown;
        StackTraceElement[] trace = thrown.getStackTrace();
        StackTraceElement[] here = new Throwable().getStackTrace();
        int callers = here.length - 1;
        int at = trace.length - callers;
        if (at < 0) return thrown;
        for (int i = 0; i < callers; i++) if (!trace[at + i].equals(here[1 + i])) return thrown;
        var longer = new StackTraceElement[trace.length + 1];
        System.arraycopy(trace, 0, longer, 0, at);
        longer[at] = new StackTraceElement(owner, method, file, line);
        System.arraycopy(trace, at, longer, at + 1, callers);
        thrown.setStackTrace(longer);
        return thrown;
    }
}
