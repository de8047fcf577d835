package gradshell.show;

import static gradshell.Gradshell.ignore;
import static gradshell.Gradshell.params;

import gradshell.GradientCheck;
import gradshell.Grads;
import gradshell.Layer;
import gradshell.Pair;
import gradshell.Params;
import gradshell.Pullback;
import gradshell.Tensor;
import gradshell.Triple;
import gradshell.WithGradient;
import gradshell.data.Batch;
import gradshell.data.Table;
import gradshell.nn.Chain;
import gradshell.nn.Summary;
import gradshell.optim.History;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Internal: the way from a value to HTML, for the kernel. */
public final class Html {
    private static final int MOST_PARTS = 10;

    private Html() {}

    /** The value as a piece of HTML, without scripts or style sheets; empty when its text says it all. */
    public static Optional<String> render(Object value) {
        return ignore(() -> html(value));
    }

    /** The text as it stands in HTML or XML, in an attribute too. */
    public static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
                .replace("'", "&#39;");
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
            html.append(Markup.row(row.stream().map(Html::escape).map(Markup::left).toArray(String[]::new)));
        return Markup.block(escape(heading), Markup.table(html.toString()));
    }

    private static Optional<String> html(Object value) {
        return switch (value) {
            case Tensor x -> Optional.of(TensorTable.of(x));
            case Summary summary ->
                Optional.of(table(summary.total(), Summary.heads(), summary.cells()));
            case Table rows -> Optional.of(table(rows.heading(), rows.names(), rows.head()));
            case Params ps -> Optional.of(ParamsTable.of(ps));
            case Grads gs -> Optional.of(GradsTable.of(gs));
            case History history -> Optional.of(Markup.block("History: " + history.summary(), LossCurve.of(history)));
            case Chain chain -> Optional.of(ModelTable.of(chain));
            case Layer layer when params(layer).size() > 0 -> Optional.of(ModelTable.of(layer));
            case GradientCheck check -> Optional.of(CheckTable.of(check));
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
            case List<?> list when list.stream().limit(MOST_PARTS).anyMatch(Tensor.class::isInstance) ->
                Optional.of(parts(list));
            case Record record when Stream.of(record.getClass().getRecordComponents())
                    .anyMatch(component -> component.getType() == Tensor.class) ->
                Optional.of(Markup.block(escape(record.getClass().getSimpleName()), components(record)));
            case null, default -> Optional.empty();
        };
    }

    private static String parts(List<?> list) {
        StringBuilder html = new StringBuilder();
        for (int i = 0; i < Math.min(list.size(), MOST_PARTS); i++) html.append(part("" + i, list.get(i)));
        int more = list.size() - MOST_PARTS;
        return html + (more > 0 ? "<div style='opacity:.75'>… %s more</div>".formatted(more) : "");
    }

    private static String components(Record record) {
        StringBuilder html = new StringBuilder();
        for (RecordComponent component : record.getClass().getRecordComponents())
            try {
                component.getAccessor().setAccessible(true);
                html.append(part(component.getName(), component.getAccessor().invoke(record)));
            } catch (ReflectiveOperationException | InaccessibleObjectException e) {
                html.append(Markup.block(component.getName(), "can't be read: " + escape(e.toString())));
            }
        return html.toString();
    }

    private static boolean isRich(Object value) {
        return value != null && html(value).isPresent();
    }

    private static String part(String name, Object value) {
        return Markup.block(name, html(value).orElseGet(() -> Markup.pre(String.valueOf(value))));
    }
}
