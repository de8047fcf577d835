package gradshell.show;

import java.util.Locale;

/** The few pieces that all pictures and tables are made of, in the colours of {@link Theme}. */
final class Markup {
    private static final String CELL = "padding:3px 10px;border:0;border-bottom:1px solid " + Theme.HAIRLINE + ";"
            + "background:none;white-space:nowrap;";

    private Markup() {}

    /** A block with a small heading above. */
    static String block(String heading, String body) {
        return "<div style='margin:4px 0;color:inherit'><div style='font-size:90%%;opacity:.75;margin-bottom:3px'>%s</div>%s</div>"
                .formatted(heading, body);
    }

    static String pre(String text) {
        return "<pre style='margin:0;padding:0;background:none;color:inherit;border:0'>%s</pre>"
                .formatted(Html.escape(text));
    }

    static String table(String rows) {
        return ("<div style='overflow-x:auto'><table style='border-collapse:collapse;border:0;margin:0;color:inherit;font-size:92%%;"
                + "font-variant-numeric:tabular-nums'>%s</table></div>").formatted(rows);
    }

    /** A row without the stripes that notebook pages draw. */
    static String row(String... cells) {
        return "<tr style='background:none'>%s</tr>".formatted(String.join("", cells));
    }

    /** The heading of a column of text. */
    static String leftHead(String name) {
        return head("left", name);
    }

    /** The heading of a column of numbers. */
    static String rightHead(String name) {
        return head("right", name);
    }

    private static String head(String side, String name) {
        return "<th style='%stext-align:%s;font-weight:600;border-bottom:1px solid %s'>%s</th>".formatted(CELL, side,
                Theme.RULE, Html.escape(name));
    }

    /** A cell of text. */
    static String left(String html) {
        return "<td style='%stext-align:left'>%s</td>".formatted(CELL, html);
    }

    /** A cell of a number. */
    static String right(String html) {
        return "<td style='%stext-align:right'>%s</td>".formatted(CELL, html);
    }

    static String code(String text) {
        return "<span style='font-family:monospace'>%s</span>".formatted(Html.escape(text));
    }

    /** A word on a ground of its own. */
    static String badge(String word, Theme.Badge look) {
        return ("<span style='display:inline-block;padding:0 8px;border-radius:9px;background:%s;color:%s;"
                + "font-size:90%%;font-weight:600'>%s</span>").formatted(look.ground, look.letters, Html.escape(word));
    }

    /** A coordinate. */
    static String at(double x) {
        return String.format(Locale.ROOT, "%.1f", x);
    }
}
