package gradshell.kernel.shell;

import gradshell.kernel.shell.Completeness.Status;
import jdk.jshell.SourceCodeAnalysis;

/** Whether Enter should run what was typed or go on to a next line. */
final class CellEnd {
    private static final String INDENT = "    ";

    private CellEnd() {}

    static Completeness of(SourceCodeAnalysis analysis, String code) {
        String rest = code;
        while (true) {
            var info = analysis.analyzeCompletion(rest);
            switch (info.completeness()) {
                case EMPTY -> {
                    return new Completeness(Status.COMPLETE, "");
                }
                case UNKNOWN -> {
                    return new Completeness(Status.INVALID, "");
                }
                // considered: a loop's head, whose body may be on the next line
                case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE -> {
                    return new Completeness(Status.INCOMPLETE, indent(code));
                }
                case COMPLETE, COMPLETE_WITH_SEMI -> {
                    if (info.remaining().isBlank()) return new Completeness(Status.COMPLETE, "");
                }
            }
            rest = info.remaining();
        }
    }

    /** The last line's own indent, and one step more behind an opening bracket. */
    private static String indent(String code) {
        String last = code.stripTrailing().lines().reduce("", (_, line) -> line);
        String own = last.substring(0, last.length() - last.stripLeading().length());
        return last.endsWith("{") || last.endsWith("(") || last.endsWith("->") ? own + INDENT : own;
    }
}
