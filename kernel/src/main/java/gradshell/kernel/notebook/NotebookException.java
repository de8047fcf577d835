package gradshell.kernel.notebook;

import java.nio.file.Path;

/** A file that can't be run or written as a notebook; the message names the file, what is wrong and what to do. */
public final class NotebookException extends Exception {
    private static final long serialVersionUID = 1;

    NotebookException(Path file, String problem) {
        super(file + ": " + problem);
    }

    NotebookException(Path file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
    }
}
