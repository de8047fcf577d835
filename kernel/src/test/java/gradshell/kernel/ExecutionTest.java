package gradshell.kernel;

import static gradshell.kernel.client.TestClient.cell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import gradshell.kernel.client.Outcome;
import gradshell.kernel.client.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExecutionTest extends ClientTest {
    @Test
    void execute_valueShown_messagesInOrder() {
        Outcome outcome = client.execute("value 42");
        assertEquals(List.of("status", "execute_input", "execute_result", "status"), outcome.types());
        assertEquals("busy", outcome.published().getFirst().text("execution_state"));
        assertEquals("value 42", outcome.published().get(1).text("code"));
        assertEquals("42", outcome.result("text/plain"));
        assertEquals("ok", outcome.status());
        assertEquals(1, outcome.reply().content().get("execution_count").getAsInt());
        assertTrue(outcome.reply().content().has("user_expressions"));
    }

    @Test
    void execute_header_isOfOurSessionAndDated() {
        Received first = client.execute("value 1").reply();
        JsonObject header = first.header();
        assertFalse(header.get("session").getAsString().equals(first.parent().get("session").getAsString()));
        assertEquals(header.get("session"), client.execute("value 2").published().getFirst().header().get("session"));
        assertTrue(header.get("date").getAsString().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z"));
        assertEquals("5.5", header.get("version").getAsString());
        assertEquals("execute_reply", header.get("msg_type").getAsString());
    }

    @Test
    void execute_counter_movesOnlyWithHistory() {
        assertEquals("1", client.execute("number").result("text/plain"));
        JsonObject unstored = cell("number");
        unstored.addProperty("store_history", false);
        Outcome outcome = client.request("execute_request", unstored);
        assertEquals("0", outcome.result("text/plain"));
        assertEquals(1, outcome.reply().content().get("execution_count").getAsInt());
        assertEquals("2", client.execute("number").result("text/plain"));
    }

    @Test
    void execute_silent_publishesOnlyStatus() {
        JsonObject silent = cell("both");
        silent.addProperty("silent", true);
        Outcome outcome = client.request("execute_request", silent);
        assertEquals(List.of("status", "status"), outcome.types());
        assertEquals("ok", outcome.status());
        assertEquals("1", client.execute("number").result("text/plain"));
    }

    @Test
    void execute_onlyCodeGiven_othersAsTheProtocolSays() {
        Outcome outcome = client.request("execute_request", Json.object("code", "value 1"));
        assertEquals(1, outcome.reply().content().get("execution_count").getAsInt());
    }

    @Test
    void execute_noCode_errorReply() {
        Outcome outcome = client.request("execute_request", new JsonObject());
        assertEquals("error", outcome.status());
        assertTrue(outcome.reply().text("evalue").contains("code"));
    }

    @Test
    void execute_streams_inOrderBeforeResult() {
        Outcome outcome = client.execute("both");
        assertEquals(List.of("status", "execute_input", "stream", "stream", "stream", "execute_result", "status"),
                outcome.types());
        assertEquals(List.of("12", "3", "4"),
                outcome.published("stream").stream().map(message -> message.text("text")).toList());
        assertEquals("124", outcome.stream("stdout"));
        assertEquals("3", outcome.stream("stderr"));
    }

    @Test
    void execute_stormOfLines_allArriveInFewMessages() {
        Outcome outcome = client.execute("lines 20000");
        String expected = IntStream.range(0, 20_000).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
        assertEquals(expected, outcome.stream("stdout"));
        assertTrue(outcome.published("stream").size() < 2_000);
    }

    @Test
    void execute_floodOfLines_isCutAndTheRestIsInAFile() throws IOException {
        Outcome outcome = client.execute("lines 1000000");
        String shown = outcome.stream("stdout");
        assertTrue(shown.length() < OutputLimit.SHOWN + 300, () -> "" + shown.length());
        assertTrue(shown.startsWith("line 0\n"));
        Path rest = Path.of(shown.substring(shown.indexOf("the rest is in ") + 15).strip());
        try (var lines = Files.lines(rest)) {
            assertEquals("line 999999", lines.reduce("", (_, line) -> line));
        } finally {
            Files.delete(rest);
        }
        assertEquals("12", client.execute("both").stream("stdout").substring(0, 2));
    }

    @Test
    void execute_lateOutput_belongsToItsCell() {
        String id = client.send("execute_request", cell("late"));
        client.outcome(id);
        client.execute("value 1");
        kernel.shell.late.countDown();
        assertLate(id);
    }

    @Test
    void execute_outputAfterASilentCell_belongsToTheCellBefore() {
        String id = client.send("execute_request", cell("value 1"));
        client.outcome(id);
        JsonObject silent = cell("late");
        silent.addProperty("silent", true);
        client.request("execute_request", silent);
        kernel.shell.late.countDown();
        assertLate(id);
    }

    private void assertLate(String cell) {
        Received late = client.awaitPublished(message -> message.type().equals("stream"));
        assertEquals(cell, late.parentId());
        assertEquals("late", late.text("text"));
    }

    @Test
    void execute_failure_errorPublishedAndReplied() {
        Outcome outcome = client.execute("fail badly");
        assertEquals(List.of("status", "execute_input", "error", "status"), outcome.types());
        for (Received message : List.of(outcome.reply(), outcome.published("error").getFirst())) {
            assertEquals("IllegalStateException", message.text("ename"));
            assertEquals("badly", message.text("evalue"));
            assertEquals("trace of badly", message.content().getAsJsonArray("traceback").get(0).getAsString());
        }
        assertEquals("error", outcome.status());
    }

    @Test
    void execute_errors_endTheCellOnly() {
        assertEquals("OutOfMemoryError", client.execute("throw memory").reply().text("ename"));
        assertEquals("StackOverflowError", client.execute("recurse").reply().text("ename"));
        assertEquals("1", client.execute("value 1").result("text/plain"));
    }

    @Test
    void execute_failure_abortsCellsSentMeanwhile() {
        String first = client.send("execute_request", cell("loop"));
        List<String> queued = new ArrayList<>();
        for (int i = 0; i < 3; i++)
            queued.add(client.send("execute_request", cell("value 1")));
        String info = client.send("kernel_info_request", new JsonObject());
        client.awaitPublished(message -> message.type().equals("execute_input"));
        client.interrupt();
        assertEquals("KeyboardInterrupt", client.outcome(first).reply().text("ename"));
        for (String id : queued) {
            Outcome outcome = client.outcome(id);
            assertEquals("aborted", outcome.status());
            assertEquals(List.of("status", "status"), outcome.types());
        }
        assertEquals("ok", client.outcome(info).status());
        assertEquals("ok", client.execute("value 1").status());
    }

    @Test
    void execute_failureWithoutStopOnError_runsTheRest() {
        JsonObject failing = cell("loop");
        failing.addProperty("stop_on_error", false);
        String first = client.send("execute_request", failing);
        String second = client.send("execute_request", cell("value 1"));
        client.awaitPublished(message -> message.type().equals("execute_input"));
        client.interrupt();
        assertEquals("error", client.outcome(first).status());
        assertEquals("ok", client.outcome(second).status());
    }

    @Test
    void execute_userExpressions_eachItsOwnOutcome() {
        JsonObject content = cell("value 1");
        content.add("user_expressions", Json.object("good", "value 7", "bad", "fail x", "none", "nothing"));
        JsonObject values = client.request("execute_request", content)
                .reply()
                .content()
                .getAsJsonObject("user_expressions");
        JsonObject good = values.getAsJsonObject("good");
        assertEquals("7", good.getAsJsonObject("data").get("text/plain").getAsString());
        assertEquals("error", values.getAsJsonObject("bad").get("status").getAsString());
        assertEquals("ok", values.getAsJsonObject("none").get("status").getAsString());
    }

    @Test
    void execute_displays_shownUpdatedCleared() {
        Outcome outcome = client.execute("show");
        assertEquals(
                List.of("status", "execute_input", "display_data", "update_display_data", "clear_output", "status"),
                outcome.types());
        JsonObject shown = outcome.published("display_data").getFirst().content();
        assertEquals("one", shown.getAsJsonObject("transient").get("display_id").getAsString());
        assertEquals("{\"a\":[1,2]}", shown.getAsJsonObject("data").get("application/json").toString());
        assertTrue(shown.getAsJsonObject("metadata").has("text/plain"));
        assertTrue(outcome.published("clear_output").getFirst().content().get("wait").getAsBoolean());
    }

    @Test
    void execute_input_askedAndAnswered() {
        String id = client.send("execute_request", cell("ask name?"));
        Received question = client.awaitQuestion();
        assertEquals("input_request", question.type());
        assertEquals("name?", question.text("prompt"));
        assertFalse(question.content().get("password").getAsBoolean());
        assertEquals(id, question.parentId());
        client.answer("Ada");
        assertEquals("Ada", client.outcome(id).result("text/plain"));
    }

    @Test
    void execute_password_saidSo() {
        String id = client.send("execute_request", cell("secret key"));
        assertTrue(client.awaitQuestion().content().get("password").getAsBoolean());
        client.answer("\u0004");
        assertEquals("null", client.outcome(id).result("text/plain"));
    }

    @Test
    void execute_inputNotAllowed_errorNamesIt() {
        JsonObject content = cell("ask name?");
        content.addProperty("allow_stdin", false);
        Outcome outcome = client.request("execute_request", content);
        assertEquals("StdinNotImplementedError", outcome.reply().text("ename"));
        assertNull(outcome.result("text/plain"));
    }
}
