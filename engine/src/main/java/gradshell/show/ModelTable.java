package gradshell.show;

import static gradshell.Gradshell.params;
import static gradshell.show.Markup.left;
import static gradshell.show.Markup.leftHead;
import static gradshell.show.Markup.right;
import static gradshell.show.Markup.rightHead;

import gradshell.Layer;
import gradshell.Params;
import gradshell.Shapes;
import gradshell.Tensor;
import gradshell.nn.Chain;
import gradshell.nn.Dense;
import gradshell.nn.ModelText;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A model as a table: a row a layer, in a layer of the user's own a row a part with parameters. */
final class ModelTable {
    private static final int MOST_ROWS = 200;
    private static final int MOST_COUNTED = 1_000_000;

    private final StringBuilder rows = new StringBuilder();
    private int count;

    private ModelTable() {}

    static String of(Layer model) {
        Params ps = params(model);
        var table = new ModelTable();
        table.layer("", model);
        String heads = Markup.row(leftHead(""), leftHead("layer"), leftHead("in \u2192 out"), leftHead("tensors"),
                rightHead("parameters"), rightHead("memory"), leftHead("values"), leftHead(""));
        String heading = "%s: <b>%s</b> %s in <b>%s</b> %s, %s".formatted(name(model), Numbers.count(ps.count()),
                ps.count() == 1 ? "parameter" : "parameters", ps.size(), ps.size() == 1 ? "tensor" : "tensors",
                ModelText.memory(ps));
        int hidden = table.count - MOST_ROWS;
        return Markup.block(heading, Markup.table(heads + table.rows)
                + (hidden > 0 ? "<div style='opacity:.75'>\u2026 %s more</div>".formatted(hidden) : ""));
    }

    private static String name(Layer model) {
        String name = model.getClass().getSimpleName();
        return Html.escape(name.isEmpty() || model.getClass().isHidden() ? "Layer" : name);
    }

    private void layer(String path, Layer layer) {
        switch (layer) {
            case Chain chain -> {
                for (int i = 0; i < chain.size(); i++) layer(path.isEmpty() ? "" + i : path + "." + i, chain.get(i));
            }
            case Dense dense -> row(path, ModelText.code(dense), dense.in() + " \u2192 " + dense.out(), params(dense));
            default -> parts(path, layer);
        }
    }

    /** The parameters of one part, such as {@code encoder.weight} and {@code encoder.bias}, are one row. */
    private void parts(String path, Layer layer) {
        Params all = params(layer);
        Map<String, Params> parts = new LinkedHashMap<>();
        for (Tensor p : all) {
            int dot = all.name(p).lastIndexOf('.');
            parts.computeIfAbsent(dot < 0 ? "" : all.name(p).substring(0, dot), _ -> new Params())
                    .add(all.name(p).substring(dot + 1), p);
        }
        if (parts.isEmpty()) row(path, ModelText.code(layer), "", all);
        parts.forEach((part, ps) -> row(path.isEmpty() || part.isEmpty() ? path + part : path + "." + part,
                part.isEmpty() ? name(layer) : "", "", ps));
    }

    private void row(String path, String code, String sizes, Params ps) {
        if (++count > MOST_ROWS) return;
        boolean none = ps.size() == 0;
        String tensors = ps.names().stream().map(name -> name + " " + Shapes.text(ps.get(name).shape()))
                .collect(Collectors.joining(", "));
        String remark = none ? "" : ModelText.remark(ps);
        rows.append(Markup.row(left(Markup.code(path)), left(Markup.code(code)), left(sizes),
                left(Html.escape(tensors)), right(none ? "" : Numbers.count(ps.count())),
                right(none ? "" : ModelText.memory(ps)), left(picture(ps)),
                left(remark.isEmpty() ? "" : badge(remark))));
    }

    private static String picture(Params ps) {
        if (ps.count() > MOST_COUNTED) return "";
        return Histogram.of(StreamSupport.stream(ps.spliterator(), false)
                .flatMapToDouble(p -> Arrays.stream(p.toDoubleArray())).toArray());
    }

    private static String badge(String remark) {
        return Markup.badge(remark, remark.startsWith("some") ? Theme.Badge.WRONG : Theme.Badge.NOTE);
    }
}
