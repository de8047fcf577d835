package gradshell.kernel;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.ToNumberPolicy;
import com.google.gson.reflect.TypeToken;
import gradshell.kernel.comm.Comm;
import gradshell.kernel.comm.CommMessage;
import gradshell.kernel.comm.Comms;
import gradshell.kernel.shell.CellResult;
import gradshell.kernel.shell.Shell;
import gradshell.kernel.widget.Widgets;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.dflib.jjava.jupyter.messages.publish.PublishError;

/**
 * Comm messages in both directions. What the page sends is handled where and as cells are: on their thread, one after the
 * other, interruptible, and what is printed and shown belongs to the message.
 */
final class CommRequests {
    private static final Gson TREES = new GsonBuilder().setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
            .serializeNulls()
            .create();
    private static final TypeToken<Map<String, Object>> TREE = new TypeToken<>() {};

    private final Shell shell;
    private final Interrupts interrupts;
    private final Publisher publisher;
    private final RequestChannel channel;
    private final Consumer<String> log;
    private final Comms comms = new Comms(this::send);
    /** The request whose turn it is or was last: what is sent to the page belongs to it. */
    private volatile JsonObject parent = new JsonObject();

    CommRequests(Shell shell, Interrupts interrupts, Publisher publisher, RequestChannel channel,
            Consumer<String> log) {
        this.shell = shell;
        this.interrupts = interrupts;
        this.publisher = publisher;
        this.channel = channel;
        this.log = log;
        Widgets.of(comms);
    }

    /** The comms of a request that has its turn now. */
    Comms of(Message request) {
        parent = request.header();
        return comms;
    }

    private void send(String type, Map<String, String> fields, CommMessage message) {
        JsonObject content = Json.of(fields);
        content.add("data", TREES.toJsonTree(message.data()));
        publisher.publish(parent, type, content, TREES.toJsonTree(message.metadata()).getAsJsonObject(),
                message.buffers());
    }

    /** Has no reply, as none of the messages has; a target that is not known is closed again. */
    Object open(Message request) throws MalformedMessageException {
        String id = text(request, "comm_id");
        String target = text(request, "target_name");
        CommMessage message = message(request);
        if (comms.find(id) != null) throw new MalformedMessageException("the comm " + id + " is open already");
        comms.mention(target);
        if (comms.knows(target)) call(request, () -> comms.opened(id, target, message));
        else {
            log.accept("closed a comm that was opened to the target " + target + ", which nobody has registered");
            publisher.publish(request.header(), "comm_close", Json.object("comm_id", id, "data", Map.of()));
        }
        return null;
    }

    Object message(Message request, boolean closes) throws MalformedMessageException {
        String id = text(request, "comm_id");
        CommMessage message = message(request);
        Comm comm = comms.find(id);
        if (comm == null) {
            // usual when both ends close at once
            if (!closes) log.accept("dropped " + request + ": no comm " + id + " is open");
            return null;
        }
        Set<String> waiting = channel.waiting().stream().filter(next -> next.type().equals("comm_msg"))
                .map(next -> next.content().get("comm_id"))
                .filter(JsonPrimitive.class::isInstance)
                .map(JsonElement::getAsString)
                .collect(Collectors.toSet());
        call(request, closes ? () -> comms.closed(comm, message) : () -> comms.received(comm, message, waiting));
        return null;
    }

    /** The open comms, of one target if the client names it. */
    JsonObject info(Message request) {
        JsonElement target = request.content().get("target_name");
        String name = target instanceof JsonPrimitive ? target.getAsString() : null;
        if (name != null) comms.mention(name);
        var open = new JsonObject();
        for (Comm comm : comms.all(name)) open.add(comm.id(), Json.object("target_name", comm.target()));
        return Json.object("status", "ok", "comms", open);
    }

    private void call(Message request, Runnable action) {
        var output = CellOutput.of(request, publisher, null, interrupts, of(request));
        CellResult result = shell.call(action, output);
        output.end();
        if (result instanceof CellResult.Failed(var name, var message, var traceback)) {
            log.accept("the handler of " + request + " failed: " + name + ": " + message);
            output.publish("error", new PublishError(name, message, traceback));
        }
    }

    private static String text(Message request, String field) throws MalformedMessageException {
        if (request.content().get(field) instanceof JsonPrimitive text && text.isString()) return text.getAsString();
        throw new MalformedMessageException("its " + field + " is no text");
    }

    private static CommMessage message(Message request) throws MalformedMessageException {
        JsonElement data = request.content().get("data");
        if (data == null || data.isJsonNull()) data = new JsonObject();
        if (!data.isJsonObject()) throw new MalformedMessageException("its data is no JSON object");
        return new CommMessage(TREES.fromJson(data, TREE), TREES.fromJson(request.metadata(), TREE),
                request.buffers());
    }
}
