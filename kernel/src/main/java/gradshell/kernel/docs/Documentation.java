package gradshell.kernel.docs;

/**
 * What is known of a declaration.
 *
 * @param html its documentation comment as HTML; empty for none
 * @param code it as it was written; empty if its source is not there
 */
public record Documentation(String html, String code) {
    static final Documentation NONE = new Documentation("", "");

    /** The comment as text. */
    public String plain() {
        return HtmlText.of(html);
    }
}
