package gradshell.kernel.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.Snippet.Status;
import jdk.jshell.VarSnippet;

/** One thing the compiler refuses, at its place in the cell. */
record CompileError(Cell cell, int start, int end, String message) {
    private static final Pattern SYNTAX = Pattern.compile("compiler\\.err\\."
            + "(expected|illegal\\.start|premature|not\\.stmt|else\\.without|unclosed|orphaned|illegal\\.(char|text|esc))");

    /** The errors of a compiled snippet; none when it may run. */
    static List<CompileError> of(JShell shell, Compiler.Step step) {
        var piece = step.piece();
        var errors = new ArrayList<CompileError>();
        for (var event : step.events()) {
            if (event.causeSnippet() != null) continue;
            var snippet = event.snippet();
            if (event.status() == Status.REJECTED) {
                telling(shell.diagnostics(snippet).filter(Diag::isError).toList())
                        .forEach(d -> errors.add(at(shell, piece, d)));
                if (errors.isEmpty()) {
                    errors.add(new CompileError(piece.cell(), piece.offset(), piece.offset(), "this is not Java"));
                }
            } else if (event.status() == Status.RECOVERABLE_NOT_DEFINED && snippet.kind() == Kind.VAR) {
                var variable = (VarSnippet) snippet;
                int at = piece.offset() + Math.max(0, piece.source().indexOf(variable.typeName()));
                shell.unresolvedDependencies(variable)
                        .map(what -> new CompileError(piece.cell(), at, at + variable.typeName().length(),
                                "cannot find symbol: " + what))
                        .forEach(errors::add);
            }
        }
        return errors;
    }

    /** All errors, but of code that can't even be parsed the first alone: the others only follow from it. */
    private static List<Diag> telling(List<Diag> errors) {
        var syntax = errors.stream().filter(d -> SYNTAX.matcher(d.getCode()).lookingAt()).findFirst();
        return syntax.map(List::of).orElse(errors);
    }

    private static CompileError at(JShell shell, Piece piece, Diag diag) {
        int start = clamp(piece, (int) Math.max(diag.getStartPosition(), diag.getPosition()));
        int end = clamp(piece, (int) diag.getEndPosition());
        String message = readable(diag.getMessage(Locale.ENGLISH));
        if (diag.getCode().startsWith("compiler.err.cant.resolve")) {
            var near = Spelling.near(shell.sourceCodeAnalysis(), piece.source(), start - piece.offset());
            if (!near.isEmpty()) message += "\ndid you mean " + String.join(", ", near) + "?";
        }
        return new CompileError(piece.cell(), start, Math.max(start, end), message);
    }

    private static int clamp(Piece piece, int position) {
        return Math.min(piece.cell().code().length(), piece.offset() + Math.max(0, position));
    }

    /** Without JShell's own classes, and with a symbol's name on the first line. */
    private static String readable(String message) {
        return message.replaceAll("REPL\\.\\$JShell\\$\\d+[A-Z]*\\.", "")
                .replaceAll("\\R\\s*location: class\\s*(\\$JShell\\$\\w+)?\\s*(?=\\R|$)", "")
                .replaceAll("^(cannot find symbol)\\R\\s*symbol:\\s*", "$1: ")
                .replaceAll("\\R\\s*location:\\s*", " in ")
                .strip();
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
