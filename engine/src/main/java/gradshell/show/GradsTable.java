package gradshell.show;

import gradshell.GradientRow;
import gradshell.Grads;
import gradshell.Params;
import gradshell.Tensor;
import java.util.List;

/** Gradients as a table: a row a parameter, with the spread of its values and a word where something is wrong. */
final class GradsTable {
    private GradsTable() {}

    static String of(Grads gs) {
        Params ps = gs.params();
        StringBuilder rows = new StringBuilder(
                Markup.head(" parameter", " shape", "norm", "mean", "min", "max", "zeros", " values", " "));
        for (GradientRow row : gs.rows()) {
            Tensor p = ps.get(row.name());
            rows.append(row(row, gs.has(p) ? Histogram.of(gs.get(p).toDoubleArray()) : ""));
        }
        String heading = "Grads: <b>" + ps.size() + "</b> parameters, norm <b>" + Numbers.text(gs.norm()) + "</b>";
        return Markup.block(heading, ps.size() == 0 ? "" : Markup.table(rows.toString()));
    }

    private static String row(GradientRow row, String picture) {
        List<String> cells = row.cells();
        StringBuilder html = new StringBuilder();
        html.append(Markup.left(Markup.code(cells.getFirst()))).append(Markup.left(cells.get(1)));
        for (String figure : cells.subList(2, cells.size() - 1)) html.append(Markup.right(Markup.escape(figure)));
        html.append(Markup.left(picture))
                .append(Markup.left(row.remark().isEmpty() ? "" : Markup.badge(row.remark(), colour(row.remark()))));
        return Markup.row(html.toString());
    }

    private static String colour(String remark) {
        return switch (remark) {
            case "NaN", "Inf", "exploding" -> Markup.RED;
            case "vanishing" -> Markup.AMBER;
            default -> Markup.GREY;
        };
    }
}
