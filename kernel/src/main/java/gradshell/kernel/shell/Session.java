package gradshell.kernel.shell;

import gradshell.kernel.docs.Libraries;
import gradshell.kernel.javac.WarmCompiler;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** JShell with everything imported. Not safe for several threads at once: {@link JavaShell} holds the lock. */
final class Session {
    final JShell shell;
    final SourceCodeAnalysis analysis;
    final CellControl control;
    final SourceMap sources = new SourceMap();
    final CellLoader loader;
    final Results results;
    final Variables variables = new Variables();
    final Imports imports;
    final Direct direct;
    private boolean preloaded;
    final Compiler compiler;
    final CodeContext code;
    final Mending mending;
    final Parts parts = new Parts(this);

    Session(ClassLoader parent, List<Path> classPath, Libraries libraries) {
        loader = new CellLoader(parent, sources);
        control = new CellControl(loader);
        var index = new ClassPathIndex();
        // not JShell's own files: both compile at once when a session begins
        var files = new ClassPathFiles(ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null),
                index, Map::of);
        var warm = WarmCompiler.open(files, CodeContext.PACKAGE);
        var rehearsal = Rehearsal.begin(warm, loader, control);
        shell = JShell.builder().executionEngine(new Provider(control), Map.of())
                .compilerOptions(JavaShell.compilerOptions().toArray(new String[0]))
                .fileManager(standard -> new ClassPathFiles(standard, index, this::importedClasses)).build();
        if (!classPath.isEmpty()) {
            shell.addToClasspath(
                    classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        }
        analysis = shell.sourceCodeAnalysis();
        results = new Results(shell, control, sources, variables, this::preload);
        imports = new Imports(shell, sources, loader);
        direct = new Direct(shell, loader, sources, variables, imports, files, warm, rehearsal);
        code = new CodeContext(this, classPath, libraries);
        var methods = new CallableMethods(shell, imports, loader);
        mending = new Mending(shell, code::files, methods);
        compiler = new Compiler(shell, control, sources, results, mending,
                new Diagnosis(shell, methods, variables, code::types), direct, variables, this::preload);
    }

    /** Compiles something in the way of a cell. */
    void warmUp() {
        compiler.undo(compiler.compile(Cell.numbered(0, "1 + 1")).steps());
    }

    /** Lets JShell import what every cell sees, if it has not yet: cells that need no JShell need not wait for it. */
    void preload() {
        if (preloaded) return;
        preloaded = true;
        preloadImports(Stream.concat(Preload.notebookImports(), Preload.imports()).toList());
        control.takeCalls();
    }

    /** The classes of cells that JShell has not compiled itself, and must see. */
    private Map<String, byte[]> importedClasses() {
        return variables.importedClasses().distinct().collect(Collectors.toMap(name -> name, loader.classes()::get));
    }

    private void preloadImports(List<String> imports) {
        // JShell takes for one import what begins with one, and takes as long for each as for all of them together;
        // the first gives it its name, so it must not be one that the user, too, will import
        preload(imports.stream().filter(Preload::isOnDemand).collect(Collectors.joining()));
        // the place of these the user's own may take
        imports.stream().filter(line -> !Preload.isOnDemand(line)).forEach(this::preload);
    }

    private void preload(String declaration) {
        for (var event : shell.eval(declaration)) {
            if (event.status() != Status.VALID) {
                throw new IllegalStateException("can't preload: " + declaration + " "
                        + shell.diagnostics(event.snippet()).map(d -> d.getMessage(null)).toList());
            }
        }
    }

    private record Provider(CellControl control) implements ExecutionControlProvider {
        @Override
        public String name() {
            return "gradshell";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return control;
        }
    }
}
