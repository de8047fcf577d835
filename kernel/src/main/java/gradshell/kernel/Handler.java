package gradshell.kernel;

/** Answers one type of request. */
@FunctionalInterface
interface Handler {
    /** The reply's content; null when the type has no reply. */
    Object handle(Message request) throws Exception;
}
