package gradshell.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import gradshell.kernel.client.ConnectionFile;
import gradshell.kernel.client.Outcome;
import gradshell.kernel.client.Received;
import gradshell.kernel.client.TestClient;
import gradshell.kernel.magic.MagicShell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Comms between a page and the code of cells. */
class CommTest {
    private static final List<String> LOG = new CopyOnWriteArrayList<>();
    private static Kernel kernel;
    private static TestClient client;

    @BeforeAll
    static void start() throws StartException {
        ConnectionFile file = ConnectionFile.create();
        kernel = Kernel.start(Connection.parse(file.json()), MagicShell::start, null, LOG::add);
        client = new TestClient(file);
        client.awaitReady();
    }

    @AfterAll
    static void stop() {
        client.close();
        kernel.stop(0);
        kernel.await();
    }

    private static String open(String id, String target) {
        return client.send("comm_open",
                Json.object("comm_id", id, "target_name", target, "data", Map.of("from", "page")));
    }

    private static List<Received> message(String id, Object data) {
        return client.awaitIdle(client.send("comm_msg", Json.object("comm_id", id, "data", data)));
    }

    private static JsonObject opened(String target) {
        Outcome info = client.request("comm_info_request", Json.object("target_name", target));
        assertEquals("ok", info.status());
        return info.reply().content().getAsJsonObject("comms");
    }

    private static void run(String code) {
        Outcome outcome = client.execute(code);
        assertEquals("ok", outcome.status(), () -> outcome.reply().content().toString());
    }

    private static List<String> types(List<Received> messages) {
        return messages.stream().map(Received::type).toList();
    }

    @Test
    void open_unknownTarget_isClosedAndLogged() {
        List<Received> published = client.awaitIdle(open("u1", "nobody"));
        assertEquals(List.of("status", "comm_close", "status"), types(published));
        assertEquals("u1", published.get(1).text("comm_id"));
        assertTrue(LOG.stream().anyMatch(line -> line.contains("nobody")), LOG::toString);
        assertTrue(opened("nobody").isEmpty());
    }

    @Test
    void target_ofTheUser_answersWhatThePageSends() {
        run("registerCommTarget(\"echo\", comm -> comm.onMessage(m -> comm.send(Map.of(\"got\", m.data(), \"open\", "
                + "comm.opening().data()))));");
        client.awaitIdle(open("e1", "echo"));
        List<Received> published = message("e1", Map.of("n", 3, "x", 0.5, "l", List.of(1, "a")));
        assertEquals(List.of("status", "comm_msg", "status"), types(published));
        assertEquals(Json.object("open", Map.of("from", "page"), "got", Map.of("n", 3, "x", 0.5, "l", List.of(1, "a"))),
                published.get(1).content().get("data"));
        assertTrue(opened("echo").has("e1"));
        client.awaitIdle(client.send("comm_close", Json.object("comm_id", "e1", "data", Map.of())));
        assertFalse(opened("echo").has("e1"));
    }

    @Test
    void message_metadataAndBuffers_areCarriedBothWays() {
        run("registerCommTarget(\"bytes\", comm -> comm.onMessage(m -> comm.send(Map.of(), m.metadata(), "
                + "m.buffers().reversed())));");
        client.awaitIdle(open("b1", "bytes"));
        String id = client.send("comm_msg", Json.object("comm_id", "b1", "data", Map.of()),
                Json.object("version", "2.1.0"), List.of("one", "two"));
        Received answer = client.awaitIdle(id).get(1);
        assertEquals(List.of("two", "one"), answer.buffers());
        assertEquals("2.1.0", answer.metadata().get("version").getAsString());
    }

    @Test
    void openComm_inACell_sendsAndCloses() {
        Outcome outcome = client.execute(
                "var mine = openComm(\"theirs\", Map.of(\"a\", 1)); mine.send(Map.of(\"b\", new double[]{2})); mine.close();");
        List<Received> sent = new ArrayList<>();
        for (String type : List.of("comm_open", "comm_msg", "comm_close")) sent.addAll(outcome.published(type));
        assertEquals(List.of("comm_open", "comm_msg", "comm_close"), types(sent));
        assertEquals("theirs", sent.get(0).text("target_name"));
        assertEquals("{\"b\":[2.0]}", sent.get(1).content().get("data").toString());
        Outcome late = client.execute("mine.send(Map.of())");
        assertTrue(late.reply().text("evalue").contains("the comm theirs is closed"), late.reply()::toString);
    }

    @Test
    void handler_printsAndShows_asOutputOfTheMessage() {
        run("registerCommTarget(\"talk\", comm -> comm.onMessage(m -> { System.out.println(\"hi\"); display(7); }));");
        client.awaitIdle(open("t1", "talk"));
        assertEquals(List.of("status", "stream", "display_data", "status"), types(message("t1", Map.of())));
    }

    @Test
    void handler_failing_isAnErrorOfTheMessage() {
        run("registerCommTarget(\"bad\", comm -> comm.onMessage(m -> { int zero = 0; zero = 1 / zero; }));");
        client.awaitIdle(open("x1", "bad"));
        Received error = message("x1", Map.of()).get(1);
        assertEquals("ArithmeticException", error.text("ename"));
        assertTrue(error.content().get("traceback").toString().contains("1 / zero"), error::toString);
        assertTrue(opened("bad").has("x1"));
    }

    @Test
    void target_failing_closesTheComm() {
        run("registerCommTarget(\"broken\", comm -> { throw new IllegalStateException(\"no\"); });");
        assertEquals(List.of("status", "comm_close", "error", "status"), types(client.awaitIdle(open("r1", "broken"))));
        assertTrue(opened("broken").isEmpty());
    }

    @Test
    void handler_endless_isInterrupted() {
        run("registerCommTarget(\"loop\", comm -> comm.onMessage(m -> { display(1); while (true) {} }));");
        client.awaitIdle(open("l1", "loop"));
        String id = client.send("comm_msg", Json.object("comm_id", "l1", "data", Map.of()));
        client.awaitPublished(m -> m.parentId().equals(id) && m.type().equals("display_data"));
        client.interrupt();
        List<Received> published = client.awaitIdle(id);
        assertEquals("KeyboardInterrupt", published.get(published.size() - 2).text("ename"));
        run("int afterwards = 1;");
    }

    @Test
    void handler_knowsOfLaterMessages() {
        run("var more = new ArrayList<Boolean>(); registerCommTarget(\"fast\", comm -> comm.onMessage(m -> "
                + "more.add(comm.hasMore())));");
        client.awaitIdle(open("f1", "fast"));
        String cell = client.send("execute_request", TestClient.cell("Thread.sleep(300);"));
        for (int i = 0; i < 3; i++) client.send("comm_msg", Json.object("comm_id", "f1", "data", Map.of()));
        client.outcome(cell);
        assertEquals("[true, true, false]", client.execute("more").result("text/plain"));
    }

    @Test
    void malformedMessages_areDroppedAndLogged() {
        int before = LOG.size();
        for (JsonObject bad : Arrays.asList(new JsonObject(), Json.object("comm_id", 5, "target_name", "x"),
                Json.object("comm_id", "m1", "target_name", "echo", "data", "text"),
                Json.object("comm_id", List.of(), "data", Map.of())))
            for (String type : List.of("comm_open", "comm_msg", "comm_close"))
                assertEquals(List.of("status", "status"), types(client.awaitIdle(client.send(type, bad))));
        assertEquals(12, LOG.size() - before, LOG::toString);
        assertTrue(LOG.stream().skip(before).allMatch(line -> line.startsWith("dropped comm_")), LOG::toString);
        run("int good = 1;");
    }
}
