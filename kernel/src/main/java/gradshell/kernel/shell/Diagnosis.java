package gradshell.kernel.shell;

import gradshell.kernel.code.TypeIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.Snippet.Status;
import jdk.jshell.VarSnippet;

/** Says what the compiler refuses, in terms of the user's own text. */
final class Diagnosis {
    private static final Pattern SYNTAX = Pattern.compile("compiler\\.err\\."
            + "(expected|illegal\\.start|premature|not\\.stmt|else\\.without|unclosed|orphaned|illegal\\.(char|text|esc))");

    private final JShell shell;
    private final Hints hints;
    private final Variables variables;

    Diagnosis(JShell shell, CallableMethods methods, Variables variables, Supplier<TypeIndex> types) {
        this.variables = variables;
        this.shell = shell;
        this.hints = new Hints(methods, types);
    }

    /** The errors of a compiled snippet that nothing else in its cell could mend. */
    List<CompileError> of(Step step) {
        var piece = step.piece();
        var errors = new ArrayList<CompileError>();
        for (var event : step.events()) {
            if (event.causeSnippet() != null) continue;
            var snippet = event.snippet();
            if (event.status() == Status.REJECTED) {
                var ofFile = Hints.ofFile(piece);
                if (ofFile.isPresent()) return List.of(ofFile.get());
                telling(shell.diagnostics(snippet).filter(Diag::isError).toList())
                        .forEach(d -> errors.add(at(piece, d)));
                if (errors.isEmpty()) {
                    errors.add(new CompileError(piece.cell(), piece.start(0), piece.start(0), "this is not Java"));
                }
            } else if (event.status() == Status.RECOVERABLE_NOT_DEFINED && snippet.kind() == Kind.VAR) {
                var variable = (VarSnippet) snippet;
                int at = Math.max(0, piece.source().indexOf(variable.typeName()));
                shell.unresolvedDependencies(variable)
                        .map(what -> new CompileError(piece.cell(), piece.start(at),
                                piece.end(at + variable.typeName().length()),
                                "cannot find symbol: " + what + hints.ofType(what)))
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
    List<CompileError> lasting(Piece piece, DeclarationSnippet declared) {
        var errors = new ArrayList<CompileError>();
        var status = shell.status(declared);
        if (status != Status.RECOVERABLE_DEFINED && status != Status.RECOVERABLE_NOT_DEFINED) return errors;
        shell.diagnostics(declared).filter(Diag::isError).forEach(d -> errors.add(at(piece, d)));
        shell.unresolvedDependencies(declared)
                .flatMap(what -> memberOnly(piece, what).stream())
                .forEach(errors::add);
        return errors;
    }

    /** Why a definition that was fine no longer is. */
    String why(DeclarationSnippet broken) {
        var names = shell.unresolvedDependencies(broken).toList();
        return names.isEmpty()
                ? shell.diagnostics(broken).filter(Diag::isError).map(d -> readable(d.getMessage(Locale.ENGLISH)))
                        .collect(Collectors.joining("; "))
                : "it uses " + String.join(", ", names);
    }

    /** The error for {@code what}, such as {@code variable size}, if the source has that name behind dots only. */
    private Optional<CompileError> memberOnly(Piece piece, String what) {
        String name = what.replaceFirst("\\(.*", "").replaceFirst("^.*[ .]", "");
        var found = Pattern.compile("(\\.\\s*)?(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])")
                .matcher(piece.source())
                .results()
                .toList();
        if (found.isEmpty() || found.stream().anyMatch(m -> m.start(1) < 0)) return Optional.empty();
        int end = found.getFirst().end();
        int start = end - name.length();
        return Optional.of(new CompileError(piece.cell(), piece.start(start), piece.end(end),
                "cannot find symbol: " + what + guess(piece, start)));
    }

    /** All errors, but of code that can't even be parsed the first alone: the others only follow from it. */
    private static List<Diag> telling(List<Diag> errors) {
        var syntax = errors.stream().filter(d -> SYNTAX.matcher(d.getCode()).lookingAt()).findFirst();
        return syntax.map(List::of).orElse(errors);
    }

    private CompileError at(Piece piece, Diag diag) {
        int position = (int) Math.max(diag.getStartPosition(), diag.getPosition());
        int start = piece.start(position);
        int end = piece.end((int) diag.getEndPosition());
        String message = readable(diag.getMessage(Locale.ENGLISH));
        if (diag.getCode().startsWith("compiler.err.cant.resolve"))
            message += guess(piece, position);
        return new CompileError(piece.cell(), start, Math.max(start, end), message + hints.of(diag));
    }

    /** A line that offers what else a name in the source may stand for; empty if nothing is near. */
    private String guess(Piece piece, int at) {
        var near = Spelling.near(shell.sourceCodeAnalysis(), piece.source(), at,
                variables.all().stream().map(Variable::name).toList());
        return near.isEmpty() ? "" : "\ndid you mean " + String.join(", ", near) + "?";
    }

    /** Without JShell's own classes, and with a symbol's name on the first line. */
    static String readable(String message) {
        return Results.readable(message).replaceAll("REPL\\.\\$JShell\\$\\d+[A-Z]*\\.", "")
                .replaceAll("\\R\\s*location: class\\s*(\\$JShell\\$\\w+)?\\s*(?=\\R|$)", "")
                .replaceAll("^(cannot find symbol)\\R\\s*symbol:\\s*", "$1: ")
                .replaceAll("\\R\\s*location:\\s*", " in ")
                .replaceAll("\\R\\s*\\(use --enable-preview to enable [^)]*\\)", "")
                .replaceAll("\\bgradshell\\.(?:[a-z]+\\.)*(?=[A-Z])", "")
                .strip();
    }
}
