package gradshell.kernel.display;

import gradshell.SourceText;
import gradshell.kernel.plot.Picture;
import gradshell.kernel.plot.Plot;
import gradshell.show.Html;
import java.awt.image.RenderedImage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** From a value to what a page shows of it. */
public final class Displays {
    private static final String TEXT = "text/plain";
    private static final String HTML = "text/html";

    private Displays() {}

    /** From now on values of {@code type}, subtypes too, are shown as the HTML that {@code html} makes of them. */
    public static <T> void register(Class<T> type, Function<? super T, String> html) {
        register(type, HTML, html);
    }

    /**
     * From now on values of {@code type}, subtypes too, have the form that {@code form} makes of them: a string, of an
     * image a base64 string. Of several renderers the one for the most specific type is asked.
     */
    public static <T> void register(Class<T> type, String mimeType, Function<? super T, ?> form) {
        Renderers.register(type, mimeType, form);
    }

    /** The value in every form there is for it; {@code text/plain} always. Of a form that fails the text says why. */
    public static MimeBundle bundle(Object value) {
        return bundle(value, _ -> {});
    }

    /** The same, which tells {@code failures} what the value's {@code toString} and its renderers throw. */
    public static MimeBundle bundle(Object value, Consumer<? super Throwable> failures) {
        if (value instanceof MimeBundle bundle) return bundle;
        var data = new LinkedHashMap<String, Object>();
        data.put(TEXT, PlainText.of(value, failures));
        add(data, () -> Renderers.forms(value), failures);
        if (!data.containsKey(HTML)) add(data, () -> own(value), failures);
        if (Renderers.isForFormer(value))
            note(data, "its renderer is for the class as it was before; register it again");
        return new MimeBundle(data, Map.of());
    }

    /** All but the text. */
    private static Map<String, Object> rich(Object value) {
        var forms = new LinkedHashMap<>(Renderers.forms(value));
        if (!forms.containsKey(HTML)) forms.putAll(own(value));
        return forms;
    }

    private static Map<String, Object> own(Object value) {
        return switch (value) {
            case Optional<?> optional when optional.isPresent() -> rich(optional.get());
            case SourceText source -> Map.of("text/markdown", "```java\n" + source + "```");
            case Plot plot -> {
                String svg = plot.svg();
                // as HTML too, which clients prefer: as an image some leave only its words where they don't trust the file
                yield Map.of(HTML, svg, "image/svg+xml", svg);
            }
            case Picture picture -> Map.of("image/png", picture.base64());
            case RenderedImage image -> Map.of("image/png", Png.base64(image));
            case null, default -> Html.render(value).or(() -> Tables.of(value))
                    .<Map<String, Object>>map(html -> Map.of(HTML, html)).orElse(Map.of());
        };
    }

    private static void add(Map<String, Object> data, Supplier<Map<String, Object>> forms,
            Consumer<? super Throwable> failures) {
        try {
            data.putAll(forms.get());
        } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
            failures.accept(e);
            note(data, "its rich form failed: " + PlainText.safely(e));
        }
    }

    private static void note(Map<String, Object> data, String note) {
        data.merge(TEXT, "\n(" + note + ")", (text, more) -> text + "" + more);
    }

    /** The value's text alone. */
    public static String text(Object value) {
        return PlainText.of(value);
    }
}
