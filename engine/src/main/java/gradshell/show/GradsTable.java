package gradshell.show;

import static gradshell.show.Markup.left;
import static gradshell.show.Markup.leftHead;
import static gradshell.show.Markup.right;
import static gradshell.show.Markup.rightHead;

import gradshell.GradientRow;
import gradshell.Grads;
import gradshell.Params;
import gradshell.Tensor;
import java.util.List;

/** Gradients as a table: a row a parameter, with the spread of its values and a word where something is wrong. */
final class GradsTable {
    /** So many columns of the text table, name and shape, are words; then come figures, then the remark. */
    private static final int WORDS = 2;

    private GradsTable() {}

    static String of(Grads gs) {
        Params ps = gs.params();
        StringBuilder rows = new StringBuilder(head());
        for (GradientRow row : gs.rows()) {
            Tensor p = ps.get(row.name());
            rows.append(row(row, gs.has(p) ? Histogram.of(gs.get(p).toDoubleArray()) : ""));
        }
        String heading = "Grads: <b>%s</b> parameters, norm <b>%s</b>".formatted(ps.size(), Numbers.text(gs.norm()));
        return Markup.block(heading, ps.size() == 0 ? "" : Markup.table(rows.toString()));
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
        for (String figure : cells.subList(WORDS, cells.size() - 1)) html.append(right(Markup.escape(figure)));
        String remark = row.remark().isEmpty() ? "" : Markup.badge(row.remark(), colour(row.remark()));
        return Markup.row(html + left(picture) + left(remark));
    }

    private static String colour(String remark) {
        return switch (remark) {
            case "NaN", "Inf", "exploding" -> Markup.RED;
            case "vanishing" -> Markup.AMBER;
            default -> Markup.GREY;
        };
    }
}
