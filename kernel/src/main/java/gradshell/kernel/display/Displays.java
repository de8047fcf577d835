package gradshell.kernel.display;

/** From a value to what a page shows of it. */
public final class Displays {
    private Displays() {}

    /** The value in every form there is for it; {@code text/plain} always. */
    public static MimeBundle bundle(Object value) {
        if (value instanceof MimeBundle bundle) return bundle;
        return MimeBundle.plain(String.valueOf(value));
    }
}
