package gradshell.kernel.display;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * Users' own ways to show types. Of several for a value and a MIME type, the one for the most specific type is asked, and
 * the next if it gives null.
 */
final class Renderers {
    private record Renderer<T>(Class<T> type, String mimeType, Function<? super T, ?> form) {
        Object render(Object value) {
            return form.apply(type.cast(value));
        }

        boolean isFor(Renderer<?> other) {
            return mimeType.equals(other.mimeType) && nameInCells(type).equals(nameInCells(other.type));
        }
    }

    /** The latest first. */
    private static final CopyOnWriteArrayList<Renderer<?>> ALL = new CopyOnWriteArrayList<>();

    private Renderers() {}

    static <T> void register(Class<T> type, String mimeType, Function<? super T, ?> form) {
        Objects.requireNonNull(form, "the renderer");
        if (!mimeType.matches("[\\w.+-]+/[\\w.+-]+"))
            throw new IllegalArgumentException("a MIME type is like text/html or image/svg+xml, got " + mimeType);
        var renderer = new Renderer<>(type, mimeType, form);
        ALL.removeIf(renderer::isFor);
        ALL.addFirst(renderer);
    }

    /** The forms that users' renderers give the value. */
    static Map<String, Object> forms(Object value) {
        var forms = new LinkedHashMap<String, Object>();
        for (Renderer<?> renderer : bySpecificity(value)) {
            if (forms.containsKey(renderer.mimeType())) continue;
            Object form = renderer.render(value);
            if (form != null) forms.put(renderer.mimeType(), form);
        }
        return forms;
    }

    /** Whether there is a renderer for what the value's class was before it was defined anew. */
    static boolean isForFormer(Object value) {
        if (value == null || ALL.isEmpty()) return false;
        Class<?> type = value.getClass();
        return ALL.stream().anyMatch(r -> r.type() != type && nameInCells(r.type()).equals(nameInCells(type)))
                && bySpecificity(value).isEmpty();
    }

    private static List<Renderer<?>> bySpecificity(Object value) {
        var fitting = ALL.stream().filter(r -> r.type().isInstance(value)).toList();
        var sorted = new ArrayList<Renderer<?>>();
        for (Renderer<?> renderer : fitting) {
            int at = 0;
            while (at < sorted.size() && !isBroader(sorted.get(at), renderer)) at++;
            sorted.add(at, renderer);
        }
        return sorted;
    }

    private static boolean isBroader(Renderer<?> one, Renderer<?> other) {
        return one.type() != other.type() && one.type().isAssignableFrom(other.type());
    }

    /** JShell gives a class defined anew another place, and thereby another name. */
    private static String nameInCells(Class<?> type) {
        return type.getName().replaceFirst("^REPL\\.\\$JShell\\$\\w+\\$", "");
    }
}
