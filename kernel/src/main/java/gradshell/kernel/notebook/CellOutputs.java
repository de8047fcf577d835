package gradshell.kernel.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import gradshell.kernel.display.MimeBundle;
import gradshell.kernel.shell.CellIo;
import gradshell.kernel.shell.CellResult;

/** Collects the outputs of one cell, and repeats each as plain text while the cell runs. */
final class CellOutputs implements CellIo {
    private final List<Output> outputs = new ArrayList<>();
    private final Map<String, List<Output.Display>> displays;
    private final Transcript transcript;
    private boolean clearBeforeNext;

    /** @param displays the named displays of all cells so far: a later cell may update an earlier one's */
    CellOutputs(Map<String, List<Output.Display>> displays, Transcript transcript) {
        this.displays = displays;
        this.transcript = transcript;
    }

    @Override
    public void out(String text) {
        stream("stdout", text);
    }

    @Override
    public void err(String text) {
        stream("stderr", text);
    }

    private synchronized void stream(String name, String text) {
        if (text.isEmpty()) return;
        clearIfDue();
        transcript.print(text);
        if (!outputs.isEmpty() && outputs.getLast() instanceof Output.Stream last && last.name().equals(name))
            last.text().append(text);
        else
            outputs.add(new Output.Stream(name, new StringBuilder(text)));
    }

    @Override
    public synchronized void display(MimeBundle bundle, String displayId, boolean update) {
        transcript.println(plain(bundle));
        if (update) {
            if (displayId == null) throw new IllegalArgumentException("an update needs the id of a display");
            displays.getOrDefault(displayId, List.of()).forEach(display -> display.update(bundle));
            return;
        }
        clearIfDue();
        var display = new Output.Display(bundle);
        outputs.add(display);
        if (displayId != null) displays.computeIfAbsent(displayId, _ -> new ArrayList<>()).add(display);
    }

    @Override
    public synchronized void clearOutput(boolean wait) {
        if (wait) clearBeforeNext = true;
        else
            outputs.clear();
    }

    @Override
    public boolean status(String line) {
        return transcript.status(line);
    }

    @Override
    public String readLine(String prompt, boolean password) {
        throw new UnsupportedOperationException(
                "this cell asks for a line of input, but the notebook runs with nobody there to type it");
    }

    synchronized void result(MimeBundle bundle, int executionCount) {
        clearIfDue();
        transcript.println(plain(bundle));
        outputs.add(new Output.Result(bundle, executionCount));
    }

    synchronized void failure(CellResult.Failed failed) {
        clearIfDue();
        outputs.add(new Output.Failure(failed.name(), failed.message(), failed.traceback()));
    }

    synchronized List<Output> collected() {
        return List.copyOf(outputs);
    }

    private void clearIfDue() {
        if (clearBeforeNext) outputs.clear();
        clearBeforeNext = false;
    }

    private static String plain(MimeBundle bundle) {
        return (String) bundle.data().get("text/plain");
    }
}
