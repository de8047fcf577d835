package gradshell.kernel.source;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Parses and attributes source, errors and all, among the classes of cells. */
final class Attribution {
    /** An attributed source. */
    record Unit(JavacTask task, String source, CompilationUnitTree tree,
            List<Diagnostic<? extends JavaFileObject>> errors) {
        Trees trees() {
            return Trees.instance(task);
        }

        int start(Tree part) {
            return (int) trees().getSourcePositions().getStartPosition(tree, part);
        }

        int end(Tree part) {
            return (int) trees().getSourcePositions().getEndPosition(tree, part);
        }

        String text(Tree part) {
            return source.substring(start(part), end(part));
        }
    }

    private final Supplier<? extends JavaFileManager> files;
    private final List<String> options;

    /** Works with what {@code files} has at the time, and with the options that cells are compiled with. */
    Attribution(Supplier<? extends JavaFileManager> files, List<String> options) {
        this.files = files;
        this.options = Stream
                .concat(options.stream(), Stream.of("-proc:none", "--should-stop=ifError=FLOW", "-Xmaxerrs", "1000"))
                .toList();
    }

    /** The units of sources, each a compilation unit with classes of its own, in order. */
    List<Unit> attribute(List<String> sources) {
        return units(sources, true);
    }

    /** The unit of a source whose names need not be known. */
    Unit parse(String source) {
        return units(List.of(source), false).getFirst();
    }

    private List<Unit> units(List<String> sources, boolean attribute) {
        var objects = new LinkedHashMap<JavaFileObject, List<Diagnostic<? extends JavaFileObject>>>();
        for (int i = 0; i < sources.size(); i++) objects.put(new Source(i, sources.get(i)), new ArrayList<>());
        var found = new DiagnosticCollector<JavaFileObject>();
        var task = (JavacTask) ToolProvider.getSystemJavaCompiler().getTask(null, files.get(), found, options, null,
                objects.keySet());
        try {
            var trees = new ArrayList<CompilationUnitTree>();
            task.parse().forEach(trees::add);
            if (attribute) task.analyze();
            for (var diagnostic : found.getDiagnostics()) {
                var of = objects.get(diagnostic.getSource());
                if (of != null && diagnostic.getKind() == Diagnostic.Kind.ERROR) of.add(diagnostic);
            }
            var errors = new ArrayList<>(objects.values());
            var units = new ArrayList<Unit>();
            for (int i = 0; i < trees.size(); i++)
                units.add(new Unit(task, sources.get(i), trees.get(i), errors.get(i)));
            return units;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String code;

        Source(int number, String code) {
            super(URI.create("cell:///Cell" + number + ".java"), Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }

        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            return true;
        }
    }
}
