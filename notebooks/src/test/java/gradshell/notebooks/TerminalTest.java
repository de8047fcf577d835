package gradshell.notebooks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;

import gradshell.notebooks.Command.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console in a terminal, with somebody at its keys. */
@Tag("end-to-end")
class TerminalTest {
    @TempDir
    private Path home;

    @Test
    void console_keys_doWhatTheySay() throws Exception {
        Outcome outcome = Command.in(Path.of("").toAbsolutePath()).with("XDG_STATE_HOME", home.toString())
                .with("GRADSHELL_STARTUP", "off")
                .run("/usr/bin/python3", "src/test/python/console.py", LaunchedTest.GRADSHELL).mustSucceed();
        assertTrue(outcome.output().contains("console passed"), outcome::output);
    }
}
