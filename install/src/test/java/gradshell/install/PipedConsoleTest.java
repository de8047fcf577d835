package gradshell.install;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

import gradshell.kernel.notebook.Transcript;
import gradshell.kernel.shell.CellIo;
import gradshell.kernel.shell.CellResult;
import org.junit.jupiter.api.Test;

class PipedConsoleTest {
    private final Printed out = new Printed();
    private final Printed err = new Printed();
    private final List<String> cells = new ArrayList<>();

    @Test
    void run_eachCompleteCell_printsItsValue() {
        assertEquals(0, run("1\n\n2\n"));
        assertEquals(List.of("1", "2"), cells);
        assertEquals("<1>\n<2>\n", out.toString());
    }

    @Test
    void run_cellOverSeveralLines_isOneCell() {
        run("a\\\nb\nc");
        assertEquals(List.of("a\\\nb", "c"), cells);
    }

    @Test
    void run_inputThatEndsInsideACell_runsItForItsError() {
        run("a\\\n");
        assertEquals(List.of("a\\\n"), cells);
    }

    @Test
    void run_failure_goesOnAndIsTheExitStatus() {
        assertEquals(1, run("fail\n2\n"));
        assertEquals("Trouble: fail\n", err.toString());
        assertEquals("<2>\n", out.toString());
    }

    @Test
    void run_cellThatReadsInput_takesTheNextLine() {
        run("read\nthe line\n2\n");
        assertEquals(List.of("read", "2"), cells);
        assertEquals("<the line>\n<2>\n", out.toString());
    }

    @Test
    void run_outputWithoutLineEnd_endsItsLine() {
        run("print\n2\n");
        assertEquals("print\n<print>\n<2>\n", out.toString());
    }

    private int run(String source) {
        var reader = new BufferedReader(new StringReader(source));
        var shell = new StubShell(this::answer);
        var session = new Session(shell, new Transcript(out.stream, false), new Transcript(err.stream, false),
                (_, _) -> PipedConsole.read(reader));
        return PipedConsole.run(reader, shell, session);
    }

    private CellResult answer(String code, CellIo io) {
        cells.add(code);
        if (code.equals("print")) io.out(code);
        return switch (code) {
            case "fail" -> StubShell.failure(code);
            case "read" -> StubShell.value(io.readLine("", false));
            default -> StubShell.value(code);
        };
    }
}
