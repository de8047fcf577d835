package gradshell.kernel.display;

import gradshell.SourceText;
import gradshell.kernel.plot.Picture;
import gradshell.kernel.plot.Plot;
import gradshell.show.Html;
import java.awt.image.RenderedImage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** From a value to what a page shows of it. */
public final class Displays {
    /** A user's own way to show a type. */
    private record Renderer<T>(Class<T> type, Function<? super T, String> html) {
        Optional<String> render(Object value) {
            return type.isInstance(value) ? Optional.ofNullable(html.apply(type.cast(value))) : Optional.empty();
        }
    }

    private static final CopyOnWriteArrayList<Renderer<?>> RENDERERS = new CopyOnWriteArrayList<>();

    private Displays() {}

    /** From now on values of {@code type}, subtypes too, are shown as the HTML that {@code html} makes of them. */
    public static <T> void register(Class<T> type, Function<? super T, String> html) {
        Objects.requireNonNull(html, "html");
        RENDERERS.removeIf(r -> r.type().getName().equals(type.getName()));
        RENDERERS.addFirst(new Renderer<>(type, html));
    }

    /**
     * The value in every form there is for it; {@code text/plain} always. A rich form that fails is left out and said to
     * have failed; what the value's own {@code toString} throws, this throws.
     */
    public static MimeBundle bundle(Object value) {
        if (value instanceof MimeBundle bundle) return bundle;
        var data = new LinkedHashMap<String, Object>();
        data.put("text/plain", PlainText.of(value));
        try {
            html(value).ifPresent(html -> data.put("text/html", html));
            if (value instanceof SourceText source) data.put("text/markdown", "```java\n" + source + "```");
            if (value instanceof Plot plot) data.put("image/svg+xml", plot.svg());
            if (value instanceof Picture picture) data.put("image/png", picture.base64());
            if (value instanceof RenderedImage image) data.put("image/png", Png.base64(image));
        } catch (RuntimeException | StackOverflowError e) {
            data.merge("text/plain", "\n(its rich form failed: " + PlainText.safely(e) + ")", (a, b) -> a + "" + b);
        }
        return new MimeBundle(data, Map.of());
    }

    /** The value's text alone. */
    public static String text(Object value) {
        return PlainText.of(value);
    }

    private static Optional<String> html(Object value) {
        return RENDERERS.stream().flatMap(r -> r.render(value).stream()).findFirst().or(() -> Html.render(value));
    }
}
