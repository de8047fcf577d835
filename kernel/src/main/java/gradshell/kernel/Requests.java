package gradshell.kernel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.dflib.jjava.jupyter.messages.publish.PublishStatus;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;

/** What every request goes through, whatever its type and channel: busy, its handler, the reply, idle. */
final class Requests {
    private final Publisher publisher;
    private final Consumer<String> log;
    private final Map<String, Handler> handlers = new HashMap<>();
    private final Map<String, Runnable> beforehand = new HashMap<>();
    private final Map<String, Runnable> afterwards = new HashMap<>();

    Requests(Publisher publisher, Consumer<String> log) {
        this.publisher = publisher;
        this.log = log;
    }

    Requests on(String type, Handler handler) {
        handlers.put(type, handler);
        return this;
    }

    /** What to do before clients can know that such a request has its turn. */
    Requests before(String type, Runnable action) {
        beforehand.put(type, action);
        return this;
    }

    /** What to do when such a request has been answered and its idle status is on the way. */
    Requests after(String type, Runnable action) {
        afterwards.put(type, action);
        return this;
    }

    /** Answers a request; nothing that is thrown on the way gets out. */
    void answer(Message request, RequestChannel channel) {
        Handler handler = handlers.get(request.type());
        beforehand.getOrDefault(request.type(), () -> {}).run();
        publisher.status(request.header(), PublishStatus.BUSY);
        try {
            Object reply = null;
            if (handler == null)
                log.accept("ignored " + request + ": this kernel has no such request");
            else
                reply = handler.handle(request);
            if (reply != null) channel.reply(request, reply);
        } catch (MalformedMessageException e) {
            log.accept("dropped " + request + ": " + e.getMessage());
            if (request.type().endsWith("_request")) channel.reply(request, error(e));
        } catch (Throwable t) {
            log.accept("failed at " + request + ": " + t);
            // what is no request, such as comm_open, has no reply
            if (request.type().endsWith("_request")) channel.reply(request, error(t));
        } finally {
            publisher.status(request.header(), PublishStatus.IDLE);
        }
        afterwards.getOrDefault(request.type(), () -> {}).run();
    }

    /** The reply's content for a failure that is no cell's. */
    static ErrorReply error(Throwable t) {
        String message = t.getMessage() == null ? "" : t.getMessage();
        return new ErrorReply(t.getClass().getSimpleName(), message, List.of(t.toString()));
    }
}
