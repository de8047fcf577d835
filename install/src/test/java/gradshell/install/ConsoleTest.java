package gradshell.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import gradshell.kernel.notebook.Transcript;
import gradshell.kernel.shell.CellIo;
import gradshell.kernel.shell.CellResult;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ConsoleTest {
    private static final String TAB = "\t";
    private static final String CTRL_C = "\u0003";
    private static final String CTRL_D = "\u0004";
    private static final String CTRL_P = "\u0010";

    @TempDir
    Path home;

    private final Printed screen = new Printed();
    private final List<String> cells = new ArrayList<>();

    @Test
    void run_line_showsItsValue() throws IOException {
        type("1+1\r" + CTRL_D);
        assertEquals(List.of("1+1"), cells);
        assertEquals("<1+1>\n", screen.toString());
    }

    @Test
    void run_incompleteLine_goesOnBelow() throws IOException {
        type("a\\\rb\r" + CTRL_D);
        assertEquals(List.of("a\\\nb"), cells);
    }

    @Test
    void run_exclamationMarkAndBackslash_areJavas() throws IOException {
        type("!a != \"\\n\"\r" + CTRL_D);
        assertEquals(List.of("!a != \"\\n\""), cells);
    }

    @Test
    void run_ctrlC_dropsTheLine() throws IOException {
        type("wrong" + CTRL_C, "right\r" + CTRL_D);
        assertEquals(List.of("right"), cells);
    }

    @Test
    void run_tab_completesInsideTheLine() throws IOException {
        type("2*si" + TAB + "1)\r" + CTRL_D);
        assertEquals(List.of("2*sin(1)"), cells);
    }

    @Test
    void run_exit_leaves() throws IOException {
        type("exit\r1\r");
        assertEquals(List.of(), cells);
    }

    @Test
    void run_failure_isShownAndTheNextLineRuns() throws IOException {
        type("fail\r2\r" + CTRL_D);
        assertEquals("Trouble: fail\n<2>\n", screen.toString());
    }

    @Test
    void run_history_isKeptForTheNextTime() throws IOException {
        type("1+1\r" + CTRL_D);
        assertTrue(Files.readString(home.resolve("state/history")).contains("1+1"));
        type(CTRL_P + "\r" + CTRL_D);
        assertEquals(List.of("1+1", "1+1"), cells);
    }

    @Test
    void historyFile_followsXdg() {
        assertEquals(Path.of("s/gradshell/history"), historyFile("Linux", Map.of("XDG_STATE_HOME", "s")));
        assertEquals(home.resolve(".local/state/gradshell/history"), historyFile("Linux", Map.of()));
        assertEquals(Path.of("l/gradshell/history"), historyFile("Windows 11", Map.of("LOCALAPPDATA", "l")));
    }

    private Path historyFile(String os, Map<String, String> variables) {
        return Console.historyFile(new Machine(os, "amd64", home, variables::get));
    }

    /** Types the n-th of the texts when the n-th prompt stands. */
    private void type(String... texts) throws IOException {
        var prompts = new Prompts(List.of(texts));
        try (var terminal = new LineDisciplineTerminal("test", "xterm", prompts, StandardCharsets.UTF_8)) {
            prompts.terminal = terminal;
            var console = new Console(terminal, new StubShell(this::answer), new Transcript(screen.stream, false),
                    home.resolve("state/history"));
            console.run();
        }
    }

    private static final class Prompts extends OutputStream {
        private final Iterator<String> texts;
        private final StringBuilder shown = new StringBuilder();
        private LineDisciplineTerminal terminal;

        Prompts(List<String> texts) {
            this.texts = texts.iterator();
        }

        @Override
        public void write(int b) throws IOException {
            shown.append((char) b);
            if (!shown.toString().endsWith("]> ") || !texts.hasNext()) return;
            shown.setLength(0);
            terminal.processInputBytes(texts.next().getBytes(StandardCharsets.UTF_8));
        }
    }

    private CellResult answer(String code, CellIo io) {
        cells.add(code);
        return code.equals("fail") ? StubShell.failure(code) : StubShell.value(code);
    }
}
