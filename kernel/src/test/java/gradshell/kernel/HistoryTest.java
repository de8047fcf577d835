package gradshell.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cells of earlier sessions. */
class HistoryTest {
    @TempDir
    private Path dir;
    private final List<String> log = new ArrayList<>();

    private History session() {
        return new History(new HistoryFile(dir.resolve("state/cells.jsonl")), log::add);
    }

    private static String find(History history, Object... fields) {
        var content = Json.object(fields);
        return history
                .handle(new Message(List.of(), new JsonObject(), new JsonObject(), new JsonObject(), content,
                        List.of()))
                .getAsJsonArray("history")
                .toString();
    }

    @Test
    void sessions_seeThoseBefore() {
        session().add(1, "int a;", null);
        var second = session();
        second.add(1, "a", "0");
        assertEquals("[[1,1,[\"int a;\",null]],[2,1,[\"a\",\"0\"]]]",
                find(second, "hist_access_type", "tail", "output", true));
        assertEquals("[[2,1,\"a\"]]", find(second, "hist_access_type", "range", "session", 0));
        assertEquals("[[1,1,\"int a;\"]]", find(second, "hist_access_type", "range", "session", -1));
        assertEquals("[[1,1,\"int a;\"]]", find(second, "hist_access_type", "search", "pattern", "int*"));
        assertEquals("[]", log.toString());
    }

    @Test
    void sessions_atTheSameTime_haveTheirOwnNumbers() {
        var first = session();
        var second = session();
        first.begin();
        second.begin();
        first.add(1, "x", null);
        second.add(1, "y", null);
        assertEquals("[[1,1,\"x\"],[2,1,\"y\"]]", find(session(), "hist_access_type", "tail"));
    }

    @Test
    void lineCutOff_isLeftOut() throws Exception {
        session().add(1, "whole", null);
        Files.writeString(dir.resolve("state/cells.jsonl"), "{\"session\":1,\"li\n", StandardOpenOption.APPEND);
        assertEquals("[[1,1,\"whole\"]]", find(session(), "hist_access_type", "tail"));
    }

    @Test
    void longFile_losesItsOlderHalf() throws Exception {
        var text = new StringBuilder();
        for (int i = 1; i <= 10_001; i++) text.append("{\"session\":3,\"line\":" + i + ",\"input\":\"c\"}\n");
        Files.createDirectories(dir.resolve("state"));
        Files.writeString(dir.resolve("state/cells.jsonl"), text);
        assertEquals("[[3,5001,\"c\"]]", find(session(), "hist_access_type", "range", "session", 3, "stop", 5002));
        try (var lines = Files.lines(dir.resolve("state/cells.jsonl"))) {
            assertEquals(5_002, lines.count());
        }
    }

    @Test
    void noPlaceForTheFile_isSaidOnceAndCellsGoOn() throws Exception {
        Files.writeString(dir.resolve("state"), "a file where the directory should be");
        var history = session();
        history.add(1, "x", null);
        history.add(2, "y", null);
        assertEquals(1, log.size());
        assertTrue(log.getFirst().startsWith("later sessions will not know the cells of this one"));
        assertEquals("[[1,1,\"x\"],[1,2,\"y\"]]", find(history, "hist_access_type", "tail"));
    }
}
