package gradshell.kernel.notebook;

import java.util.List;
import java.util.Optional;

import gradshell.kernel.display.MimeBundle;
import gradshell.kernel.shell.CellIo;
import gradshell.kernel.shell.CellResult;
import gradshell.kernel.shell.Completeness;
import gradshell.kernel.shell.Completion;
import gradshell.kernel.shell.Shell;

/** A shell whose language has a statement a line: {@code out hello}, {@code show id text}, {@code value 3}, ... */
final class FakeShell implements Shell {
    @Override
    public CellResult run(String code, int number, CellIo io) {
        CellResult result = CellResult.Done.NOTHING;
        for (String line : code.lines().toList()) {
            String[] words = line.split(" ", 3);
            switch (words[0]) {
                case "out" -> io.out(words[1] + "\n");
                case "err" -> io.err(words[1] + "\n");
                case "show" -> io.display(MimeBundle.plain(words[2]), words[1], false);
                case "update" -> io.display(MimeBundle.plain(words[2]), words[1], true);
                case "clear" -> io.clearOutput(words.length > 1);
                case "ask" -> io.readLine("name? ", false);
                case "value" -> result = CellResult.Done.showing(words[1]);
                case "fail" -> {
                    return new CellResult.Failed("Trouble", words[1],
                            List.of("\u001b[31mTrouble\u001b[0m: " + words[1]));
                }
                default -> throw new IllegalArgumentException("no statement: " + line);
            }
        }
        return result;
    }

    @Override
    public CellResult call(Runnable action, CellIo io) {
        action.run();
        return CellResult.Done.NOTHING;
    }

    @Override
    public void interrupt() {
        throw new UnsupportedOperationException("the fake is never interrupted");
    }

    @Override
    public Completion complete(String code, int cursor) {
        return new Completion(List.of(), cursor, cursor);
    }

    @Override
    public Optional<MimeBundle> inspect(String code, int cursor, boolean detailed) {
        return Optional.empty();
    }

    @Override
    public Completeness isComplete(String code) {
        return new Completeness(Completeness.Status.COMPLETE, "");
    }

    @Override
    public void close() {
        // holds nothing
    }
}
