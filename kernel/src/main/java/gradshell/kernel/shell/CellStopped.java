package gradshell.kernel.shell;

/** Ends an interrupted cell. An {@code Error}, so that a user's {@code catch (Exception e)} in a loop lets it pass. */
final class CellStopped extends Error {
    private static final long serialVersionUID = 1;

    CellStopped() {
        super("interrupted");
    }
}
