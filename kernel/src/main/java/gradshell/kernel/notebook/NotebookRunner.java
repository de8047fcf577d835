package gradshell.kernel.notebook;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import gradshell.kernel.shell.CellResult;
import gradshell.kernel.shell.Shell;

/**
 * Runs the code cells of a notebook from the top, in one shell, and gives each its outputs. A cell tagged
 * {@code raises-exception} may fail, one tagged {@code skip-execution} is left as it is, as in Jupyter's own tools.
 */
public final class NotebookRunner {
    private final Shell shell;
    private final Transcript transcript;

    /**
     * Prepares a run.
     *
     * @param stream where progress and each cell's output are printed as plain text
     * @param colour whether the stream shows ANSI colours
     */
    public NotebookRunner(Shell shell, PrintStream stream, boolean colour) {
        this.shell = shell;
        this.transcript = new Transcript(stream, colour);
    }

    /**
     * Runs the cells until one fails; the cells after it are left without outputs.
     *
     * @return whether every cell ran to its end
     */
    public boolean run(Notebook notebook) {
        List<CodeCell> cells = notebook.codeCells().stream().filter(cell -> !cell.hasTag("skip-execution")).toList();
        cells.forEach(CodeCell::notExecuted);
        Map<String, List<Output.Display>> displays = new HashMap<>();
        List<Execution> executions = new ArrayList<>();
        boolean passed = true;
        for (int i = 0; i < cells.size() && passed; i++) {
            String source = cells.get(i).source();
            transcript.heading("[%d/%d] %s".formatted(i + 1, cells.size(), firstLine(source)));
            if (source.isBlank()) continue;
            var execution = new Execution(cells.get(i), executions.size() + 1, new CellOutputs(displays, transcript));
            executions.add(execution);
            passed = run(execution);
        }
        // only now: a later cell may have updated what an earlier one shows
        executions.forEach(Execution::store);
        return passed;
    }

    private record Execution(CodeCell cell, int number, CellOutputs outputs) {
        void store() {
            cell.executed(number, outputs.collected());
        }
    }

    private boolean run(Execution execution) {
        String source = execution.cell.source();
        return switch (shell.run(source, execution.number, execution.outputs)) {
            case CellResult.Done done -> {
                if (done.shown() != null) execution.outputs.result(done.shown(), execution.number);
                yield true;
            }
            case CellResult.Failed failed -> {
                execution.outputs.failure(failed);
                boolean expected = execution.cell.hasTag("raises-exception");
                if (!expected) transcript.println("This cell failed:\n" + numbered(source));
                failed.traceback().forEach(transcript::println);
                yield expected;
            }
        };
    }

    private static String firstLine(String source) {
        List<String> lines = source.strip().lines().toList();
        return lines.isEmpty() ? "(empty)" : lines.getFirst() + (lines.size() > 1 ? " ..." : "");
    }

    private static String numbered(String source) {
        var text = new StringBuilder();
        int number = 0;
        for (String line : source.lines().toList())
            text.append("%4d | %s\n".formatted(++number, line));
        return text.toString();
    }
}
