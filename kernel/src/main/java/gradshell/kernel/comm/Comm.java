package gradshell.kernel.comm;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * One open channel to the page. Either end opens one by the name of a target that the other end knows, either end sends
 * and closes. Messages may be sent from any thread; those that come in are handled one after the other, between cells.
 */
public final class Comm {
    private final Comms comms;
    private final String id;
    private final String target;
    private final CommMessage opening;
    private final List<Consumer<CommMessage>> onMessage = new CopyOnWriteArrayList<>();
    private final List<Consumer<CommMessage>> onClose = new CopyOnWriteArrayList<>();

    Comm(Comms comms, String id, String target, CommMessage opening) {
        this.comms = comms;
        this.id = id;
        this.target = target;
        this.opening = opening;
    }

    public String id() {
        return id;
    }

    /** The name by which it was opened. */
    public String target() {
        return target;
    }

    /** The message that it was opened with. */
    public CommMessage opening() {
        return opening;
    }

    public boolean isOpen() {
        return comms.find(id) == this;
    }

    /** Whether further messages for it have arrived, which makes the one that is being handled an old one. */
    public boolean hasMore() {
        return comms.hasMore(id);
    }

    /** Sends data, a tree of maps, lists, arrays, strings, numbers and booleans. */
    public Comm send(Map<String, ?> data) {
        return send(CommMessage.of(data));
    }

    /** Sends data with metadata and buffers. */
    public Comm send(Map<String, ?> data, Map<String, ?> metadata, List<byte[]> buffers) {
        return send(new CommMessage(Map.copyOf(data), Map.copyOf(metadata), buffers));
    }

    /**
     * Sends a message.
     *
     * @throws IllegalStateException when the comm is closed
     */
    public Comm send(CommMessage message) {
        if (!isOpen()) throw new IllegalStateException("the comm " + target + " is closed; open a new one");
        comms.send("comm_msg", Map.of("comm_id", id), message);
        return this;
    }

    /** From now on {@code handler} takes what the page sends, after the handlers that are there. */
    public Comm onMessage(Consumer<? super CommMessage> handler) {
        onMessage.add(Objects.requireNonNull(handler, "handler")::accept);
        return this;
    }

    /** From now on {@code handler} is told when the page closes the comm. */
    public Comm onClose(Consumer<? super CommMessage> handler) {
        onClose.add(Objects.requireNonNull(handler, "handler")::accept);
        return this;
    }

    /** Closes it on both ends; does nothing when it is closed. */
    public void close() {
        close(Map.of());
    }

    /** Closes it on both ends, with a last word. */
    public void close(Map<String, ?> data) {
        if (comms.remove(this)) comms.send("comm_close", Map.of("comm_id", id), CommMessage.of(data));
    }

    void received(CommMessage message) {
        onMessage.forEach(handler -> handler.accept(message));
    }

    void closed(CommMessage message) {
        onClose.forEach(handler -> handler.accept(message));
    }

    @Override
    public String toString() {
        return "Comm(" + target + ", " + (isOpen() ? "open" : "closed") + ")";
    }
}
