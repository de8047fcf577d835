package gradshell.kernel;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** The life of one kernel process as clients see it: its session id, and the headers of what it sends. */
final class Session {
    static final String PROTOCOL_VERSION = "5.5";

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'")
            .withZone(ZoneOffset.UTC);

    private final String id = UUID.randomUUID().toString();
    private final AtomicLong messages = new AtomicLong();

    String id() {
        return id;
    }

    /** A new message of this session; {@code parent} is the header of the request it belongs to, empty for none. */
    Message message(List<byte[]> identities, String type, JsonObject parent, JsonObject content) {
        return message(identities, type, parent, new JsonObject(), content, List.of());
    }

    /** The same with metadata and binary parts. */
    Message message(List<byte[]> identities, String type, JsonObject parent, JsonObject metadata, JsonObject content,
            List<byte[]> buffers) {
        var header = new JsonObject();
        header.addProperty("msg_id", id + "_" + messages.incrementAndGet());
        header.addProperty("session", id);
        header.addProperty("username", "kernel");
        header.addProperty("date", DATE.format(Instant.now()));
        header.addProperty("msg_type", type);
        header.addProperty("version", PROTOCOL_VERSION);
        return new Message(identities, header, parent, metadata, content, buffers);
    }
}
