package gradshell.compile;

import gradshell.DoubleFn;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.classfile.instruction.LineNumber;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles Java source in memory and loads it, so that tests can differentiate code they made up. */
public final class SourceCode {
    private SourceCode() {}

    /** The class {@code name} of the source, in a loader of its own that serves its class files. */
    public static Class<?> load(String name, String source) {
        Map<String, byte[]> files = compile(name, source);
        return load(name, new Loader(files, files));
    }

    /** The same in a loader that serves other lines than it defines, under another name, as that of a notebook's cells does. */
    static Class<?> loadRelined(String name, String source, IntUnaryOperator line) {
        Map<String, byte[]> files = compile(name, source);
        var served = new HashMap<String, byte[]>();
        files.forEach((type, bytes) -> served.put(type, relined(bytes, line)));
        return load(name, new Loader(files, served));
    }

    private static byte[] relined(byte[] bytes, IntUnaryOperator line) {
        var classFile = ClassFile.of();
        ClassTransform lines = ClassTransform.transformingMethodBodies((code, e) -> code
                .with(e instanceof LineNumber n ? LineNumber.of(line.applyAsInt(n.line())) : e));
        return classFile.transformClass(classFile.parse(bytes), lines.andThen(ClassTransform
                .endHandler(type -> type.with(SourceFileAttribute.of("Cell [1]")))));
    }

    private static Class<?> load(String name, Loader loader) {
        try {
            return loader.loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Map<String, byte[]> compile(String name, String source) {
        var files = new HashMap<String, byte[]>();
        var compiler = ToolProvider.getSystemJavaCompiler();
        var messages = new StringWriter();
        var unit = new SimpleJavaFileObject(URI.create("string:///" + name.replace('.', '/') + ".java"),
                JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        var manager = new InMemory(compiler.getStandardFileManager(null, null, null), files);
        var options = List.of("-g", "-proc:none", "-cp", System.getProperty("java.class.path"));
        if (!compiler.getTask(messages, manager, null, options, null, List.of(unit)).call()) {
            throw new IllegalArgumentException(messages + "\n" + source);
        }
        return files;
    }

    /** A class with a static function {@code f0, f1, ...} for each lambda. */
    public static Class<?> functions(String name, List<String> lambdas) {
        var source = new StringBuilder("public class " + name + " {\n");
        for (int i = 0; i < lambdas.size(); i++)
            source.append("static gradshell.DoubleFn f%d = %s;%n".formatted(i, lambdas.get(i)));
        return load(name, source.append("}\n").toString());
    }

    /** A static field of the class, which holds a function. */
    public static DoubleFn function(Class<?> type, String field) {
        try {
            var f = type.getDeclaredField(field);
            f.setAccessible(true);
            return (DoubleFn) f.get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static final class InMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final Map<String, byte[]> files;

        InMemory(StandardJavaFileManager manager, Map<String, byte[]> files) {
            super(manager);
            this.files = files;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(Location location, String className, JavaFileObject.Kind kind,
                FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("mem:///" + className + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override
                        public void close() {
                            files.put(className, toByteArray());
                        }
                    };
                }
            };
        }
    }

    private static final class Loader extends ClassLoader {
        private final Map<String, byte[]> files;
        private final Map<String, byte[]> served;

        Loader(Map<String, byte[]> files, Map<String, byte[]> served) {
            super(SourceCode.class.getClassLoader());
            this.files = files;
            this.served = served;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = files.get(name);
            if (bytes == null) throw new ClassNotFoundException(name);
            return defineClass(name, bytes, 0, bytes.length);
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            byte[] bytes = served.get(name.replace('/', '.').replaceAll("[.]class$", ""));
            return bytes == null ? super.getResourceAsStream(name) : new java.io.ByteArrayInputStream(bytes);
        }
    }
}
