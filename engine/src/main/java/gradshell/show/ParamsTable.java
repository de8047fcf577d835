package gradshell.show;

import gradshell.Params;
import gradshell.Shapes;
import gradshell.Tensor;

/** Parameters as a table, a row each. */
final class ParamsTable {
    private ParamsTable() {}

    static String of(Params ps) {
        String heading = "Params: <b>" + ps.size() + "</b> arrays, <b>" + Numbers.count(ps.count()) + "</b> parameters";
        StringBuilder rows = new StringBuilder(
                Markup.head(" parameter", " shape", "count", " type", "norm", " values"));
        for (Tensor p : ps)
            rows.append(Markup.row(Markup.left(Markup.code(ps.name(p))), Markup.left(Shapes.text(p.shape())),
                    Markup.right(Numbers.count(p.size())),
                    Markup.left(p.dataType().toString()), Markup.right(Numbers.text(norm(p.toDoubleArray()))),
                    Markup.left(Histogram.of(p.toDoubleArray()))));
        return Markup.block(heading, ps.size() == 0 ? "" : Markup.table(rows.toString()));
    }

    private static double norm(double[] values) {
        double sum = 0;
        for (double value : values) sum += value * value;
        return Math.sqrt(sum);
    }
}
