package gradshell.kernel.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.Snippet.Status;
import jdk.jshell.VarSnippet;

/** One thing the compiler refuses, at its place in the cell. */
record CompileError(Cell cell, int start, int end, String message) {
    private static final Pattern SYNTAX = Pattern.compile("compiler\\.err\\."
            + "(expected|illegal\\.start|premature|not\\.stmt|else\\.without|unclosed|orphaned|illegal\\.(char|text|esc))");

    /** The errors of a compiled snippet that nothing else in its cell could mend. */
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

    /**
     * The errors of a declaration that JShell takes although it does not compile yet, asked when all of its cell has been
     * compiled. A name that a later cell may declare is none; a call that fits no declaration, or a member that a class
     * does not have, is one.
     */
    static List<CompileError> lasting(JShell shell, Piece piece, DeclarationSnippet declared) {
        var errors = new ArrayList<CompileError>();
        var status = shell.status(declared);
        if (status != Status.RECOVERABLE_DEFINED && status != Status.RECOVERABLE_NOT_DEFINED) return errors;
        shell.diagnostics(declared).filter(Diag::isError).forEach(d -> errors.add(at(shell, piece, d)));
        shell.unresolvedDependencies(declared)
                .flatMap(what -> memberOnly(shell, piece, what).stream())
                .forEach(errors::add);
        return errors;
    }

    /** The error for {@code what}, such as {@code variable size}, if the source has that name behind dots only. */
    private static Optional<CompileError> memberOnly(JShell shell, Piece piece, String what) {
        String name = what.replaceFirst("\\(.*", "").replaceFirst("^.*[ .]", "");
        var found = Pattern.compile("(\\.\\s*)?(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])")
                .matcher(piece.source())
                .results()
                .toList();
        if (found.isEmpty() || found.stream().anyMatch(m -> m.start(1) < 0)) return Optional.empty();
        int end = found.getFirst().end();
        int start = end - name.length();
        return Optional.of(new CompileError(piece.cell(), piece.offset() + start, piece.offset() + end,
                "cannot find symbol: " + what + guess(shell, piece, start)));
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
        if (diag.getCode().startsWith("compiler.err.cant.resolve"))
            message += guess(shell, piece, start - piece.offset());
        return new CompileError(piece.cell(), start, Math.max(start, end), message);
    }

    /** A line that offers what else a name in the source may stand for; empty if nothing is near. */
    private static String guess(JShell shell, Piece piece, int at) {
        var near = Spelling.near(shell.sourceCodeAnalysis(), piece.source(), at);
        return near.isEmpty() ? "" : "\ndid you mean " + String.join(", ", near) + "?";
    }

    private static int clamp(Piece piece, int position) {
        return Math.min(piece.cell().code().length(), piece.offset() + Math.max(0, position));
    }

    /** Without JShell's own classes, and with a symbol's name on the first line. */
    static String readable(String message) {
        return Results.readable(message).replaceAll("REPL\\.\\$JShell\\$\\d+[A-Z]*\\.", "")
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
