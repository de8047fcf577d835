package gradshell.kernel;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much a cell may print on its page: no page survives a flood, so what is more goes to a file. */
final class OutputLimit {
    /** Characters that are shown of a cell. */
    static final int SHOWN = 500_000;
    /** Characters in the file; the disk is the user's. */
    private static final long KEPT = 1L << 30;

    private int shown;
    private Writer rest;
    private long written;
    private boolean flooded;

    /** What is shown of a text that a cell prints. */
    synchronized String admit(String text) {
        if (flooded) {
            write(text);
            return "";
        }
        if (text.length() <= SHOWN - shown) {
            shown += text.length();
            return text;
        }
        int cut = SHOWN - shown;
        if (cut > 0 && Character.isHighSurrogate(text.charAt(cut - 1))) cut--;
        flooded = true;
        String where = open();
        write(text.substring(cut));
        return text.substring(0, cut) + "\n... this cell has printed " + "%,d".formatted(SHOWN) + " characters; "
                + where
                + "\n";
    }

    /** The page has been cleared: there is room again. */
    synchronized void clear() {
        shown = 0;
        flooded = false;
    }

    /** Lets everything printed so far be read in the file. */
    synchronized void flush() {
        if (rest == null) return;
        try {
            rest.flush();
        } catch (IOException _) {
            rest = null; // the disk is full, say: what comes now is lost, as it is once the file is full
        }
    }

    private String open() {
        try {
            if (rest != null) return "the rest goes to the same file as before";
            Path file = Files.createTempFile("gradshell-output-", ".txt");
            rest = Files.newBufferedWriter(file);
            return "the rest is in " + file;
        } catch (IOException e) {
            return "the rest is lost, as no file can be made for it: " + e.getMessage();
        }
    }

    private void write(String text) {
        if (rest == null || written > KEPT) return;
        try {
            written += text.length();
            rest.write(text);
        } catch (IOException _) {
            rest = null;
        }
    }
}
