package gradshell.kernel.client;

import com.google.gson.JsonObject;
import java.util.List;

/** One message as the client got it; buffers are taken for text. */
public record Received(JsonObject header, JsonObject parent, JsonObject metadata, JsonObject content,
        List<String> buffers) {
    public String type() {
        return header.get("msg_type").getAsString();
    }

    /** The id of the request it belongs to; empty for none. */
    public String parentId() {
        return parent.has("msg_id") ? parent.get("msg_id").getAsString() : "";
    }

    /** A field of the content, as text. */
    public String text(String field) {
        return content.get(field).getAsString();
    }
}
