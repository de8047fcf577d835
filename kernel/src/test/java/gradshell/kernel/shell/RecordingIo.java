package gradshell.kernel.shell;

import gradshell.kernel.display.MimeBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

/** A page that remembers what a cell did to it, and types what the test has prepared. */
public final class RecordingIo implements CellIo {
    private final StringBuilder out = new StringBuilder();
    private final StringBuilder err = new StringBuilder();
    public final List<String> displays = new ArrayList<>();
    public final List<String> prompts = new ArrayList<>();
    public final LinkedBlockingQueue<String> typed = new LinkedBlockingQueue<>();

    public volatile boolean interrupted;
    /** A notebook's page. */
    public volatile boolean canUpdate;
    /** A terminal: it has lines that are replaced. */
    public volatile boolean isTerminal;
    public final List<String> statuses = new ArrayList<>();

    public synchronized String printed() {
        return out.toString();
    }

    public synchronized String printedErr() {
        return err.toString();
    }

    @Override
    public synchronized void out(String text) {
        out.append(text);
    }

    @Override
    public synchronized void err(String text) {
        err.append(text);
    }

    @Override
    public synchronized void display(MimeBundle bundle, String displayId, boolean update) {
        displays.add((update ? "update " : "show ") + displayId + " " + bundle.data().get("text/plain"));
    }

    @Override
    public boolean canUpdate() {
        return canUpdate;
    }

    @Override
    public synchronized boolean status(String line) {
        if (isTerminal && line != null) statuses.add(line);
        return isTerminal;
    }

    @Override
    public synchronized void clearOutput(boolean wait) {
        displays.add("clear " + wait);
    }

    @Override
    public synchronized String readLine(String prompt, boolean password) {
        prompts.add(prompt + (password ? " (password)" : ""));
        return typed.poll();
    }

    @Override
    public boolean interrupted() {
        return interrupted;
    }
}
