package gradshell.kernel.shell;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Documentation comments, as JShell finds them in sources, made readable. */
final class Javadoc {
    private static final Pattern CODE = Pattern.compile("\\{@(?:code|literal)\\s+([^{}]*)}");
    private static final Pattern LINK = Pattern.compile("\\{@link(?:plain)?\\s+([^{}\\s]+)(?:\\s+([^{}]*))?}");
    private static final Pattern OTHER_INLINE = Pattern.compile("\\{@\\w+\\s*([^{}]*)}");
    private static final Pattern BLOCK_TAGS = Pattern.compile("(?m)^\\s*@(\\w+)\\s+");
    private static final Pattern FIRST_TAG = Pattern.compile("(?m)^\\s*@\\w+");

    private Javadoc() {}

    /** As HTML; without {@code detailed} only the first sentence. */
    static String html(String comment, boolean detailed) {
        String text = CODE.matcher(part(comment, detailed))
                .replaceAll(m -> quote("<code>" + escape(m.group(1)) + "</code>"));
        text = LINK.matcher(text).replaceAll(m -> quote("<code>" + escape(shown(m.group(1), m.group(2))) + "</code>"));
        text = OTHER_INLINE.matcher(text).replaceAll(m -> quote(m.group(1)));
        return "<div>" + BLOCK_TAGS.matcher(text).replaceAll("<br><b>$1</b> ") + "</div>";
    }

    /** As text; without {@code detailed} only the first sentence. */
    static String plain(String comment, boolean detailed) {
        String text = CODE.matcher(part(comment, detailed)).replaceAll(m -> quote(m.group(1)));
        text = LINK.matcher(text).replaceAll(m -> quote(shown(m.group(1), m.group(2))));
        text = OTHER_INLINE.matcher(text).replaceAll(m -> quote(m.group(1)));
        return text.replaceAll("<li>", "- ")
                .replaceAll("</?[a-zA-Z][^<>]*>", "")
                .replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ").replace("&amp;", "&")
                .replaceAll("(?m)^ ", "")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String part(String comment, boolean detailed) {
        if (detailed) return comment;
        var tag = FIRST_TAG.matcher(comment);
        String body = tag.find() ? comment.substring(0, tag.start()) : comment;
        int end = body.indexOf(". ");
        int endOfLine = body.indexOf(".\n");
        if (end < 0 || (endOfLine >= 0 && endOfLine < end)) end = endOfLine;
        return end < 0 ? body : body.substring(0, end + 1);
    }

    private static String shown(String target, String label) {
        return label == null || label.isBlank() ? target.replaceFirst("^#", "").replace('#', '.') : label;
    }

    private static String quote(String replacement) {
        return Matcher.quoteReplacement(replacement);
    }
}
