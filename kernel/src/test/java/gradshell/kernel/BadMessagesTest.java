package gradshell.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import gradshell.kernel.client.TestClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BadMessagesTest extends ClientTest {
    private static final byte[] GREETING = {(byte) 0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 3, 0};

    @Test
    void forged_isDropped() {
        List<byte[]> frames = request();
        frames.get(1)[0] ^= 1;
        dropped(frames, "signature");
    }

    @Test
    void cutOff_isDropped() {
        dropped(request().subList(0, 4), "cut off");
    }

    @Test
    void withoutDelimiter_isDropped() {
        dropped(List.of(new byte[0], "hello".getBytes(UTF_8)), "cut off");
    }

    @Test
    void replayed_isDropped() {
        List<byte[]> frames = request();
        client.sendRaw(frames);
        dropped(frames, "sent before");
    }

    @Test
    void signedButNoJson_isDropped() {
        dropped(client.sign("{\"msg_id\":", "{}", "{}", "{}"), "is not JSON");
        dropped(client.sign("[]", "{}", "{}", "{}"), "no JSON object");
        dropped(client.sign("", "{}", "{}", "{}"), "no JSON object");
        dropped(client.sign("{}", "{}", "{}", "{}"), "no msg_id");
        dropped(client.sign("{\"msg_id\":{},\"msg_type\":\"x\"}", "{}", "{}", "{}"), "no msg_id");
        dropped(client.sign("{\"msg_id\":1,\"msg_type\":1}", "{}", "{}", "[".repeat(200_000)), "content is not JSON");
    }

    @Test
    void thousandsOfMutations_theNextGoodOneIsAnswered() {
        var random = new Random(7);
        for (int i = 0; i < 8_000; i++)
            client.sendRaw(mutated(request(), random));
        assertEquals("5", client.execute("value 5").result("text/plain"));
    }

    @Test
    void mutationsOnTheOtherChannels_theNextGoodOneIsAnswered() {
        var random = new Random(10);
        String asking = client.send("execute_request", TestClient.cell("ask name?"));
        client.awaitQuestion();
        for (int i = 0; i < 1_000; i++) {
            client.sendRawOnControl(mutated(request(), random));
            client.sendRawOnStdin(mutated(client.frames("input_reply", Json.object("value", "Eve"), Map.of()), random));
        }
        assertEquals("ok", client.control("kernel_info_request", new JsonObject()).text("status"));
        client.answer("Ada");
        // a mutation of what isn't signed is as good as none
        assertTrue(List.of("Ada", "Eve").contains(client.outcome(asking).result("text/plain")));
        assertEquals("5", client.execute("value 5").result("text/plain"));
    }

    @Test
    void forgedAnswer_isNoAnswer() {
        String asking = client.send("execute_request", TestClient.cell("ask name?"));
        client.awaitQuestion();
        var forged = client.frames("input_reply", Json.object("value", "Eve"), Map.of());
        forged.get(1)[0] ^= 1;
        client.sendRawOnStdin(forged);
        client.answer("Ada");
        assertEquals("Ada", client.outcome(asking).result("text/plain"));
    }

    @Test
    void otherAddresses_areNotListenedOn() {
        var file = kernel.file;
        for (int port : List.of(file.shell_port(), file.control_port(), file.iopub_port(), file.stdin_port(),
                file.hb_port()))
            assertThrows(IOException.class, () -> {
                try (var socket = new Socket()) {
                    socket.connect(new InetSocketAddress("127.0.0.2", port), 500);
                }
            });
    }

    /** Any JSON of the right outer form, well signed: whatever it asks, the kernel lives. */
    @Test
    void thousandsOfStrangeContents_theNextGoodOneIsAnswered() {
        var random = new Random(8);
        List<String> types = List.of("execute_request", "complete_request", "inspect_request", "history_request",
                "is_complete_request", "comm_open", "comm_msg", "comm_info_request", "interrupt_request", "nonsense");
        List<String> values = List.of("null", "1", "-1e300", "\"\"", "[]", "{}", "true", "\"value\"", "[[1]]");
        List<String> fields = List.of("code", "cursor_pos", "silent", "user_expressions", "n", "hist_access_type",
                "pattern", "detail_level", "comm_id", "stop_on_error", "allow_stdin", "start");
        for (int i = 0; i < 4_000; i++) {
            var content = new StringBuilder("{\"x\":0");
            for (String field : fields)
                if (random.nextBoolean())
                    content.append(",\"" + field + "\":" + values.get(random.nextInt(values.size())));
            String header = "{\"msg_id\":\"m" + i + "\",\"msg_type\":\"" + types.get(random.nextInt(types.size()))
                    + "\"}";
            client.sendRaw(client.sign(header, "{}", "{}", content + "}"));
        }
        assertEquals("5", client.execute("value 5").result("text/plain"));
    }

    @Test
    void noZeroMq_onEveryPort_isShrugged() throws IOException {
        var random = new Random(9);
        var file = kernel.file;
        for (int port : List.of(file.shell_port(), file.control_port(), file.iopub_port(), file.stdin_port(),
                file.hb_port()))
            for (int i = 0; i < 50; i++)
                try (var socket = new Socket(file.ip(), port)) {
                    byte[] noise = new byte[random.nextInt(200)];
                    random.nextBytes(noise);
                    // half of them begin as ZeroMQ does
                    if (i % 2 == 0 && noise.length > 12) System.arraycopy(GREETING, 0, noise, 0, GREETING.length);
                    socket.getOutputStream().write(noise);
                }
        assertEquals("5", client.execute("value 5").result("text/plain"));
        assertTrue(client.beats());
    }

    private List<byte[]> request() {
        return client.frames("kernel_info_request", new JsonObject(), Map.of());
    }

    private void dropped(List<byte[]> frames, String why) {
        client.sendRaw(frames);
        assertEquals("ok", client.execute("value 1").status());
        assertTrue(kernel.logged(why), kernel.log::toString);
    }

    private static List<byte[]> mutated(List<byte[]> frames, Random random) {
        var mutated = new ArrayList<byte[]>(frames);
        int at = random.nextInt(mutated.size());
        switch (random.nextInt(4)) {
            case 0 -> {
                byte[] noise = new byte[random.nextInt(50)];
                random.nextBytes(noise);
                mutated.set(at, noise);
            }
            case 1 -> mutated.remove(at);
            case 2 -> mutated.add(at, mutated.get(random.nextInt(mutated.size())));
            default -> {
                byte[] changed = mutated.get(at).clone();
                changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
                mutated.set(at, changed);
            }
        }
        return mutated;
    }
}
