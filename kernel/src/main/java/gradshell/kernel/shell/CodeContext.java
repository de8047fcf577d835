package gradshell.kernel.shell;

import gradshell.kernel.code.ClassFiles;
import gradshell.kernel.code.TypeIndex;
import gradshell.kernel.docs.Docs;
import gradshell.kernel.docs.Libraries;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.ImportSnippet;
import jdk.jshell.Snippet;

/** What code is read against that is being written: the definitions of the cells, the class path, documentation. */
final class CodeContext {
    /** Where JShell puts the classes of cells. */
    static final String PACKAGE = "REPL";

    private final Session session;
    private final Docs docs;
    private volatile List<Path> classPath;
    private volatile ClassFiles files;
    private volatile TypeIndex types;
    private volatile String imports = "";

    CodeContext(Session session, List<Path> classPath, Libraries libraries) {
        this.session = session;
        docs = new Docs(session.sources::source, libraries);
        classPath(classPath);
    }

    /** From now on this is on the class path beside what the program runs with. */
    final void classPath(List<Path> added) {
        classPath = added;
        files = null;
        types = null;
    }

    /** Takes note of what is defined now; to be called while nobody defines more. */
    CodeContext now() {
        session.preload();
        imports = session.shell.snippets().filter(s -> session.shell.status(s).isDefined())
                .map(this::imported).filter(line -> !line.isEmpty() && !Variables.isImport(line))
                .collect(Collectors.joining("\n"))
                + session.variables.all().stream().map(v -> "\n" + Variables.importOf(v)).collect(Collectors.joining());
        return this;
    }

    private String imported(Snippet snippet) {
        return switch (snippet) {
            case ImportSnippet i -> i.source().strip().replaceFirst(";?$", ";");
            case DeclarationSnippet d -> "import static " + session.analysis.wrapper(d).fullClassName() + "." + d.name()
                    + ";";
            default -> "";
        };
    }

    String imports() {
        return imports;
    }

    synchronized ClassFiles files() {
        if (files == null) files = new ClassFiles(classPath, PACKAGE, session.loader::classes);
        return files;
    }

    Docs docs() {
        return docs;
    }

    synchronized TypeIndex types() {
        if (types == null) types = TypeIndex.of(classPath);
        return types;
    }

    /** Of the options for cells, those that say which Java it is. */
    List<String> options() {
        return JavaShell.compilerOptions().contains("--enable-preview")
                ? List.of("--enable-preview", "--source", String.valueOf(Runtime.version().feature()))
                : List.of();
    }
}
