package gradshell.kernel;

import com.google.gson.JsonObject;
import java.util.Map;
import org.dflib.jjava.jupyter.messages.comm.CommCloseCommand;
import org.dflib.jjava.jupyter.messages.reply.CommInfoReply;

/** Comms, the channels of widgets: this kernel has no target for one, so each is closed as it is opened. */
final class Comms {
    private final Publisher publisher;

    Comms(Publisher publisher) {
        this.publisher = publisher;
    }

    /** Has no reply; the close is published. */
    Object open(Message request) {
        String id = request.content().get("comm_id").getAsString();
        publisher.publish(request.header(), "comm_close", new CommCloseCommand(id, new JsonObject()));
        return null;
    }

    CommInfoReply info() {
        return new CommInfoReply(Map.of());
    }
}
