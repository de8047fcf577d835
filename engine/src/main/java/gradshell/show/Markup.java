package gradshell.show;

import java.util.Locale;

/** The few pieces that all pictures and tables are made of. Colours are translucent, text takes the page's own colour. */
final class Markup {
    static final String BLUE = "#4c8bf5";
    static final String RED = "#e5534b";
    static final String AMBER = "#d9971a";
    static final String GREY = "#8c8c8c";

    private static final String LINE = "rgba(128,128,128,.35)";
    private static final String CELL = "padding:3px 10px;border:0;border-bottom:1px solid rgba(128,128,128,.18);background:none;white-space:nowrap;";

    private Markup() {}

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'",
                "&#39;");
    }

    /** A block with a small heading above. */
    static String block(String heading, String body) {
        return "<div style=\"margin:4px 0;color:inherit\"><div style=\"font-size:90%;opacity:.75;margin-bottom:3px\">"
                + heading + "</div>" + body
                + "</div>";
    }

    static String pre(String text) {
        return "<pre style=\"margin:0;padding:0;background:none;color:inherit;border:0\">" + escape(text) + "</pre>";
    }

    static String table(String rows) {
        return "<div style=\"overflow-x:auto\"><table style=\"border-collapse:collapse;border:0;margin:0;font-size:92%;font-variant-numeric:tabular-nums\">"
                + rows + "</table></div>";
    }

    /** A table's row of headings; those that start with a space are for text and stand left. */
    static String head(String... names) {
        StringBuilder row = new StringBuilder("<tr style=\"background:none\">");
        for (String name : names)
            row.append("<th style=\"").append(CELL).append("text-align:")
                    .append(name.startsWith(" ") ? "left" : "right")
                    .append(";font-weight:600;border-bottom:1px solid ").append(LINE).append("\">")
                    .append(escape(name.strip())).append("</th>");
        return row.append("</tr>").toString();
    }

    static String row(String... cells) {
        return "<tr style=\"background:none\">" + String.join("", cells) + "</tr>";
    }

    /** A cell of text. */
    static String left(String html) {
        return "<td style=\"" + CELL + "text-align:left\">" + html + "</td>";
    }

    /** A cell of a number. */
    static String right(String html) {
        return "<td style=\"" + CELL + "text-align:right\">" + html + "</td>";
    }

    static String code(String text) {
        return "<span style=\"font-family:monospace\">" + escape(text) + "</span>";
    }

    /** A word on a tinted ground. */
    static String badge(String word, String colour) {
        return "<span style=\"display:inline-block;padding:0 7px;border-radius:9px;border:1px solid " + colour
                + ";background:" + colour
                + "33;font-size:90%;font-weight:600\">" + escape(word) + "</span>";
    }

    /** A coordinate. */
    static String at(double x) {
        return String.format(Locale.ROOT, "%.1f", x);
    }
}
