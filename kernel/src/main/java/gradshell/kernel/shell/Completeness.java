package gradshell.kernel.shell;

/** Whether code is a whole cell. {@code indent} is what the next line should start with when it is not. */
public record Completeness(Status status, String indent) {
    public enum Status {
        COMPLETE, INCOMPLETE, INVALID, UNKNOWN
    }
}
