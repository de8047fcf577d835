package gradshell.kernel;

/** A message that is dropped: forged, repeated, cut off or no JSON. */
final class MalformedMessageException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedMessageException(String message) {
        super(message);
    }
}
