package gradshell.kernel;

import com.google.gson.JsonElement;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.dflib.jjava.jupyter.messages.request.InputRequest;
import org.zeromq.ZMQ;

/** The stdin channel: asks the client of a request for a line. One question at a time. */
final class InputChannel {
    /** How soon it is noticed that the asking thread has given up; an answer is seen at once. */
    private static final int GIVEN_UP_MILLIS = 50;
    /** What terminal clients send for Ctrl-D. */
    private static final String END_OF_INPUT = "\u0004";

    private record Question(Message request, InputRequest content, CompletableFuture<String> answer) {}

    private static final Question END = new Question(null, null, null);

    private final Session session;
    private final Consumer<String> log;
    private final BlockingQueue<Question> questions = new LinkedBlockingQueue<>();

    InputChannel(Session session, Consumer<String> log) {
        this.session = session;
        this.log = log;
    }

    void serve(ZMQ.Socket socket, Wire wire) {
        socket.setReceiveTimeOut(GIVEN_UP_MILLIS);
        Sockets.serve("stdin", socket, () -> {
            for (Question question = next(); !question.equals(END); question = next()) {
                // an answer to a question that was given up belongs to no one
                while (Sockets.receive(socket, ZMQ.DONTWAIT) != null)
                    log.accept("dropped input that nothing waits for");
                Message message = session.message(question.request().identities(), "input_request",
                        question.request().header(), Json.of(question.content()));
                Sockets.send(socket, wire.encode(message));
                while (!question.answer().isDone())
                    receive(socket, wire, message, question);
            }
        });
    }

    private void receive(ZMQ.Socket socket, Wire wire, Message asked, Question question) {
        var frames = Sockets.receive(socket, 0);
        if (frames == null) return;
        try {
            Message reply = wire.decode(frames);
            JsonElement parent = reply.parent().get("msg_id");
            boolean ours = parent == null || parent.isJsonNull() || parent.getAsString().equals(asked.id());
            if (reply.type().equals("input_reply") && ours)
                question.answer().complete(reply.content().get("value").getAsString());
            else
                log.accept("dropped a " + reply.type() + " that answers no question");
        } catch (MalformedMessageException | RuntimeException e) {
            log.accept("dropped a message on stdin: " + e.getMessage());
        }
    }

    private Question next() {
        while (true)
            try {
                return questions.take();
            } catch (InterruptedException _) {
                log.accept("a thread of the kernel was interrupted, and goes on");
            }
    }

    void close() {
        questions.add(END);
    }

    /**
     * Asks and waits.
     *
     * @return the line; null at the end of input
     * @throws CancellationException when the thread is interrupted meanwhile
     */
    String ask(Message request, String prompt, boolean password) {
        var question = new Question(request, new InputRequest(prompt, password), new CompletableFuture<>());
        questions.add(question);
        try {
            String line = question.answer().get();
            return line.equals(END_OF_INPUT) ? null : line;
        } catch (InterruptedException _) {
            question.answer().cancel(false);
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for input");
        } catch (ExecutionException e) {
            throw new IllegalStateException("the stdin channel failed", e.getCause());
        }
    }
}
