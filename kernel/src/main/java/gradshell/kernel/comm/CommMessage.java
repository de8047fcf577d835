package gradshell.kernel.comm;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one end of a {@link Comm} tells the other.
 *
 * @param data a tree of maps, lists, strings, booleans, {@code Long}s and {@code Double}s
 * @param metadata the same, beside the data
 * @param buffers bytes that are no JSON
 */
public record CommMessage(Map<String, Object> data, Map<String, Object> metadata, List<byte[]> buffers) {
    /** Copies maps and list; values may be null. */
    public CommMessage {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        buffers = List.copyOf(buffers);
    }

    /** A message of data alone. */
    public static CommMessage of(Map<String, ?> data) {
        return new CommMessage(new LinkedHashMap<>(data), Map.of(), List.of());
    }
}
