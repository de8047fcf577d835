package gradshell.kernel.shell;

import gradshell.kernel.source.Rewriter;
import gradshell.kernel.source.Rewriter.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.tools.JavaFileManager;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.ErroneousSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;

/**
 * Rewrites snippets that JShell has refused for an operator, for a method's name where a variable's must stand, or because
 * it makes a cell's records public but not their constructors.
 */
final class Mending {
    private static final String OPERATOR = "compiler.err.operator.cant.be.applied";
    private static final String CONSTRUCTOR = "compiler.err.invalid.canonical.constructor.in.record";
    private static final String NOT_PUBLIC = "attempting to assign stronger access privileges; was public";
    private static final Pattern WITH_MODIFIER = Pattern.compile("(?s)(?:private|protected|@).*");
    private static final Pattern VARIABLE = Pattern.compile("symbol: +variable (\\w+)");
    private static final String VARIABLE_OF = "variable ";
    private static final Pattern MODIFIERS = Pattern
            .compile(
                    "(?:\\s|//[^\\n]*|/\\*(?s:.*?)\\*/|@\\w+(?:\\([^)]*\\))?)*(?:public|protected|private|static)\\b.*",
                    Pattern.DOTALL);

    private final JShell shell;
    private final CallableMethods methods;
    final Rewriter rewriter;

    Mending(JShell shell, Supplier<? extends JavaFileManager> files, CallableMethods methods) {
        this.shell = shell;
        this.rewriter = new Rewriter(files, JavaShell.compilerOptions(), this::parameterTypes);
        this.methods = methods;
    }

    /** What the piece of a refused snippet stands for, as far as it can be told now. */
    Optional<Piece> mend(Piece piece, Snippet refused) {
        var constructor = publicConstructor(piece, refused);
        if (constructor.isPresent()) return constructor;
        if (!isMendable(refused)) return Optional.empty();
        return form(refused, piece.source())
                .flatMap(form -> rewriter.rewrite(piece.text(), form, preamble()))
                .map(piece::with);
    }

    /** With a record's constructor made public, where that is all that JShell asks for. */
    private Optional<Piece> publicConstructor(Piece piece, Snippet refused) {
        return shell.diagnostics(refused)
                .filter(error -> error.getCode().equals(CONSTRUCTOR)
                        && error.getMessage(Locale.ENGLISH).contains(NOT_PUBLIC))
                .map(error -> (int) error.getStartPosition())
                .filter(at -> !WITH_MODIFIER.matcher(piece.source().substring(at)).matches())
                .findFirst()
                .map(at -> piece.with(piece.text().insert(at, "public ")));
    }

    private boolean isMendable(Snippet refused) {
        return shell.diagnostics(refused).filter(Diag::isError).anyMatch(this::isMendable)
                || (refused instanceof DeclarationSnippet d && shell.unresolvedDependencies(d)
                        .filter(what -> what.startsWith(VARIABLE_OF))
                        .map(what -> what.substring(VARIABLE_OF.length()))
                        .anyMatch(name -> isMethod(name) || declares(d, name)));
    }

    /** Whether a class may have a method of that name itself. */
    private static boolean declares(DeclarationSnippet type, String name) {
        return Pattern.compile("\\b" + Pattern.quote(name) + "\\s*\\(").matcher(type.source()).find();
    }

    /** Whether a snippet that waits for others names a method as if it were a variable. */
    boolean names(DeclarationSnippet waiting, String method) {
        return shell.unresolvedDependencies(waiting).anyMatch((VARIABLE_OF + method)::equals);
    }

    private boolean isMendable(Diag error) {
        if (error.getCode().startsWith(OPERATOR)) return true;
        if (!error.getCode().startsWith("compiler.err.cant.resolve")) return false;
        var variable = VARIABLE.matcher(error.getMessage(Locale.ROOT));
        return variable.find() && isMethod(variable.group(1));
    }

    private boolean isMethod(String name) {
        return !methods.named(name).isEmpty();
    }

    private static Optional<Form> form(Snippet snippet, String source) {
        var kind = snippet instanceof ErroneousSnippet e ? e.probableKind() : snippet.kind();
        return switch (kind) {
            case EXPRESSION -> Optional.of(Form.VALUE);
            case STATEMENT -> Optional.of(Form.STATEMENT);
            case VAR -> Optional.of(MODIFIERS.matcher(source).matches() ? Form.MEMBER : Form.STATEMENT);
            case METHOD, TYPE_DECL -> Optional.of(Form.MEMBER);
            case IMPORT, ERRONEOUS -> Optional.empty();
        };
    }

    /** The package and the imports that JShell puts before a snippet. */
    private String preamble() {
        String wrapped = shell.sourceCodeAnalysis().wrappers("int $;").getFirst().wrapped();
        return wrapped.substring(0, wrapped.indexOf("\nclass "));
    }

    private List<List<String>> parameterTypes(String method) {
        return shell.methods().filter(m -> m.name().equals(method)).map(Mending::parameterTypes).toList();
    }

    /** The types of a method's parameters. */
    static List<String> parameterTypes(MethodSnippet method) {
        String types = method.parameterTypes();
        var parameters = new ArrayList<String>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= types.length(); i++) {
            char c = i < types.length() ? types.charAt(i) : ',';
            if (c == '<') depth++;
            if (c == '>') depth--;
            if (c != ',' || depth > 0) continue;
            String type = types.substring(start, i).strip();
            if (!type.isEmpty()) parameters.add(type);
            start = i + 1;
        }
        return parameters;
    }
}
