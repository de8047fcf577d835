package gradshell.show;

import static gradshell.show.Markup.left;
import static gradshell.show.Markup.leftHead;
import static gradshell.show.Markup.right;
import static gradshell.show.Markup.rightHead;

import gradshell.GradientRow;
import gradshell.Grads;
import gradshell.Params;
import gradshell.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Gradients as a table: a row a parameter, with the spread of its values and a word where something is wrong. */
final class GradsTable {
    /** So many columns of the text table, name and shape, are words; then come figures, then the remark. */
    private static final int WORDS = 2;
    private static final int MOST_ROWS = 200;

    private GradsTable() {}

    static String of(Grads gs) {
        Params ps = gs.params();
        StringBuilder rows = new StringBuilder(head());
        List<GradientRow> all = gs.rows();
        for (GradientRow row : all.subList(0, Math.min(all.size(), MOST_ROWS))) {
            Tensor p = ps.get(row.name());
            rows.append(row(row, gs.has(p) ? Histogram.of(gs.get(p).toDoubleArray()) : ""));
        }
        String heading = "Grads: <b>%s</b> %s, norm <b>%s</b>%s".formatted(ps.size(),
                ps.size() == 1 ? "parameter" : "parameters", Numbers.text(gs.norm()), remarks(all));
        return Markup.block(heading, ps.size() == 0 ? "" : Markup.table(rows.toString()) + rest(all.size()));
    }

    /** How many rows have which remark: of a long table the wrong ones may be out of sight. */
    private static String remarks(List<GradientRow> rows) {
        Map<String, Long> counts = rows.stream().map(GradientRow::remark).filter(remark -> !remark.isEmpty())
                .collect(Collectors.groupingBy(remark -> remark, LinkedHashMap::new, Collectors.counting()));
        StringBuilder html = new StringBuilder();
        counts.forEach((remark, n) -> html.append(", %s × %s".formatted(n, remark)));
        return html.toString();
    }

    private static String rest(int rows) {
        return rows <= MOST_ROWS ? "" : "<div style='opacity:.75'>… %s more</div>".formatted(rows - MOST_ROWS);
    }

    private static String head() {
        StringBuilder head = new StringBuilder();
        List<String> names = GradientRow.COLUMNS;
        for (String word : names.subList(0, WORDS)) head.append(leftHead(word));
        for (String figure : names.subList(WORDS, names.size() - 1)) head.append(rightHead(figure));
        return Markup.row(head + leftHead("values") + leftHead(names.getLast()));
    }

    private static String row(GradientRow row, String picture) {
        StringBuilder html = new StringBuilder();
        List<String> cells = row.cells();
        for (String word : cells.subList(0, WORDS)) html.append(left(html.isEmpty() ? Markup.code(word) : word));
        for (String figure : cells.subList(WORDS, cells.size() - 1)) html.append(right(Html.escape(figure)));
        String remark = row.remark().isEmpty() ? "" : Markup.badge(row.remark(), look(row.remark()));
        return Markup.row(html + left(picture) + left(remark));
    }

    private static Theme.Badge look(String remark) {
        return switch (remark) {
            case "NaN", "Inf", "exploding" -> Theme.Badge.WRONG;
            case "vanishing" -> Theme.Badge.DOUBTFUL;
            default -> Theme.Badge.NOTE;
        };
    }
}
