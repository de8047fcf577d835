package gradshell.install;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;

import gradshell.kernel.shell.Completeness;
import gradshell.kernel.shell.Shell;

/** Runs Java that comes from a pipe or a file. It goes on after a cell that failed, as a person at a prompt would. */
final class PipedConsole {
    private PipedConsole() {}

    /** Runs all of it; returns the exit status, 1 when a cell failed. */
    static int run(BufferedReader source, Shell shell, Session session) {
        boolean passed = true;
        var cell = new StringBuilder();
        for (String line = read(source); line != null; line = read(source)) {
            cell.append(line);
            String code = cell.toString();
            if (code.isBlank()) cell.setLength(0);
            else if (shell.isComplete(code).status() == Completeness.Status.INCOMPLETE) cell.append('\n');
            else {
                passed &= session.run(code);
                cell.setLength(0);
            }
        }
        if (!cell.isEmpty()) passed &= session.run(cell.toString());
        return passed ? 0 : 1;
    }

    static String read(BufferedReader source) {
        try {
            return source.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
