package gradshell.kernel;

/** Why the kernel cannot start, in one line for its log. */
final class StartException extends Exception {
    private static final long serialVersionUID = 1;

    StartException(String message) {
        super(message);
    }
}
