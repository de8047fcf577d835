package gradshell.kernel;

import static gradshell.kernel.client.TestClient.cell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import gradshell.kernel.client.ConnectionFile;
import gradshell.kernel.client.KernelProcess;
import gradshell.kernel.client.Outcome;
import gradshell.kernel.client.Received;
import gradshell.kernel.client.TestClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every request of the protocol to one kernel in a process of its own, with Java's real shell: replies and their order. */
@TestInstance(Lifecycle.PER_CLASS)
class ConformanceTest {
    private static final JsonObject NOTHING = new JsonObject();

    private final ConnectionFile file = ConnectionFile.create();
    private KernelProcess kernel;
    private TestClient client;

    @BeforeAll
    void start(@TempDir Path dir) throws IOException {
        Path connection = Files.writeString(dir.resolve("connection.json"), file.json());
        kernel = KernelProcess.start(connection, Map.of("GRADSHELL_HISTORY", dir.resolve("cells.jsonl").toString()));
        client = new TestClient(file);
        client.awaitReady();
    }

    /** The last test of all: how a kernel is ended. */
    @AfterAll
    void shutdown_repliesAndEndsTheProcess() throws Exception {
        try (var ending = kernel; var talking = client) {
            Received reply = talking.shutdown(false);
            assertEquals("shutdown_reply", reply.type());
            assertEquals("ok", reply.text("status"));
            assertFalse(reply.content().get("restart").getAsBoolean());
            assertTrue(ending.process().waitFor(60, TimeUnit.SECONDS), ending::logged);
            assertEquals(0, ending.process().exitValue(), ending::logged);
        }
    }

    /** What is published for a request begins with busy, ends with idle, and belongs to it; so does its reply. */
    private Outcome request(String type, JsonObject content) {
        String id = client.send(type, content);
        Outcome outcome = client.outcome(id);
        var published = outcome.published();
        assertEquals(id, outcome.reply().parentId());
        assertEquals(type.replace("_request", "_reply"), outcome.reply().type());
        assertEquals("5.5", outcome.reply().header().get("version").getAsString());
        assertEquals("busy", published.getFirst().text("execution_state"));
        assertEquals("idle", published.getLast().text("execution_state"));
        assertEquals(2, outcome.published("status").size());
        published.forEach(message -> assertEquals(id, message.parentId()));
        return outcome;
    }

    private JsonObject ok(String type, JsonObject content) {
        Outcome outcome = request(type, content);
        assertEquals("ok", outcome.status(), () -> outcome.reply().content().toString());
        return outcome.reply().content();
    }

    private Outcome execute(String code) {
        return request("execute_request", cell(code));
    }

    private int count() {
        return execute("").reply().content().get("execution_count").getAsInt();
    }

    @Test
    void kernelInfo_onBothChannels_isTheSame() {
        JsonObject onShell = ok("kernel_info_request", NOTHING);
        assertEquals(onShell, client.control("kernel_info_request", NOTHING).content());
        assertEquals("5.5", onShell.get("protocol_version").getAsString());
        assertEquals("java", onShell.getAsJsonObject("language_info").get("name").getAsString());
    }

    @Test
    void execute_valueAndStreams_inOrder() {
        Outcome outcome = execute("System.out.print(1); System.err.print(2); System.out.print(3); 4");
        assertEquals(List.of("status", "execute_input", "stream", "stream", "stream", "execute_result", "status"),
                outcome.types());
        assertEquals(List.of("1", "2", "3"),
                outcome.published("stream").stream().map(message -> message.text("text")).toList());
        assertEquals("4", outcome.result("text/plain"));
        int count = outcome.reply().content().get("execution_count").getAsInt();
        for (String type : List.of("execute_input", "execute_result"))
            assertEquals(count, outcome.published(type).getFirst().content().get("execution_count").getAsInt());
    }

    @Test
    void execute_silentOrUnstored_countsNothing() {
        int before = count();
        JsonObject silent = cell("System.out.print(5); 6");
        silent.addProperty("silent", true);
        assertEquals(List.of("status", "status"), request("execute_request", silent).types());
        JsonObject unstored = cell("7");
        unstored.addProperty("store_history", false);
        assertEquals("7", request("execute_request", unstored).result("text/plain"));
        assertEquals(before + 1, count());
    }

    @Test
    void execute_userExpressions_eachWithItsStatus() {
        JsonObject content = cell("int side = 4;");
        content.add("user_expressions", Json.object("area", "side * side", "wrong", "noSide"));
        JsonObject values = ok("execute_request", content).getAsJsonObject("user_expressions");
        JsonObject area = values.getAsJsonObject("area");
        assertEquals("ok", area.get("status").getAsString());
        assertEquals("16", area.getAsJsonObject("data").get("text/plain").getAsString());
        assertEquals("error", values.getAsJsonObject("wrong").get("status").getAsString());
    }

    @ParameterizedTest
    @CsvSource({"'int x = \"a\";', CompileError", "'throw new IllegalStateException(\"no\");', IllegalStateException",
            "'%nosuchmagic', MagicError", "'System.exit(3);', ''",
            "'int deep(int n) { return deep(n + 1) + 1; } deep(0)', StackOverflowError"})
    void execute_failure_isPublishedAndReplied(String code, String name) {
        Outcome outcome = execute(code);
        assertEquals("error", outcome.status());
        JsonObject reply = outcome.reply().content();
        JsonObject published = outcome.published("error").getFirst().content();
        for (String field : List.of("ename", "evalue", "traceback"))
            assertEquals(published.get(field), reply.get(field));
        assertTrue(reply.has("execution_count"));
        if (!name.isEmpty()) assertEquals(name, outcome.reply().text("ename"));
        assertEquals("2", execute("1 + 1").result("text/plain"));
    }

    /** More than the compiler's stack has room for. */
    @Test
    void endlessExpression_inAnyRequest_isAnErrorAndNoMore() {
        String sum = "1" + " + 1".repeat(20_000);
        execute(sum);
        request("complete_request", Json.object("code", sum + ".", "cursor_pos", sum.length() + 1));
        request("inspect_request", Json.object("code", sum, "cursor_pos", 1, "detail_level", 0));
        request("is_complete_request", Json.object("code", sum));
        assertEquals("2", execute("1 + 1").result("text/plain"));
    }

    @Test
    void execute_valueThatFailsToShowItself_isOkAndTold() {
        Outcome outcome = execute(
                "new Object() { public String toString() { throw new IllegalStateException(\"no\"); } }");
        assertEquals("ok", outcome.status());
        assertTrue(outcome.result("text/plain").contains("failed: java.lang.IllegalStateException: no"));
        assertTrue(outcome.stream("stderr").contains("IllegalStateException"), () -> outcome.stream("stderr"));
    }

    @Test
    void execute_renderedFormThatIsNoJson_isNoEndOfTheKernel() {
        execute("record Odd(int a) {}\nregisterRenderer(Odd.class, \"application/json\", o -> Thread.currentThread());\nnew Odd(1)");
        assertEquals("2", execute("1 + 1").result("text/plain"));
    }

    @Test
    void execute_stopOnError_abortsWhatWaits() {
        for (boolean stop : new boolean[]{true, false}) {
            JsonObject failing = cell("Thread.sleep(500); throw new IllegalStateException();");
            failing.addProperty("stop_on_error", stop);
            String first = client.send("execute_request", failing);
            String second = client.send("execute_request", cell("1"));
            String info = client.send("kernel_info_request", NOTHING);
            assertEquals("error", client.outcome(first).status());
            assertEquals(stop ? "aborted" : "ok", client.outcome(second).status());
            assertEquals("ok", client.outcome(info).status());
        }
    }

    @Test
    void execute_displays_shownReplacedCleared() {
        Outcome outcome = execute("display(\"a\", \"one\"); updateDisplay(\"b\", \"one\"); clearOutput(true);");
        assertEquals(List.of("status", "execute_input", "display_data", "update_display_data", "clear_output",
                "status"), outcome.types());
        for (String type : List.of("display_data", "update_display_data"))
            assertEquals("one", outcome.published(type).getFirst().content().getAsJsonObject("transient")
                    .get("display_id").getAsString());
        assertTrue(outcome.published("clear_output").getFirst().content().get("wait").getAsBoolean());
    }

    @Test
    void execute_input_askedOnStdin() {
        for (boolean secret : new boolean[]{false, true}) {
            String read = secret ? "readPassword(\"who? \")" : "readLine(\"who? \")";
            String id = client.send("execute_request", cell(read));
            Received question = client.awaitQuestion();
            assertEquals("input_request", question.type());
            assertEquals(id, question.parentId());
            assertEquals("who? ", question.text("prompt"));
            assertEquals(secret, question.content().get("password").getAsBoolean());
            client.answer("Ada é");
            assertEquals("Ada é", client.outcome(id).result("text/plain"));
        }
        JsonObject deaf = cell("readLine(\"who? \")");
        deaf.addProperty("allow_stdin", false);
        assertEquals("error", request("execute_request", deaf).status());
    }

    @Test
    void complete_membersWithTypes_inCodePoints() {
        JsonObject reply = ok("complete_request", Json.object("code", "\"\ud83d\ude00\".leng", "cursor_pos", 8));
        assertEquals("[\"length()\"]", reply.getAsJsonArray("matches").toString());
        assertEquals(4, reply.get("cursor_start").getAsInt());
        assertEquals(8, reply.get("cursor_end").getAsInt());
        JsonObject typed = reply.getAsJsonObject("metadata").getAsJsonArray("_jupyter_types_experimental").get(0)
                .getAsJsonObject();
        assertEquals("method", typed.get("type").getAsString());
        assertEquals("int String.length()", typed.get("signature").getAsString());
    }

    @Test
    void inspect_documentation_inBothForms() {
        JsonObject reply = ok("inspect_request", Json.object("code", "gradient(", "cursor_pos", 4, "detail_level", 0));
        assertTrue(reply.get("found").getAsBoolean());
        for (String form : List.of("text/plain", "text/html"))
            assertTrue(reply.getAsJsonObject("data").get(form).getAsString().contains("gradient"));
        JsonObject none = ok("inspect_request", Json.object("code", "nowhere", "cursor_pos", 3, "detail_level", 1));
        assertFalse(none.get("found").getAsBoolean());
        assertTrue(none.getAsJsonObject("data").isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"1 + 1, complete, ", "'int f() {', incomplete, '    '", "'} {', invalid, ", "'', complete, "})
    void isComplete_judgesAndIndents(String code, String status, String indent) {
        Outcome outcome = request("is_complete_request", Json.object("code", code));
        assertEquals(status, outcome.status());
        if (indent != null) assertEquals(indent, outcome.reply().text("indent"));
    }

    @Test
    void history_byTailRangeAndSearch() {
        execute("6 * 9");
        int line = count() - 1;
        String entry = "[1," + line + ",\"6 * 9\"]";
        assertTrue(history("tail", "n", 2).startsWith("[" + entry));
        assertEquals("[[1," + line + ",[\"6 * 9\",\"54\"]]]",
                history("range", "session", 0, "start", line, "stop", line + 1, "output", true));
        assertEquals("[" + entry + "]", history("search", "pattern", "6 ? 9", "n", 1));
        assertEquals("error", request("history_request", Json.object("hist_access_type", "guess")).status());
    }

    private String history(String access, Object... fields) {
        JsonObject content = Json.object(fields);
        content.addProperty("hist_access_type", access);
        return ok("history_request", content).getAsJsonArray("history").toString();
    }

    @Test
    void commInfo_listsComms() {
        assertTrue(ok("comm_info_request", NOTHING).has("comms"));
    }

    @Test
    void whileACellRuns_controlAndHeartbeatAnswer_andInterruptStopsIt() {
        String running = client.send("execute_request", cell("int kept = 8; System.out.println(kept); while (true);"));
        client.awaitPublished(message -> message.parentId().equals(running) && message.type().equals("stream"));
        assertEquals("ok", client.control("kernel_info_request", NOTHING).text("status"));
        assertTrue(client.beats());
        Received interrupted = client.control("interrupt_request", NOTHING);
        assertEquals("interrupt_reply", interrupted.type());
        assertEquals("ok", interrupted.text("status"));
        assertEquals("KeyboardInterrupt", client.outcome(running).reply().text("ename"));
        assertEquals("8", execute("kept").result("text/plain"));
    }

    @Test
    void iopub_newSubscriber_isWelcomed() {
        try (var other = new TestClient(file)) {
            assertEquals("iopub_welcome", other.awaitPublished(_ -> true).type());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"execute_request", "complete_request", "inspect_request", "is_complete_request"})
    void request_withoutCode_errorReply(String type) {
        Outcome outcome = request(type, NOTHING);
        assertEquals("error", outcome.status());
        for (String field : List.of("ename", "evalue", "traceback"))
            assertTrue(outcome.reply().content().has(field), field);
    }

    @Test
    void badMessages_areDropped_andTheNextGoodOneAnswered() {
        client.sendRaw(List.of("nonsense".getBytes(StandardCharsets.UTF_8)));
        client.sendRaw(client.sign("{", "{}", "{}", "{}"));
        var forged = client.frames("execute_request", cell("1"), Map.of());
        forged.set(1, "0".repeat(64).getBytes(StandardCharsets.US_ASCII));
        client.sendRaw(forged);
        String unknown = client.send("no_such_request", NOTHING);
        assertEquals(List.of("status", "status"), client.awaitIdle(unknown).stream().map(Received::type).toList());
        assertEquals("2", execute("1 + 1").result("text/plain"));
    }
}
