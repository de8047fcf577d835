package gradshell.show;

import static gradshell.show.Markup.left;
import static gradshell.show.Markup.leftHead;
import static gradshell.show.Markup.right;
import static gradshell.show.Markup.rightHead;

import gradshell.Params;
import gradshell.Shapes;
import gradshell.Tensor;
import java.util.Locale;

/** Parameters as a table, a row each. */
final class ParamsTable {
    private ParamsTable() {}

    static String of(Params ps) {
        StringBuilder rows = new StringBuilder(Markup.row(leftHead("parameter"), leftHead("shape"), rightHead("count"),
                leftHead("type"), rightHead("norm"), leftHead("values")));
        for (Tensor p : ps) rows.append(row(ps.name(p), p));
        String heading = "Params: <b>%s</b> tensors, <b>%s</b> scalars".formatted(ps.size(), Numbers.count(ps.count()));
        return Markup.block(heading, ps.size() == 0 ? "" : Markup.table(rows.toString()));
    }

    private static String row(String name, Tensor p) {
        return Markup.row(left(Markup.code(name)), left(Shapes.text(p.shape())), right(Numbers.count(p.size())),
                left(p.dataType().name().toLowerCase(Locale.ROOT)), right(Numbers.text(p.norm().item())),
                left(Histogram.of(p.toDoubleArray())));
    }
}
