package gradshell.tape;

/** Beside an error of the way back, as a suppressed exception: the line whose operation it belongs to, as its only frame. */
public final class RecordedAt extends RuntimeException {
    private static final long serialVersionUID = 1;

    private RecordedAt(String operation, StackTraceElement line) {
        super(operation + " was recorded here");
        setStackTrace(new StackTraceElement[]{line});
    }

    /** Adds the place of the innermost operation to {@code error}, if it is known. */
    static void tell(Throwable error, String operation, int place) {
        if (place == 0) return;
        for (Throwable known : error.getSuppressed()) if (known instanceof RecordedAt) return;
        error.addSuppressed(new RecordedAt(operation, Origin.line(place)));
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
