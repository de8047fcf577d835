package gradshell.kernel;

import com.google.gson.JsonObject;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import zmq.ZError;

/** The shell or the control channel: its requests are answered one after the other, on its own thread. */
final class RequestChannel {
    private final String name;
    private final ZMQ.Socket socket;
    private final Wire wire;
    private final Session session;
    private final Consumer<String> log;
    private final Queue<Message> waiting = new ArrayDeque<>();

    RequestChannel(String name, ZMQ.Socket socket, Wire wire, Session session, Consumer<String> log) {
        this.name = name;
        this.socket = socket;
        this.wire = wire;
        this.session = session;
        this.log = log;
    }

    void serve(Requests requests) {
        Sockets.serve(name, socket, () -> {
            while (true)
                try {
                    Message request = waiting.isEmpty() ? receive() : waiting.remove();
                    if (request != null) requests.answer(request, this);
                } catch (ZMQException e) {
                    if (e.getErrorCode() == ZError.ETERM) throw e;
                    log.accept("the " + name + " channel failed and goes on: " + e);
                } catch (RuntimeException | Error e) {
                    log.accept("the " + name + " channel failed and goes on: " + e);
                }
        });
    }

    /** Sends a reply, with {@code status} ok unless it has another. On the channel's own thread only. */
    void reply(Message request, Object content) {
        JsonObject json = Json.of(content);
        if (!json.has("status")) json.addProperty("status", "ok");
        String type = request.type().replaceFirst("_request$", "_reply");
        Sockets.send(socket, wire.encode(session.message(request.identities(), type, request.header(), json)));
    }

    /** The requests that have arrived and wait for their turn. On the channel's own thread only. */
    Collection<Message> waiting() {
        for (var frames = Sockets.receive(socket, ZMQ.DONTWAIT); frames != null; frames = Sockets.receive(socket,
                ZMQ.DONTWAIT)) {
            Message request = decode(frames);
            if (request != null) waiting.add(request);
        }
        return Collections.unmodifiableCollection(waiting);
    }

    private Message receive() {
        var frames = Sockets.receive(socket, 0);
        return frames == null ? null : decode(frames);
    }

    /** The message in the frames; null when it is a bad one, which is dropped. */
    private Message decode(List<byte[]> frames) {
        try {
            return wire.decode(frames);
        } catch (MalformedMessageException e) {
            log.accept("dropped a message on " + name + ": " + e.getMessage());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            log.accept("dropped a message on " + name + ": " + e);
        }
        return null;
    }
}
