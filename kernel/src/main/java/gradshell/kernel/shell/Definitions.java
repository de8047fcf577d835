package gradshell.kernel.shell;

import gradshell.kernel.shell.Definition.Kind;
import java.util.List;
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
        return session.shell.snippets()
                .filter(snippet -> session.shell.status(snippet).isActive())
                .flatMap(snippet -> session.sources.origin(snippet).map(piece -> of(snippet, piece)).stream())
                .filter(definition -> definition.kind() != null && !definition.name().startsWith("$"))
                .toList();
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
