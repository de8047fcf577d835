package gradshell.kernel.notebook;

import java.io.PrintStream;
import java.util.regex.Pattern;

/** What the person who started the run sees: plain text, coloured only where the stream is a terminal. */
public final class Transcript {
    private static final Pattern ANSI = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]");

    private static final int STATUS_COLUMNS = 79;

    private final PrintStream stream;
    private final boolean colour;
    private boolean atLineStart = true;
    private boolean atStatus;

    /** Makes one that prints on {@code stream}, with ANSI colours or stripped of them. */
    public Transcript(PrintStream stream, boolean colour) {
        this.stream = stream;
        this.colour = colour;
    }

    /** Prints as it is, within a line or over several. */
    public synchronized void print(String text) {
        if (text.isEmpty()) return;
        clearStatus();
        stream.print(colour ? text : ANSI.matcher(text).replaceAll(""));
        stream.flush();
        atLineStart = text.endsWith("\n");
    }

    /** Prints on lines of its own, even after text that ended within a line. */
    public synchronized void println(String text) {
        endLine();
        print(text.endsWith("\n") ? text : text + "\n");
    }

    /** Shows a line until something else is printed, or, with null, nothing; false where lines stay as they are. */
    public synchronized boolean status(String line) {
        if (!colour) return false;
        clearStatus();
        if (line == null) return true;
        endLine();
        // of a line that is broken only the end could be taken away again
        stream.print(line.substring(0, Math.min(line.length(), STATUS_COLUMNS)));
        stream.flush();
        atStatus = true;
        return true;
    }

    private void clearStatus() {
        if (atStatus) stream.print("\r\u001b[K");
        atStatus = false;
    }

    /** Ends a line that is begun. */
    public synchronized void endLine() {
        if (!atLineStart) print("\n");
    }

    void heading(String text) {
        println(colour ? "\u001b[1;34m" + text + "\u001b[0m" : text);
    }
}
