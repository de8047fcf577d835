package gradshell.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.dflib.jjava.jupyter.messages.publish.PublishStatus;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * The IOPub channel: a queue any thread may add to, and the thread that sends it in order.
 *
 * <p>
 * Printed text waits at the queue's end for more of the same stream, for {@value #BATCH_MILLIS} ms or until
 * {@value #BATCH_CHARS} characters, or until anything else is queued behind it. So thousands of lines become few messages,
 * and text always leaves before the result, the error or the idle status that follows it.
 */
final class Publisher {
    private static final int BATCH_MILLIS = 25;
    private static final int BATCH_CHARS = 32 << 10;
    /** Printing waits while this much is unsent. */
    private static final int MOST_CHARS = 16 << 20;

    /** How soon a new subscriber is noticed while nothing is published. */
    private static final long SUBSCRIBERS_NANOS = TimeUnit.MILLISECONDS.toNanos(40);
    /** How the frame begins that tells of a subscription. */
    private static final byte SUBSCRIBED = 1;

    private static final class Publication {
        final JsonObject parent;
        final String type;
        final JsonObject content;
        final JsonObject metadata;
        final List<byte[]> buffers;
        final PublishStream.StreamType stream;
        final StringBuilder text = new StringBuilder();
        long due;

        Publication(JsonObject parent, String type, JsonObject content, JsonObject metadata, List<byte[]> buffers,
                PublishStream.StreamType stream, long due) {
            this.parent = parent;
            this.type = type;
            this.content = content;
            this.metadata = metadata;
            this.buffers = buffers;
            this.stream = stream;
            this.due = due;
        }

        boolean takes(JsonObject parent, PublishStream.StreamType stream, String text) {
            return this.stream == stream && this.parent.equals(parent)
                    && this.text.length() + text.length() <= BATCH_CHARS;
        }

        JsonObject content() {
            return stream == null ? content : Json.of(new PublishStream(stream, text.toString()));
        }
    }

    private final Session session;
    private final Consumer<String> log;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition sent = lock.newCondition();
    private final Deque<Publication> queue = new ArrayDeque<>();
    private int chars;
    private boolean closed;
    private boolean drained;

    Publisher(Session session, Consumer<String> log) {
        this.session = session;
        this.log = log;
    }

    void serve(ZMQ.Socket socket, Wire wire) {
        Sockets.serve("iopub", socket, () -> {
            while (true)
                try {
                    Publication next = take();
                    welcome(socket, wire);
                    if (next != null) send(next, socket, wire);
                    else if (drained) return;
                } catch (ZMQException e) {
                    throw e;
                } catch (RuntimeException | Error e) {
                    log.accept("a publication was lost: " + e);
                }
        });
    }

    private void send(Publication next, ZMQ.Socket socket, Wire wire) {
        byte[] topic = ("kernel." + session.id() + "." + next.type).getBytes(US_ASCII);
        Sockets.send(socket, wire.encode(session.message(List.of(topic), next.type, next.parent, next.metadata,
                next.content(), next.buffers)));
    }

    /** Tells new subscribers that from here on they miss nothing. */
    private void welcome(ZMQ.Socket socket, Wire wire) {
        for (byte[] frame = socket.recv(ZMQ.DONTWAIT); frame != null; frame = socket.recv(ZMQ.DONTWAIT)) {
            if (frame.length == 0 || frame[0] != SUBSCRIBED) continue;
            byte[] topic = Arrays.copyOfRange(frame, 1, frame.length);
            JsonObject content = Json.object("subscription", new String(topic, UTF_8));
            Sockets.send(socket,
                    wire.encode(session.message(List.of(topic), "iopub_welcome", new JsonObject(), content)));
        }
    }

    /** Queues a message; {@code parent} is the header of the request that caused it. */
    void publish(JsonObject parent, String type, Object content) {
        publish(parent, type, content, new JsonObject(), List.of());
    }

    /** Queues a message with metadata and binary parts. */
    void publish(JsonObject parent, String type, Object content, JsonObject metadata, List<byte[]> buffers) {
        JsonObject json = Json.of(content);
        locked(() -> add(new Publication(parent, type, json, metadata, buffers, null, 0)));
    }

    void status(JsonObject parent, PublishStatus status) {
        publish(parent, "status", status);
    }

    /** Queues printed text. */
    void stream(JsonObject parent, PublishStream.StreamType stream, String text) {
        if (text.isEmpty()) return;
        locked(() -> {
            while (chars > MOST_CHARS && !closed)
                sent.awaitUninterruptibly();
            Publication last = queue.peekLast();
            if (last == null || !last.takes(parent, stream, text)) {
                last = new Publication(parent, "stream", null, new JsonObject(), List.of(), stream,
                        System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BATCH_MILLIS));
                add(last);
            }
            last.text.append(text);
            chars += text.length();
        });
    }

    /** Lets text that waits for more leave now. */
    void flush() {
        locked(() -> {
            Publication last = queue.peekLast();
            if (last != null) last.due = System.nanoTime();
            changed.signal();
        });
    }

    /** Takes nothing more and waits a while until what is queued has been sent. */
    void close(long millis) {
        locked(() -> {
            closed = true;
            changed.signal();
            sent.signalAll();
            try {
                for (long left = TimeUnit.MILLISECONDS.toNanos(millis); left > 0 && !drained;)
                    left = sent.awaitNanos(left);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void add(Publication publication) {
        if (closed) return;
        queue.addLast(publication);
        changed.signal();
    }

    /** The next to be sent; null when there is none yet, or at the end. */
    private Publication take() {
        lock.lock();
        try {
            while (!queue.isEmpty() || !closed) {
                if (queue.isEmpty()) {
                    if (changed.awaitNanos(SUBSCRIBERS_NANOS) <= 0) return null;
                    continue;
                }
                long wait = waiting(queue.getFirst());
                if (wait > 0)
                    changed.awaitNanos(wait);
                else {
                    chars -= queue.getFirst().text.length();
                    sent.signalAll();
                    return queue.removeFirst();
                }
            }
            drained = true;
            sent.signalAll();
            return null;
        } catch (InterruptedException _) {
            // a user's thread may interrupt any other; this one has nothing to stop for
            return take();
        } finally {
            lock.unlock();
        }
    }

    private long waiting(Publication head) {
        return head.stream == null || queue.size() > 1 || closed ? 0 : head.due - System.nanoTime();
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }
}
