package gradshell.show;

import static gradshell.Gradshell.ignore;

import gradshell.Grads;
import gradshell.Pair;
import gradshell.Params;
import gradshell.Pullback;
import gradshell.Tensor;
import gradshell.Triple;
import gradshell.WithGradient;
import gradshell.data.Batch;
import gradshell.nn.Chain;
import gradshell.nn.Dense;
import gradshell.optim.History;
import java.util.List;
import java.util.Optional;

/** Internal: the way from a value to HTML, for the kernel. */
public final class Html {
    private Html() {}

    /** The value as a piece of HTML, without scripts or style sheets; empty when its text says it all. */
    public static Optional<String> render(Object value) {
        return ignore(() -> html(value));
    }

    /**
     * The losses of a training run so far as a diagram.
     *
     * @param batches the loss of each batch
     * @param epochs the loss of each epoch that has ended
     * @param batchesAnEpoch how many batches an epoch has; not asked for before the second epoch has ended
     */
    public static String lossCurve(double[] batches, double[] epochs, double batchesAnEpoch) {
        return LossCurve.of(batches, epochs, batchesAnEpoch);
    }

    /** Texts as a table. */
    public static String table(String heading, List<String> heads, List<List<String>> rows) {
        StringBuilder html = new StringBuilder(
                Markup.row(heads.stream().map(Markup::leftHead).toArray(String[]::new)));
        for (List<String> row : rows)
            html.append(Markup.row(row.stream().map(Markup::escape).map(Markup::left).toArray(String[]::new)));
        return Markup.block(Markup.escape(heading), Markup.table(html.toString()));
    }

    private static Optional<String> html(Object value) {
        return switch (value) {
            case Tensor x -> Optional.of(TensorTable.of(x));
            case Params ps -> Optional.of(ParamsTable.of(ps));
            case Grads gs -> Optional.of(GradsTable.of(gs));
            case History history -> Optional.of(Markup.block("History: " + history.summary(), LossCurve.of(history)));
            case Chain chain -> Optional.of(Markup.pre(chain.toString()));
            case Dense dense -> Optional.of(Markup.pre(dense.toString()));
            case Pullback<?, ?> pullback ->
                Optional.of(Markup.block("Pullback: <b>back(dy)</b> takes a cotangent of this value to the gradient",
                        part("value", pullback.value())));
            case WithGradient<?, ?> both ->
                Optional.of(part("value", both.value()) + part("gradient", both.gradient()));
            case Pair<?, ?> pair when isRich(pair.first()) || isRich(pair.second()) ->
                Optional.of(part("first", pair.first()) + part("second", pair.second()));
            case Triple<?, ?, ?> three when isRich(three.first()) || isRich(three.second()) || isRich(three.third()) ->
                Optional.of(
                        part("first", three.first()) + part("second", three.second()) + part("third", three.third()));
            case Batch batch -> Optional.of(part("x", batch.x()) + part("y", batch.y()));
            case null, default -> Optional.empty();
        };
    }

    private static boolean isRich(Object value) {
        return value != null && html(value).isPresent();
    }

    private static String part(String name, Object value) {
        return Markup.block(name, html(value).orElseGet(() -> Markup.pre(String.valueOf(value))));
    }
}
