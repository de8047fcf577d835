package gradshell.kernel;

import static gradshell.kernel.client.TestClient.cell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import gradshell.kernel.client.ConnectionFile;
import gradshell.kernel.client.Outcome;
import gradshell.kernel.client.TestClient;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RequestsTest extends ClientTest {
    @Test
    void kernelInfo_onShell_describesJava() {
        Outcome outcome = client.request("kernel_info_request", new JsonObject());
        JsonObject info = outcome.reply().content();
        JsonObject language = info.getAsJsonObject("language_info");
        assertEquals("ok", outcome.status());
        assertEquals("5.5", info.get("protocol_version").getAsString());
        assertEquals("gradshell", info.get("implementation").getAsString());
        assertEquals("java", language.get("name").getAsString());
        assertEquals("text/x-java", language.get("mimetype").getAsString());
        assertEquals(".java", language.get("file_extension").getAsString());
        assertEquals("java", language.get("pygments_lexer").getAsString());
        assertEquals("text/x-java", language.get("codemirror_mode").getAsString());
        assertEquals(0, info.getAsJsonArray("supported_features").size());
        assertEquals(List.of("status", "status"), outcome.types());
    }

    @Test
    void iopub_everySubscriber_isWelcomedFirst() {
        for (int i = 0; i < 2; i++)
            try (var other = new TestClient(kernel.file)) {
                var first = other.awaitPublished(_ -> true);
                assertEquals("iopub_welcome", first.type());
                assertEquals("", first.text("subscription"));
                assertEquals("", first.parentId());
            }
    }

    @Test
    void control_whileACellRuns_answersAtOnce() {
        String running = client.send("execute_request", cell("loop"));
        client.awaitPublished(message -> message.type().equals("execute_input"));
        assertEquals("ok", client.control("kernel_info_request", new JsonObject()).text("status"));
        assertTrue(client.beats());
        assertEquals("ok", client.control("interrupt_request", new JsonObject()).text("status"));
        assertEquals("KeyboardInterrupt", client.outcome(running).reply().text("ename"));
    }

    @Test
    void complete_behindAnEmoji_positionsAreCodePoints() {
        JsonObject content = Json.object("code", "\"\ud83d\ude00\" ab", "cursor_pos", 6);
        JsonObject reply = client.request("complete_request", content).reply().content();
        assertEquals("[\"ab1\",\"ab2\"]", reply.getAsJsonArray("matches").toString());
        assertEquals(4, reply.get("cursor_start").getAsInt());
        assertEquals(6, reply.get("cursor_end").getAsInt());
        JsonArray types = reply.getAsJsonObject("metadata").getAsJsonArray("_jupyter_types_experimental");
        JsonObject method = types.get(1).getAsJsonObject();
        assertEquals("method", method.get("type").getAsString());
        assertEquals("(int)", method.get("signature").getAsString());
        assertEquals(4, method.get("start").getAsInt());
    }

    @Test
    void inspect_found_dataAtTheUtf16Cursor() {
        JsonObject content = Json.object("code", "\ud83d\ude00ab", "cursor_pos", 3, "detail_level", 1);
        JsonObject reply = client.request("inspect_request", content).reply().content();
        assertTrue(reply.get("found").getAsBoolean());
        assertEquals("4 in detail", reply.getAsJsonObject("data").get("text/plain").getAsString());
    }

    @Test
    void inspect_nothingThere_okButNotFound() {
        JsonObject content = Json.object("code", "", "cursor_pos", 0, "detail_level", 0);
        Outcome outcome = client.request("inspect_request", content);
        assertEquals("ok", outcome.status());
        assertFalse(outcome.reply().content().get("found").getAsBoolean());
    }

    @Test
    void isComplete_openBrace_indented() {
        JsonObject open = client.request("is_complete_request", Json.object("code", "if (x) {")).reply().content();
        assertEquals("incomplete", open.get("status").getAsString());
        assertEquals("    ", open.get("indent").getAsString());
        assertEquals("complete", client.request("is_complete_request", Json.object("code", "x")).status());
    }

    @Test
    void unknownRequest_busyIdleAndALogLine() {
        String id = client.send("create_subshell_request", new JsonObject());
        assertEquals(2, client.awaitIdle(id).size());
        assertTrue(kernel.logged("create_subshell_request"));
        assertEquals("ok", client.execute("value 1").status());
    }

    @Test
    void illTypedContent_errorReply() {
        Outcome outcome = client.request("complete_request", Json.object("code", "a", "cursor_pos", "here"));
        assertEquals("error", outcome.status());
        assertEquals(List.of("status", "status"), outcome.types());
    }

    @Test
    void history_tailRangeSearch() {
        for (String code : List.of("value a", "nothing", "value a", "value b"))
            client.execute(code);
        assertEquals("[[1,3,\"value a\"],[1,4,\"value b\"]]", history("tail", "n", 2));
        assertEquals("[[1,1,[\"value a\",\"a\"]],[1,2,[\"nothing\",null]]]",
                history("range", "session", 0, "start", 1, "stop", 3, "output", true));
        assertEquals("[[1,1,\"value a\"],[1,3,\"value a\"]]", history("search", "pattern", "*a"));
        assertEquals("[[1,3,\"value a\"]]", history("search", "pattern", "value ?", "unique", true, "n", 2)
                .replace(",[1,4,\"value b\"]", ""));
        assertEquals("[]", history("search", "pattern", "value"));
    }

    private String history(String access, Object... fields) {
        JsonObject content = Json.object(fields);
        content.addProperty("hist_access_type", access);
        Outcome outcome = client.request("history_request", content);
        assertEquals("ok", outcome.status());
        return outcome.reply().content().getAsJsonArray("history").toString();
    }

    @Test
    void interrupt_beforeTheShellHasStarted_stopsTheCell() throws Exception {
        ConnectionFile file = ConnectionFile.create();
        var slow = new CountDownLatch(1);
        Kernel kernel = Kernel.start(Connection.parse(file.json()), () -> {
            try {
                slow.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new FakeShell();
        }, null, _ -> {});
        try (var client = new TestClient(file)) {
            client.awaitReady();
            String id = client.send("execute_request", cell("value 1"));
            client.awaitPublished(message -> message.type().equals("execute_input"));
            client.interrupt();
            slow.countDown();
            assertEquals("KeyboardInterrupt", client.outcome(id).reply().text("ename"));
            assertEquals("ok", client.execute("value 1").status());
        } finally {
            kernel.stop(0);
            kernel.await();
        }
    }

    @Test
    void interrupt_betweenBusyAndTheCell_stopsTheCell() {
        kernel.shell.beginning = new CountDownLatch(1);
        String id = client.send("execute_request", cell("loop"));
        client.awaitPublished(message -> message.parentId().equals(id) && message.type().equals("status"));
        client.interrupt();
        kernel.shell.beginning.countDown();
        assertEquals("KeyboardInterrupt", client.outcome(id).reply().text("ename"));
    }

    @Test
    void interrupt_betweenRequests_stopsNothing() {
        client.execute("value 1");
        client.interrupt();
        assertEquals("2", client.execute("value 2").result("text/plain"));
    }

    @Test
    void shutdown_onControl_repliesAndEnds() {
        assertTrue(client.shutdown(true).content().get("restart").getAsBoolean());
        assertEquals(0, kernel.kernel.await());
    }

    @Test
    void shutdown_onShell_repliesAndEnds() {
        Outcome outcome = client.request("shutdown_request", Json.object("restart", false));
        assertEquals("ok", outcome.status());
        assertEquals(0, kernel.kernel.await());
    }

    @Test
    void shutdown_afterManyCells_losesNoPublication() {
        List<String> cells = Stream.generate(() -> client.send("execute_request", cell("lines 200"))).limit(200)
                .toList();
        assertEquals("ok", client.request("shutdown_request", Json.object("restart", false)).status());
        for (String id : cells)
            assertEquals("line 199", client.outcome(id).stream("stdout").lines().toList().getLast());
    }
}
