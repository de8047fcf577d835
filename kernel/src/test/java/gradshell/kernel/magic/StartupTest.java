package gradshell.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.kernel.shell.CellResult.Done;
import gradshell.kernel.shell.RecordingIo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the user has configured. */
class StartupTest {
    @TempDir
    private Path dir;
    private final RecordingIo io = new RecordingIo();

    private Object firstValue(String startup, String code) throws IOException {
        Path file = Files.writeString(dir.resolve("startup.jsh"), startup);
        try (var shell = MagicShell.start(file)) {
            return ((Done) shell.run(code, 1, io)).value();
        }
    }

    @Test
    void startup_file_runsBeforeTheFirstCell() throws IOException {
        assertEquals(5, firstValue("import java.time.*;\n%env COLOUR=red\nint five() { return 5; }", "five()"));
        assertEquals("", io.printedErr());
    }

    @Test
    void startup_failing_isSaidAndTheCellRuns() throws IOException {
        assertEquals(2, firstValue("int a = 1;\nint b = missing;", "1 + 1"));
        String said = io.printedErr();
        assertTrue(said.contains("startup.jsh failed:") && said.contains("startup.jsh, line 2"), said);
    }

    @Test
    void config_listsWhatIsSetAndWhere() throws IOException {
        firstValue("", "%config");
        for (String item : new String[]{"JVM options", "largest heap", "-g", "GRADSHELL_STARTUP", "GRADSHELL_HISTORY"})
            assertTrue(io.printed().contains(item), item);
    }
}
