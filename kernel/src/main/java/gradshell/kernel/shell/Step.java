package gradshell.kernel.shell;

import gradshell.kernel.shell.CellControl.Call;
import gradshell.kernel.shell.CellControl.Move;
import gradshell.kernel.source.Part.Kind;
import java.util.List;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;

/**
 * A compiled snippet: first {@code moves}, then {@code calls} are what it does when it runs.
 *
 * @param replaced variables that JShell didn't know of, whose names are taken
 * @param direct what JShell does not know of; null where JShell has compiled the snippet
 */
record Step(Piece piece, List<SnippetEvent> events, List<Move> moves, List<Call> calls, List<Variable> replaced,
        Directly direct) {
    /**
     * What {@link Direct} has compiled.
     *
     * @param type of the value or the variable
     * @param declared the variable; null for anything else
     */
    record Directly(Kind kind, String type, Variable declared) {}

    /** Whether the user sees the value: of an expression that no semicolon ends. */
    boolean shows() {
        if (direct != null) return direct.kind() == Kind.EXPRESSION;
        return !piece.closed() && calls.size() == 1 && switch (events.getFirst().snippet().subKind()) {
            case SubKind.TEMP_VAR_EXPRESSION_SUBKIND, SubKind.VAR_VALUE_SUBKIND, SubKind.ASSIGNMENT_SUBKIND,
                    SubKind.OTHER_EXPRESSION_SUBKIND ->
                true;
            default -> false;
        };
    }

    /** The type of the value. */
    String type() {
        if (direct != null) return direct.type();
        return switch (events.getFirst().snippet()) {
            case VarSnippet variable -> variable.typeName();
            case ExpressionSnippet expression -> expression.typeName();
            default -> "Object";
        };
    }

    /** What JShell has declared for the snippet itself. */
    List<DeclarationSnippet> declared() {
        return events.stream()
                .filter(e -> e.causeSnippet() == null)
                .flatMap(e -> e.snippet() instanceof DeclarationSnippet d ? Stream.of(d) : Stream.empty())
                .toList();
    }
}
