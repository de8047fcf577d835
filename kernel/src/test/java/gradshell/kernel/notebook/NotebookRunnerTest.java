package gradshell.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import gradshell.kernel.display.MimeBundle;
import org.junit.jupiter.api.Test;

class NotebookRunnerTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private boolean passed;

    @Test
    void stream_severalWrites_mergedIntoOneOutput() {
        JsonArray cells = run("out a\nout b\nerr c\nout d");
        assertEquals(JsonParser.parseString("""
                [{"output_type":"stream","name":"stdout","text":["a\\n","b\\n"]},
                 {"output_type":"stream","name":"stderr","text":["c\\n"]},
                 {"output_type":"stream","name":"stdout","text":["d\\n"]}]"""), outputs(cells, 0));
    }

    @Test
    void value_ofLastExpression_isExecuteResultWithCount() {
        JsonArray cells = run("out a", "value 32.0");
        assertEquals(JsonParser.parseString("""
                [{"output_type":"execute_result","execution_count":2,"metadata":{},
                  "data":{"text/plain":["32.0"]}}]"""), outputs(cells, 1));
        assertEquals(2, cells.get(1).getAsJsonObject().get("execution_count").getAsInt());
    }

    @Test
    void value_withHtmlAndJson_keepsEachForm() {
        var bundle = new MimeBundle(Map.of("text/plain", "a\nb", "text/html", "<b>", "application/json",
                Map.of("x", 1)), Map.of());
        JsonObject json = new Output.Result(bundle, 1).toJson().getAsJsonObject("data");
        assertEquals(JsonParser.parseString("""
                {"text/plain":["a\\n","b"],"text/html":["<b>"],"application/json":{"x":1}}"""), json);
    }

    @Test
    void update_fromLaterCell_replacesDisplayOfEarlierCell() {
        JsonArray cells = run("show bar 10%", "update bar 100%");
        assertTrue(outputs(cells, 0).toString().contains("100%"), cells::toString);
        assertEquals(0, outputs(cells, 1).size());
    }

    @Test
    void clearOutput_waiting_keepsOutputUntilTheNext() {
        assertEquals(1, outputs(run("out a\nclear wait"), 0).size());
        assertEquals(JsonParser.parseString("[{\"output_type\":\"stream\",\"name\":\"stdout\",\"text\":[\"b\\n\"]}]"),
                outputs(run("out a\nclear wait\nout b"), 0));
        assertEquals(0, outputs(run("out a\nclear"), 0).size());
    }

    @Test
    void failure_stopsTheRunAndShowsSourceAndError() {
        JsonArray cells = run("out a", "out b\nfail wrong", "out never");
        assertFalse(passed);
        assertTrue(printed().contains("   2 | fail wrong\n"), this::printed);
        assertTrue(printed().contains("Trouble: wrong"), this::printed);
        assertFalse(printed().contains("never"), this::printed);
        assertEquals("Trouble", outputs(cells, 1).get(1).getAsJsonObject().get("ename").getAsString());
        assertTrue(cells.get(2).getAsJsonObject().get("execution_count").isJsonNull());
    }

    @Test
    void failure_ofCellTaggedRaisesException_goesOn() {
        JsonObject notebook = notebook("fail wrong", "value 1");
        tag(notebook, 0, "raises-exception");
        run(notebook);
        assertTrue(passed);
        assertEquals("Trouble", outputs(cells(notebook), 0).get(0).getAsJsonObject().get("ename").getAsString());
        assertEquals(1, outputs(cells(notebook), 1).size());
    }

    @Test
    void cell_taggedSkipExecution_isLeftAsItWas() {
        JsonObject notebook = notebook("fail wrong", "value 1");
        tag(notebook, 0, "skip-execution");
        run(notebook);
        assertTrue(passed);
        assertEquals(1, cells(notebook).get(1).getAsJsonObject().get("execution_count").getAsInt());
    }

    @Test
    void blankCell_isNotCounted() {
        JsonArray cells = run(" \n", "value 1");
        assertTrue(cells.get(0).getAsJsonObject().get("execution_count").isJsonNull());
        assertEquals(1, cells.get(1).getAsJsonObject().get("execution_count").getAsInt());
    }

    @Test
    void input_askedFor_isRefused() {
        var refused = assertThrows(UnsupportedOperationException.class, () -> run("ask"));
        assertTrue(refused.getMessage().contains("nobody there to type"), refused::getMessage);
    }

    @Test
    void transcript_showsProgressAndOutputs() {
        run("out a", "show id half\nvalue 3");
        assertEquals("[1/2] out a\na\n[2/2] show id half ...\nhalf\n3\n", printed());
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private JsonArray run(String... sources) {
        JsonObject notebook = notebook(sources);
        run(notebook);
        return cells(notebook);
    }

    private void run(JsonObject notebook) {
        var runner = new NotebookRunner(new FakeShell(),
                new PrintStream(printed, true, StandardCharsets.UTF_8), false);
        passed = runner.run(new Notebook(notebook));
    }

    private static JsonObject notebook(String... sources) {
        var cells = new JsonArray();
        for (String source : sources) {
            JsonObject cell = JsonParser.parseString("{\"cell_type\":\"code\",\"metadata\":{}}").getAsJsonObject();
            cell.addProperty("source", source);
            cells.add(cell);
        }
        var notebook = new JsonObject();
        notebook.add("cells", cells);
        return notebook;
    }

    private static JsonArray cells(JsonObject notebook) {
        return notebook.getAsJsonArray("cells");
    }

    private static void tag(JsonObject notebook, int cell, String tag) {
        cells(notebook).get(cell).getAsJsonObject().getAsJsonObject("metadata").add("tags",
                new Gson().toJsonTree(new String[]{tag}));
    }

    private static JsonArray outputs(JsonArray cells, int cell) {
        return cells.get(cell).getAsJsonObject().getAsJsonArray("outputs");
    }
}
