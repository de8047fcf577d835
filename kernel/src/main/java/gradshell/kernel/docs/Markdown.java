package gradshell.kernel.docs;

import gradshell.show.Html;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The Markdown that documentation comments use, as HTML: paragraphs, lists, headings, code, emphasis, links. */
final class Markdown {
    private static final Pattern ITEM = Pattern.compile("\\s*(?:[-*+]|(\\d+)[.)])\\s+(.*)");
    private static final Pattern CODE = Pattern.compile("(`+)(.+?)\\1");
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)](?:\\(([^)\\s]+)\\)|\\[([^\\]]*)])?");

    private final StringBuilder html = new StringBuilder();
    private final List<String> paragraph = new ArrayList<>();
    private String list = "";

    private Markdown() {}

    static String html(String markdown) {
        var out = new Markdown();
        var lines = markdown.lines().iterator();
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.strip().startsWith("```") || line.strip().startsWith("~~~")) out.fence(line.strip(), lines);
            else
                out.line(line);
        }
        out.endList();
        return out.html.toString();
    }

    private void line(String line) {
        var item = ITEM.matcher(line);
        if (line.isBlank()) {
            endParagraph();
        } else if (line.startsWith("#")) {
            endList();
            html.append("<p><b>").append(inline(line.replaceFirst("^#+\\s*", ""))).append("</b></p>");
        } else if (item.matches()) {
            String kind = item.group(1) == null ? "ul" : "ol";
            endParagraph();
            if (!list.equals(kind)) {
                endList();
                html.append('<').append(kind).append('>');
                list = kind;
            }
            html.append("<li>");
            paragraph.add(item.group(2));
        } else {
            if (!list.isEmpty() && paragraph.isEmpty() && !line.startsWith(" ")) endList();
            paragraph.add(line.strip());
        }
    }

    private void fence(String opening, Iterator<String> lines) {
        endList();
        String fence = opening.substring(0, 3);
        var code = new StringBuilder();
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.strip().startsWith(fence)) break;
            code.append(line).append('\n');
        }
        html.append("<pre><code>").append(Html.escape(code.toString().stripIndent().stripTrailing()))
                .append("</code></pre>");
    }

    private void endParagraph() {
        if (paragraph.isEmpty()) return;
        String text = inline(paragraph.stream().collect(Collectors.joining("\n")));
        html.append(list.isEmpty() ? "<p>" + text + "</p>" : text);
        paragraph.clear();
    }

    private void endList() {
        endParagraph();
        if (!list.isEmpty()) html.append("</").append(list).append('>');
        list = "";
    }

    private static String inline(String text) {
        var done = new StringBuilder();
        var code = CODE.matcher(text);
        int at = 0;
        while (code.find()) {
            done.append(emphasis(text.substring(at, code.start())));
            done.append("<code>").append(Html.escape(code.group(2).strip())).append("</code>");
            at = code.end();
        }
        return done.append(emphasis(text.substring(at))).toString();
    }

    private static String emphasis(String text) {
        String linked = LINK.matcher(text).replaceAll(m -> Matcher.quoteReplacement(m.group(2) != null
                ? "<a href=\"" + m.group(2) + "\">" + m.group(1) + "</a>"
                : "<code>" + m.group(1).replaceFirst("^#", "").replace('#', '.') + "</code>"));
        return linked.replaceAll("\\*\\*([^*]+)\\*\\*", "<b>$1</b>")
                .replaceAll("(?<![\\w*])\\*([^*\\s][^*]*)\\*(?!\\w)", "<i>$1</i>")
                .replaceAll("(?<!\\w)_([^_\\s][^_]*)_(?!\\w)", "<i>$1</i>");
    }
}
