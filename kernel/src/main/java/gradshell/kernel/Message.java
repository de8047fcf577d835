package gradshell.kernel;

import com.google.gson.JsonObject;
import java.util.List;

/**
 * One message of the protocol. Headers stay JSON, so that a parent is echoed as it came, types unknown to this kernel and
 * fields of later versions included.
 *
 * @param identities the routing prefix: who sent a request, where a reply goes, a publication's topic
 */
record Message(List<byte[]> identities, JsonObject header, JsonObject parent, JsonObject metadata, JsonObject content,
        List<byte[]> buffers) {

    String type() {
        return header.get("msg_type").getAsString();
    }

    String id() {
        return header.get("msg_id").getAsString();
    }

    @Override
    public String toString() {
        return type() + " " + id();
    }
}
