package gradshell.kernel.shell;

import gradshell.kernel.shell.Definition.Kind;
import java.util.List;
import java.util.stream.Stream;
import jdk.jshell.ImportSnippet;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/** What the cells of a session have defined; what every cell has with no import is not among it. */
final class Definitions {
    private final Session session;

    Definitions(Session session) {
        this.session = session;
    }

    List<Definition> all() {
        var ofJShell = session.shell.snippets()
                .filter(snippet -> session.shell.status(snippet).isActive())
                .flatMap(snippet -> session.sources.origin(snippet).map(piece -> of(snippet, piece)).stream())
                .filter(definition -> definition.kind() != null && !definition.name().startsWith("$"));
        return Stream.concat(ofJShell, session.variables.all().stream().map(this::of)).toList();
    }

    private Definition of(Variable variable) {
        return new Definition(Kind.VARIABLE, variable.name(), variable.type(), List.of(),
                Results.readable(variable.piece().source()).strip(), variable.piece().cell().name(),
                variable.className(), session.compiler.value(variable.className(), variable.name()));
    }

    private Definition of(Snippet snippet, Piece piece) {
        String className = session.analysis.wrapper(snippet).fullClassName();
        String source = Results.readable(piece.text().isChanged() ? piece.text().original() : snippet.source()).strip();
        String cell = piece.cell().name();
        return switch (snippet) {
            case VarSnippet v -> new Definition(Kind.VARIABLE, v.name(), v.typeName(), List.of(), source, cell,
                    className, session.compiler.value(v));
            case MethodSnippet m -> new Definition(Kind.METHOD, m.name(), m.signature().replaceFirst("^.*\\)", ""),
                    Mending.parameterTypes(m), source, cell, className, null);
            case TypeDeclSnippet t -> new Definition(Kind.TYPE, t.name(), t.name(), List.of(), source, cell,
                    className + "$" + t.name(), null);
            case ImportSnippet i -> new Definition(Kind.IMPORT, i.name(), "", List.of(), source, cell, className, null);
            default -> new Definition(null, "", "", List.of(), source, cell, className, null);
        };
    }
}
