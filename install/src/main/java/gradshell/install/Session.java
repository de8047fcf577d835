package gradshell.install;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import gradshell.kernel.display.MimeBundle;
import gradshell.kernel.notebook.Transcript;
import gradshell.kernel.shell.CellIo;
import gradshell.kernel.shell.CellResult;
import gradshell.kernel.shell.Shell;

/** Runs what a console was given, one cell after the other, and prints what comes out. */
final class Session implements CellIo {
    /** Where a cell's own input comes from. */
    interface Input {
        /** A line, or null at the end of input. */
        String readLine(String prompt, boolean password);
    }

    private final Shell shell;
    private final Transcript out;
    private final Transcript err;
    private final Input input;
    private final PictureFiles pictures;
    private int count;

    Session(Shell shell, Transcript out, Transcript err, Input input) {
        this.shell = shell;
        this.out = out;
        this.err = err;
        this.input = input;
        this.pictures = new PictureFiles(Path.of(""));
    }

    /** One whose cells show nothing and are told nothing. */
    static Session silent(Shell shell) {
        var nowhere = new Transcript(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                false);
        return new Session(shell, nowhere, nowhere, (_, _) -> null);
    }

    /** The number that the next cell will have. */
    int next() {
        return count + 1;
    }

    /** Runs a cell; returns whether it ran to its end. */
    boolean run(String code) {
        return switch (shell.run(code, ++count, this)) {
            case CellResult.Done done -> {
                if (done.shown() != null) display(done.shown(), null, false);
                out.endLine();
                yield true;
            }
            case CellResult.Failed failed -> {
                out.endLine();
                failed.traceback().forEach(err::println);
                yield false;
            }
        };
    }

    @Override
    public void out(String text) {
        out.print(text);
    }

    @Override
    public void err(String text) {
        err.print(text);
    }

    @Override
    public void display(MimeBundle bundle, String displayId, boolean update) {
        out.println((String) bundle.data().get("text/plain"));
        pictures.write(bundle, displayId).ifPresent(out::println);
    }

    @Override
    public void clearOutput(boolean wait) {
        // what scrolled by on a terminal stays
    }

    @Override
    public boolean status(String line) {
        return out.status(line);
    }

    @Override
    public String readLine(String prompt, boolean password) {
        return input.readLine(prompt, password);
    }
}
