package gradshell.kernel.display;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One value in several forms: MIME type to content. Text types hold a {@code String}, binary ones a base64
 * {@code String}, {@code application/json} a tree of maps, lists, strings, numbers and booleans. {@code text/plain} is
 * always present.
 */
public record MimeBundle(Map<String, Object> data, Map<String, Object> metadata) {
    public MimeBundle {
        if (!data.containsKey("text/plain")) throw new IllegalArgumentException("a MIME bundle needs text/plain");
        data = new LinkedHashMap<>(data);
        metadata = new LinkedHashMap<>(metadata);
    }

    public static MimeBundle plain(String text) {
        return new MimeBundle(Map.of("text/plain", Objects.requireNonNull(text)), Map.of());
    }
}
