package gradshell.kernel.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Talks to a kernel over ZeroMQ as a notebook does. For one thread; every wait ends after {@value #PATIENCE} ms. */
public final class TestClient implements AutoCloseable {
    private static final int PATIENCE = 30_000;

    private final ConnectionFile connection;
    private final String session = UUID.randomUUID().toString();
    private final ZContext context = new ZContext();
    private final ZMQ.Socket shell;
    private final ZMQ.Socket control;
    private final ZMQ.Socket stdin;
    private final ZMQ.Socket iopub;
    private final ZMQ.Socket heartbeat;
    private final List<Received> published = new ArrayList<>();
    private final List<Received> replies = new ArrayList<>();

    /** Connects; the kernel may be started later. */
    public TestClient(ConnectionFile connection) {
        this.connection = connection;
        shell = connect(SocketType.DEALER, connection.shell_port());
        control = connect(SocketType.DEALER, connection.control_port());
        stdin = connect(SocketType.DEALER, connection.stdin_port());
        iopub = connect(SocketType.SUB, connection.iopub_port());
        iopub.subscribe(ZMQ.SUBSCRIPTION_ALL);
        heartbeat = connect(SocketType.REQ, connection.hb_port());
    }

    private ZMQ.Socket connect(SocketType type, int port) {
        ZMQ.Socket socket = context.createSocket(type);
        socket.setIdentity(session.getBytes(US_ASCII));
        socket.setRcvHWM(0);
        socket.setLinger(0);
        socket.setReceiveTimeOut(PATIENCE);
        // a kernel that is about to listen is found at once
        socket.setReconnectIVL(10);
        socket.connect(connection.address(port));
        return socket;
    }

    /** Waits until the kernel answers and its publications arrive here. */
    public Received awaitReady() {
        while (true) {
            String id = send("kernel_info_request", new JsonObject());
            Received reply = awaitReply(id);
            iopub.setReceiveTimeOut(200);
            try {
                awaitIdle(id);
                return reply;
            } catch (AssertionError _) {
                // subscribed too late to hear of this one: ask again
                published.clear();
            } finally {
                iopub.setReceiveTimeOut(PATIENCE);
            }
        }
    }

    /** Runs a cell and waits for its end. */
    public Outcome execute(String code) {
        return request("execute_request", cell(code));
    }

    /** The content of an execute_request, to be changed as a test likes. */
    public static JsonObject cell(String code) {
        var content = new JsonObject();
        content.addProperty("code", code);
        content.addProperty("silent", false);
        content.addProperty("store_history", true);
        content.add("user_expressions", new JsonObject());
        content.addProperty("allow_stdin", true);
        content.addProperty("stop_on_error", true);
        return content;
    }

    /** Sends a request on the shell channel and waits for its reply and its idle status. */
    public Outcome request(String type, JsonObject content) {
        String id = send(type, content);
        return outcome(id);
    }

    /** Reply and publications of a request sent before. */
    public Outcome outcome(String id) {
        Received reply = awaitReply(id);
        return new Outcome(reply, awaitIdle(id));
    }

    /** Sends on the shell channel; the message's id. */
    public String send(String type, JsonObject content) {
        return sendOn(shell, type, content, Map.of());
    }

    /** Sends a message with metadata and buffers on the shell channel; the message's id. */
    public String send(String type, JsonObject content, JsonObject metadata, List<String> buffers) {
        List<byte[]> frames = frames(type, content, Map.of());
        String header = new String(frames.get(2), UTF_8);
        frames = sign(header, "{}", metadata.toString(), content.toString());
        for (String buffer : buffers) frames.add(buffer.getBytes(UTF_8));
        send(shell, frames);
        return JsonParser.parseString(header).getAsJsonObject().get("msg_id").getAsString();
    }

    /** Sends on the control channel and waits for the reply there. */
    public Received control(String type, JsonObject content) {
        String id = sendOn(control, type, content, Map.of());
        while (true) {
            Received reply = receive(control);
            if (reply.parentId().equals(id)) return reply;
        }
    }

    public void interrupt() {
        control("interrupt_request", new JsonObject());
    }

    public Received shutdown(boolean restart) {
        var content = new JsonObject();
        content.addProperty("restart", restart);
        return control("shutdown_request", content);
    }

    /** The kernel's next question. */
    public Received awaitQuestion() {
        return receive(stdin);
    }

    public void answer(String line) {
        var content = new JsonObject();
        content.addProperty("value", line);
        sendOn(stdin, "input_reply", content, Map.of());
    }

    /** Whether the heartbeat comes back. */
    public boolean beats() {
        heartbeat.send("beat");
        return "beat".equals(heartbeat.recvStr());
    }

    /** The reply to a request on the shell channel; replies to others are kept. */
    public Received awaitReply(String id) {
        while (true) {
            for (Received reply : replies)
                if (reply.parentId().equals(id)) {
                    replies.remove(reply);
                    return reply;
                }
            replies.add(receive(shell));
        }
    }

    /** Everything published for a request up to its idle status. */
    public List<Received> awaitIdle(String id) {
        awaitPublished(message -> message.parentId().equals(id) && message.type().equals("status")
                && message.text("execution_state").equals("idle"));
        List<Received> ours = published.stream().filter(message -> message.parentId().equals(id)).toList();
        published.removeAll(ours);
        return ours;
    }

    /** Waits for a publication that passes the test, which stays among the published. */
    public Received awaitPublished(java.util.function.Predicate<Received> test) {
        for (Received message : published)
            if (test.test(message)) return message;
        while (true) {
            Received message = receive(iopub);
            published.add(message);
            if (test.test(message)) return message;
        }
    }

    /** Signed frames of a request, without identities. */
    public List<byte[]> frames(String type, JsonObject content, Map<String, String> headerFields) {
        var header = new JsonObject();
        header.addProperty("msg_id", UUID.randomUUID().toString());
        header.addProperty("session", session);
        header.addProperty("username", "test");
        header.addProperty("date", Instant.now().toString());
        header.addProperty("msg_type", type);
        header.addProperty("version", "5.4");
        headerFields.forEach(header::addProperty);
        return sign(header.toString(), "{}", "{}", content.toString());
    }

    /** Frames of four parts that need not be JSON, signed with the kernel's key. */
    public List<byte[]> sign(String... parts) {
        var frames = new ArrayList<byte[]>();
        frames.add("<IDS|MSG>".getBytes(US_ASCII));
        frames.add(null);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(connection.key().getBytes(US_ASCII), "HmacSHA256"));
            for (String part : parts) {
                frames.add(part.getBytes(UTF_8));
                mac.update(part.getBytes(UTF_8));
            }
            frames.set(1, HexFormat.of().formatHex(mac.doFinal()).getBytes(US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return frames;
    }

    /** Sends any frames on the shell channel. */
    public void sendRaw(List<byte[]> frames) {
        send(shell, frames);
    }

    /** Sends any frames on the control channel. */
    public void sendRawOnControl(List<byte[]> frames) {
        send(control, frames);
    }

    /** Sends any frames on the stdin channel. */
    public void sendRawOnStdin(List<byte[]> frames) {
        send(stdin, frames);
    }

    private String sendOn(ZMQ.Socket socket, String type, JsonObject content, Map<String, String> headerFields) {
        List<byte[]> frames = frames(type, content, headerFields);
        send(socket, frames);
        return JsonParser.parseString(new String(frames.get(2), UTF_8)).getAsJsonObject().get("msg_id").getAsString();
    }

    private static void send(ZMQ.Socket socket, List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++)
            socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
    }

    private Received receive(ZMQ.Socket socket) {
        var frames = new ArrayList<String>();
        do {
            byte[] frame = socket.recv();
            if (frame == null)
                throw new AssertionError("the kernel sent nothing for " + socket.getReceiveTimeOut() + " ms");
            frames.add(new String(frame, UTF_8));
        } while (socket.hasReceiveMore());
        int delimiter = frames.indexOf("<IDS|MSG>");
        List<String> parts = frames.subList(delimiter + 2, delimiter + 6);
        String expected = new String(sign(parts.toArray(String[]::new)).get(1), US_ASCII);
        if (!expected.equals(frames.get(delimiter + 1))) throw new AssertionError("the kernel's signature is wrong");
        List<JsonObject> json = parts.stream().map(part -> JsonParser.parseString(part).getAsJsonObject()).toList();
        return new Received(json.get(0), json.get(1), json.get(2), json.get(3),
                List.copyOf(frames.subList(delimiter + 6, frames.size())));
    }

    @Override
    public void close() {
        context.close();
    }
}
