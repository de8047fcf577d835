package gradshell.kernel;

/** A cell asked for input where no one can type any; the name is the one other kernels use. */
final class StdinNotImplementedError extends UnsupportedOperationException {
    private static final long serialVersionUID = 1;

    StdinNotImplementedError(String message) {
        super(message);
    }
}
