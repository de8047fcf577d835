package gradshell.kernel.shell;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One thing the compiler refuses, at its place in the cell. */
record CompileError(Cell cell, int start, int end, String message) {
    /** Whether it only says that a name is not known. */
    boolean isAbout(String name) {
        return message.matches("(?s)cannot find symbol: \\w+ " + Pattern.quote(name) + "(?![\\w$]).*");
    }

    /** Line and column, the message, the source line, a caret. */
    Stream<String> lines(Style style) {
        int line = cell.lineAt(start);
        int column = cell.columnAt(start);
        String source = cell.line(line).replace('\t', ' ');
        int width = Math.clamp(end - (long) start, 1, Math.max(1, source.length() - column + 1));
        return Stream.of(
                style.place(cell + ", line " + line + ", column " + column) + ": " + style.error(message),
                "    " + source,
                "    " + " ".repeat(column - 1) + style.error("^".repeat(width)));
    }
}
