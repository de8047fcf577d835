package gradshell.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import gradshell.kernel.notebook.Transcript;
import gradshell.kernel.shell.Shell;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;

/** The console: a prompt with history, completion and input over several lines. */
final class Console {
    private static final Set<String> FAREWELLS = Set.of("exit", "quit", "/exit");

    private final Terminal terminal;
    private final Shell shell;
    private final LineReader reader;
    private final Session session;

    /** @param history the file that keeps what was typed; its directory is made when missing */
    Console(Terminal terminal, Shell shell, Transcript screen, Path history) {
        this.terminal = terminal;
        this.shell = shell;
        this.reader = LineReaderBuilder.builder().terminal(terminal).appName("gradshell").parser(new CellParser(shell))
                .completer(new CellCompleter()).option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "%P ...> ").build();
        if (canKeep(history)) reader.setVariable(LineReader.HISTORY_FILE, history);
        this.session = new Session(shell, screen, screen, this::askUser);
        // while no line is read, Ctrl-C means the running cell
        terminal.handle(Terminal.Signal.INT, _ -> shell.interrupt());
    }

    /** Reads and runs until Ctrl-D or {@code exit}. */
    void run() {
        for (String cell = readCell(); cell != null; cell = readCell())
            if (!cell.isBlank()) session.run(cell);
    }

    /** Null when the user leaves, nothing when Ctrl-C dropped the line. */
    private String readCell() {
        try {
            String cell = reader.readLine("gradshell [" + session.next() + "]> ");
            return FAREWELLS.contains(cell.strip()) ? null : cell;
        } catch (UserInterruptException _) {
            return "";
        } catch (EndOfFileException _) {
            return null;
        }
    }

    /** Asks for a line on behalf of the running cell. */
    private String askUser(String prompt, boolean password) {
        LineReader once = LineReaderBuilder.builder().terminal(terminal)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true).variable(LineReader.DISABLE_HISTORY, true)
                .build();
        try {
            return once.readLine(prompt, password ? '*' : null);
        } catch (UserInterruptException _) {
            shell.interrupt();
            return null;
        } catch (EndOfFileException _) {
            return null;
        }
    }

    /** Where the history is kept: state, in the words of the XDG base directory specification. */
    static Path historyFile(Machine machine) {
        Path state = machine.directory(machine.isWindows() ? "LOCALAPPDATA" : "XDG_STATE_HOME")
                .orElse(machine.home().resolve(".local").resolve("state"));
        return state.resolve("gradshell").resolve("history");
    }

    private static boolean canKeep(Path history) {
        try {
            Files.createDirectories(history.getParent());
            return Files.isWritable(history.getParent());
        } catch (IOException e) {
            return false; // a read-only home: the console works, it only forgets
        }
    }
}
