package gradshell.kernel.shell;

import gradshell.kernel.display.Displays;
import gradshell.kernel.display.MimeBundle;

/** The forms of a value that a cell shows. What its own code throws meanwhile is told beside it, with the user's lines. */
final class Shown {
    private Shown() {}

    static MimeBundle of(Object value) {
        return Displays.bundle(value, Shown::tell);
    }

    private static void tell(Throwable thrown) {
        if (Thread.currentThread() instanceof CellThread cell && !cell.stopRequested())
            CellStreams.io().err(String.join("\n", cell.failure(thrown).traceback()) + "\n");
    }
}
