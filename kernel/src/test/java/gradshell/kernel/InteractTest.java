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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Controls, with the messages of the page's scripts played by the test. */
class InteractTest {
    private static Kernel kernel;
    private static TestClient client;

    @BeforeAll
    static void start() throws StartException {
        ConnectionFile file = ConnectionFile.create();
        kernel = Kernel.start(Connection.parse(file.json()), MagicShell::start, null, _ -> {});
        client = new TestClient(file);
        client.awaitReady();
    }

    @AfterAll
    static void stop() {
        client.close();
        kernel.stop(0);
        kernel.await();
    }

    /** A page as it introduces itself; what the kernel answers. */
    private static List<Received> page(String target) {
        return client.awaitIdle(client.send("comm_open",
                Json.object("comm_id", UUID.randomUUID().toString(), "target_name", target, "data", Map.of())));
    }

    private static Outcome run(String code) {
        Outcome outcome = client.execute(code);
        assertEquals("ok", outcome.status(), () -> outcome.reply().content().toString());
        return outcome;
    }

    private static JsonObject state(Received open) {
        return open.content().getAsJsonObject("data").getAsJsonObject("state");
    }

    private static List<Received> change(String comm, String attribute, Object value) {
        return client.awaitIdle(send(comm, attribute, value));
    }

    private static String send(String comm, String attribute, Object value) {
        return client.send("comm_msg", Json.object("comm_id", comm, "data",
                Map.of("method", "update", "state", Map.of(attribute, value), "buffer_paths", List.of())));
    }

    private static String shown(Received display) {
        return display.content().getAsJsonObject("data").get("text/plain").getAsString();
    }

    @Test
    void page_ofVersion7_getsModelsAViewAndTheValue() {
        page("jupyter.widget.control");
        Outcome outcome = run(
                "interact((x, name) -> name + x, slider(0, 1), choice(\"one\", \"two\").label(\"which\"))");
        List<Received> opened = outcome.published("comm_open");
        assertEquals(List.of("FloatSliderModel", "DropdownModel", "VBoxModel"),
                opened.stream().map(m -> state(m).get("_model_name").getAsString()).toList());
        assertTrue(opened.stream().allMatch(m -> m.text("target_name").equals("jupyter.widget")
                && m.metadata().get("version").getAsString().equals("2.1.0")));
        assertEquals("x", state(opened.get(0)).get("description").getAsString());
        assertEquals("which", state(opened.get(1)).get("description").getAsString());
        assertEquals("[\"IPY_MODEL_" + opened.get(0).text("comm_id") + "\",\"IPY_MODEL_" + opened.get(1).text("comm_id")
                + "\"]", state(opened.get(2)).get("children").toString());
        JsonObject view = outcome.published("display_data").getFirst().content().getAsJsonObject("data");
        assertEquals(opened.get(2).text("comm_id"), view.getAsJsonObject("application/vnd.jupyter.widget-view+json")
                .get("model_id").getAsString());
        assertEquals("No controls without ipywidgets in this page; with x = 0.5, which = one:",
                view.get("text/plain").getAsString());
        assertEquals("one0.5", shown(outcome.published("display_data").get(1)));
    }

    @Test
    void change_showsTheNewValueInItsPlace() {
        page("jupyter.widget.control");
        Outcome outcome = run(
                "interact((n, yes, word) -> word + n + yes, intSlider(0, 10), checkbox(true), text(\"a\"))");
        List<Received> opened = outcome.published("comm_open");
        Received update = change(opened.get(0).text("comm_id"), "value", 7).get(1);
        assertEquals("update_display_data", update.type());
        assertEquals(outcome.published("display_data").get(1).content().get("transient"),
                update.content().get("transient"));
        assertEquals("a7true", shown(update));
        assertEquals("a7false", shown(change(opened.get(1).text("comm_id"), "value", false).get(1)));
        assertEquals("b7false", shown(change(opened.get(2).text("comm_id"), "value", "b").get(1)));
        assertEquals(2, change(opened.get(0).text("comm_id"), "value", "no number").size());
    }

    @Test
    void page_ofVersion6_isSpokenToInItsWay() {
        List<Received> answer = page("jupyter.widget.version");
        assertEquals("{\"version\":\"~2.1.4\"}", answer.get(1).content().get("data").toString());
        Outcome outcome = run("interact(c -> \"chosen \" + c, choice(1, 2, 3))");
        Received open = outcome.published("comm_open").getFirst();
        JsonObject data = open.content().getAsJsonObject("data");
        assertEquals("DropdownModel", data.get("_model_name").getAsString());
        assertEquals("jupyter-js-widgets", data.get("_model_module").getAsString());
        assertEquals("{\"method\":\"display\"}",
                outcome.published("comm_msg").getFirst().content().get("data").toString());
        assertEquals(1, outcome.published("display_data").size());
        Received update = client.awaitIdle(client.send("comm_msg", Json.object("comm_id", open.text("comm_id"), "data",
                Map.of("method", "backbone", "sync_data", Map.of("value", "3"), "buffer_keys", List.of())))).get(1);
        assertEquals("chosen 3", shown(update));
    }

    @Test
    void pageLoadedAgain_getsTheStates() {
        page("jupyter.widget.control");
        String slider = run("interact(v -> v, slider(0, 2))").published("comm_open").getFirst().text("comm_id");
        change(slider, "value", 1.5);
        List<Received> answer = client.awaitIdle(client.send("comm_msg",
                Json.object("comm_id", slider, "data", Map.of("method", "request_state"))));
        assertEquals(1.5, answer.get(1).content().getAsJsonObject("data").getAsJsonObject("state").get("value")
                .getAsDouble());
        client.awaitIdle(client.send("comm_open",
                Json.object("comm_id", "again", "target_name", "jupyter.widget.control", "data", Map.of())));
        Received all = client.awaitIdle(client.send("comm_msg",
                Json.object("comm_id", "again", "data", Map.of("method", "request_states")))).get(1);
        JsonObject state = all.content().getAsJsonObject("data").getAsJsonObject("states").getAsJsonObject(slider);
        assertEquals("FloatSliderModel", state.get("model_name").getAsString());
        assertEquals(1.5, state.getAsJsonObject("state").get("value").getAsDouble());
    }

    @Test
    void failure_isShownInPlace_andTheNextValueRecovers() {
        page("jupyter.widget.control");
        Outcome outcome = run("interact(d -> 12 / d, intSlider(0, 4).start(0))");
        assertTrue(shown(outcome.published("display_data").get(1)).contains("ArithmeticException"));
        String slider = outcome.published("comm_open").getFirst().text("comm_id");
        assertEquals("4", shown(change(slider, "value", 3).get(1)));
        List<Received> again = change(slider, "value", 0);
        assertEquals(3, again.size());
        assertTrue(shown(again.get(1)).contains("12 / d"), () -> shown(again.get(1)));
    }

    @Test
    void prints_andDisplays_standWithTheValue() {
        page("jupyter.widget.control");
        Outcome outcome = run(
                "interact(k -> { System.out.println(\"k is \" + k); display(\"shown\"); return k; }, intSlider(0, 4))");
        assertEquals("k is 2\nshown\n2", shown(outcome.published("display_data").get(1)));
        assertEquals("", outcome.stream("stdout"));
    }

    @Test
    void changes_tooManyForTheFunction_areSkippedToTheLast() {
        page("jupyter.widget.control");
        String slider = run("interact(s -> { Thread.onSpinWait(); calls.add(s); return s; }, intSlider(0, 100))"
                .replace("interact", "var calls = new ArrayList<Integer>(); interact"))
                .published("comm_open").getFirst().text("comm_id");
        String cell = client.send("execute_request", TestClient.cell("Thread.sleep(300);"));
        List<String> sent = List.of(1, 2, 3, 4, 5).stream().map(i -> send(slider, "value", i)).toList();
        client.outcome(cell);
        assertEquals("5", shown(client.awaitIdle(sent.getLast()).get(1)));
        assertEquals("[50, 5]", client.execute("calls").result("text/plain"));
    }

    @Test
    void functionWithoutEnd_isInterrupted() {
        page("jupyter.widget.control");
        String slider = run("interact(e -> { while (e > 2) {} return e; }, intSlider(0, 4))").published("comm_open")
                .getFirst().text("comm_id");
        String id = send(slider, "value", 4);
        client.awaitPublished(m -> m.parentId().equals(id) && m.type().equals("status"));
        client.interrupt();
        List<Received> published = client.awaitIdle(id);
        assertEquals("KeyboardInterrupt", published.get(published.size() - 2).text("ename"));
        assertEquals("1", shown(change(slider, "value", 1).get(1)));
    }

    @Test
    void control_wrongBounds_isRefused() {
        for (String wrong : List.of("slider(1, 0)", "intSlider(3, 3)", "choice()", "slider(0, 1).step(0)",
                "slider(0, 1).start(2.0)", "choice(1, 1)"))
            assertFalse(client.execute(wrong).status().equals("ok"), wrong);
    }
}
