package gradshell.kernel.docs;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTML of documentation as text for a terminal. */
final class HtmlText {
    private static final Pattern PRE = Pattern.compile("(?is)<pre[^>]*>(.*?)</pre>");
    private static final Pattern NUMBER = Pattern.compile("&#(x?)([0-9a-fA-F]+);");
    private static final Map<String, String> ENTITIES = Map.ofEntries(Map.entry("lt", "<"), Map.entry("gt", ">"),
            Map.entry("nbsp", " "), Map.entry("quot", "\""), Map.entry("apos", "'"), Map.entry("ndash", "–"),
            Map.entry("mdash", "—"), Map.entry("le", "≤"), Map.entry("ge", "≥"), Map.entry("ne", "≠"),
            Map.entry("times", "×"), Map.entry("infin", "∞"), Map.entry("pi", "π"), Map.entry("radic", "√"),
            Map.entry("hellip", "…"), Map.entry("minus", "−"), Map.entry("sup2", "²"), Map.entry("theta", "θ"),
            Map.entry("lambda", "λ"), Map.entry("copy", "©"), Map.entry("rarr", "→"), Map.entry("middot", "·"));

    private HtmlText() {}

    static String of(String html) {
        var text = new StringBuilder();
        var pre = PRE.matcher(html);
        int at = 0;
        while (pre.find()) {
            text.append(flow(html.substring(at, pre.start())));
            String code = unescape(pre.group(1).replaceAll("<[^>]*>", ""));
            text.append("\n\n").append(code.stripIndent().replaceAll("^\\s*\\n|\\s+$", "").indent(4)).append("\n");
            at = pre.end();
        }
        text.append(flow(html.substring(at)));
        return text.toString().replaceAll("[ \\t]+\\n", "\n").replaceAll("\\n (?=\\S)", "\n")
                .replaceAll("\\n{3,}", "\n\n").strip();
    }

    private static String flow(String html) {
        String text = html.replaceAll("\\s+", " ")
                .replaceAll("(?i)\\s*<(?:p|ul|ol|table|blockquote|h\\d|dl)(?: [^>]*)?/?>\\s*", "\n\n")
                .replaceAll("(?i)\\s*</(?:p|ul|ol|table|blockquote|h\\d|dl)>\\s*", "\n\n")
                .replaceAll("(?i)\\s*<li(?: [^>]*)?>\\s*", "\n- ")
                .replaceAll("(?i)\\s*<dt(?: [^>]*)?>\\s*", "\n")
                .replaceAll("(?i)</dt>", ":")
                .replaceAll("(?i)\\s*<dd(?: [^>]*)?>\\s*", "\n    ")
                .replaceAll("(?i)\\s*<(?:br|tr)(?: [^>]*)?/?>\\s*", "\n")
                .replaceAll("(?i)</t[dh]>\\s*", "  ")
                .replaceAll("<[/a-zA-Z!][^>]*>", "");
        return unescape(text);
    }

    private static String unescape(String text) {
        String plain = text;
        for (var entity : ENTITIES.entrySet())
            plain = plain.replace("&" + entity.getKey() + ";", entity.getValue());
        return NUMBER.matcher(plain).replaceAll(m -> Matcher.quoteReplacement(
                Character.toString(Integer.parseInt(m.group(2), m.group(1).isEmpty() ? 10 : 16))))
                .replace("&amp;", "&");
    }
}
