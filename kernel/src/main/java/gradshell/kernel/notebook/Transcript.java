package gradshell.kernel.notebook;

import java.io.PrintStream;
import java.util.regex.Pattern;

/** What the person who started the run sees: plain text, coloured only where the stream is a terminal. */
final class Transcript {
    private static final Pattern ANSI = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]");

    private final PrintStream stream;
    private final boolean colour;
    private boolean atLineStart = true;

    Transcript(PrintStream stream, boolean colour) {
        this.stream = stream;
        this.colour = colour;
    }

    synchronized void print(String text) {
        if (text.isEmpty()) return;
        stream.print(colour ? text : ANSI.matcher(text).replaceAll(""));
        stream.flush();
        atLineStart = text.endsWith("\n");
    }

    /** Prints on lines of its own, even after text that ended within a line. */
    synchronized void println(String text) {
        if (!atLineStart) print("\n");
        print(text.endsWith("\n") ? text : text + "\n");
    }

    void heading(String text) {
        println(colour ? "\u001b[1;34m" + text + "\u001b[0m" : text);
    }
}
