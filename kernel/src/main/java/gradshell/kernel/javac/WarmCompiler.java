package gradshell.kernel.javac;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.DiagnosticListener;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;

/**
 * The compiler, keeping from one task to the next what it has read of the JDK and the class path: a small class takes a
 * tenth of the time that a compiler of its own would need. This is what JShell compiles with; it is no part of Java's
 * API, so it is there only where the JVM was started with exports of {@code jdk.compiler}, see {@code jvm.args} in the
 * parent POM. Not for several threads at once.
 */
public final class WarmCompiler {
    /**
     * What came of a source.
     *
     * @param classes the classes by their binary names; none where there are errors
     * @param types what a {@link LocalTypes} has found, by the methods' names
     */
    public record Outcome(Map<String, byte[]> classes, List<Diagnostic<? extends JavaFileObject>> errors,
            Map<String, String> types) {}

    private static final String JAVAC = "com.sun.tools.javac.";
    private static final int CONTEXTS = 2;

    private final Object pool;
    private final Method getTask;
    private final Class<?> worker;
    private final Packages packages;
    private final String cellPackage;
    private final WarmFiles files;

    private WarmCompiler(JavaFileManager libraries, String cellPackage) throws ReflectiveOperationException {
        Class<?> type = Class.forName(JAVAC + "api.JavacTaskPool");
        pool = type.getConstructor(int.class).newInstance(CONTEXTS);
        worker = Class.forName(JAVAC + "api.JavacTaskPool$Worker");
        getTask = List.of(type.getMethods()).stream().filter(m -> m.getName().equals("getTask")).findFirst()
                .orElseThrow(NoSuchMethodException::new);
        packages = new Packages();
        this.cellPackage = cellPackage;
        files = new WarmFiles(libraries, cellPackage);
    }

    /**
     * A compiler that has not read anything yet; empty in a JVM that doesn't let us have one.
     *
     * @param libraries what is listed and read of the JDK and the class path
     * @param cellPackage where the classes are made
     */
    public static Optional<WarmCompiler> open(JavaFileManager libraries, String cellPackage) {
        try {
            return Optional.of(new WarmCompiler(libraries, cellPackage));
        } catch (ReflectiveOperationException | LinkageError e) {
            System.getLogger(WarmCompiler.class.getName()).log(System.Logger.Level.DEBUG, "JShell compiles all", e);
            return Optional.empty();
        }
    }

    /**
     * Compiles one class.
     *
     * @param className its binary name
     * @param visible the classes of the same package that it may see, by their binary names
     */
    public Outcome compile(String className, String source, Map<String, byte[]> visible, List<String> options) {
        files.begin(visible);
        var errors = new DiagnosticCollector<JavaFileObject>();
        return withTask(errors, options, new Source(className, source), task -> {
            var context = packages.contextOf(task);
            try {
                return compile(task, errors);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                packages.forget(context, cellPackage);
            }
        });
    }

    private Outcome compile(JavacTask task, DiagnosticCollector<JavaFileObject> found) throws IOException {
        CompilationUnitTree unit = task.parse().iterator().next();
        boolean parsed = errors(found).isEmpty();
        if (parsed) task.analyze();
        var errors = errors(found);
        if (!errors.isEmpty()) return new Outcome(Map.of(), errors, Map.of());
        var types = LocalTypes.of(task, unit);
        task.generate();
        return new Outcome(files.made(), errors(found), types);
    }

    private static List<Diagnostic<? extends JavaFileObject>> errors(DiagnosticCollector<JavaFileObject> found) {
        return found.getDiagnostics().stream().filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                .<Diagnostic<? extends JavaFileObject>>map(d -> d).toList();
    }

    private interface Use {
        Outcome with(JavacTask task);
    }

    private Outcome withTask(DiagnosticListener<JavaFileObject> found, List<String> options,
            JavaFileObject source, Use use) {
        Object work = Proxy.newProxyInstance(WarmCompiler.class.getClassLoader(), new Class<?>[]{worker},
                (_, _, arguments) -> use.with((JavacTask) arguments[0]));
        try {
            return (Outcome) getTask.invoke(pool, null, files, found, options, null, List.of(source), work);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            throw new IllegalStateException("the compiler failed: " + e.getCause(), e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("the compiler can't be called", e);
        }
    }

    /** Makes the compiler list a package anew: it would believe for ever that it has what it had at first. */
    private static final class Packages {
        private final Method context = type("api.BasicJavacTask").getMethod("getContext");
        private final Method symtab = type("code.Symtab").getMethod("instance", type("util.Context"));
        private final Method names = type("util.Names").getMethod("instance", type("util.Context"));
        private final Method finder = type("code.ClassFinder").getMethod("instance", type("util.Context"));
        private final Method name = type("util.Names").getMethod("fromString", String.class);
        private final Field unnamed = type("code.Symtab").getField("unnamedModule");
        private final Method find = type("code.Symtab").getMethod("getPackage", type("code.Symbol$ModuleSymbol"),
                type("util.Name"));
        private final Field members = type("code.Symbol$PackageSymbol").getField("members_field");
        private final Field completer = type("code.Symbol").getField("completer");
        private final Method completerOf = type("code.ClassFinder").getMethod("getCompleter");

        Packages() throws ReflectiveOperationException {}

        private static Class<?> type(String name) throws ClassNotFoundException {
            return Class.forName(JAVAC + name);
        }

        Object contextOf(JavacTask task) {
            try {
                return context.invoke(task);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("the compiler's context can't be had", e);
            }
        }

        void forget(Object ofTask, String packageName) {
            try {
                Object table = symtab.invoke(null, ofTask);
                Object known = find.invoke(table, unnamed.get(table),
                        name.invoke(names.invoke(null, ofTask), packageName));
                if (known == null) return;
                members.set(known, null);
                completer.set(known, completerOf.invoke(finder.invoke(null, ofTask)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("the compiler can't forget a package", e);
            }
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String code;

        Source(String className, String code) {
            super(URI.create("cell:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
