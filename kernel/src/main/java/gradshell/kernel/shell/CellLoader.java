package gradshell.kernel.shell;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.constant.ClassDesc;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Defines the classes of cells from woven bytes, but serves their original code as resources, with the cell's own lines:
 * whoever reads a cell's code (the source transformation of gradients, above all) sees what the user wrote.
 */
final class CellLoader extends URLClassLoader {
    private final Map<String, byte[]> originals = new ConcurrentHashMap<>();
    private final Map<String, byte[]> served = new ConcurrentHashMap<>();
    /** Reads the hierarchy of classes, which stack maps need, from class files: nothing is loaded. */
    private final ClassFile classFile = ClassFile.of(ClassFile.ClassHierarchyResolverOption
            .of(ClassHierarchyResolver.ofResourceParsing(this::original)
                    .orElse(ClassHierarchyResolver.ofClassLoading(this))
                    .cached()));
    private final Weaver weaver = new Weaver(classFile);
    private final SourceMap sources;
    private final Relining relining;

    CellLoader(ClassLoader parent, SourceMap sources) {
        super("gradshell-cells", new URL[0], parent);
        this.sources = sources;
        this.relining = new Relining(classFile, sources);
        // an assert in a cell is there to be checked: nobody who writes one thinks of the JVM's switch for it
        setDefaultAssertionStatus(true);
    }

    /** Makes classes known by their names; the names are new, as a class is never replaced in this process. */
    void declare(String name, byte[] bytes) {
        originals.put(name, bytes);
    }

    /** The classes of cells, as they were compiled. */
    Map<String, byte[]> classes() {
        return Collections.unmodifiableMap(originals);
    }

    void addPath(Path path) {
        try {
            addURL(path.toUri().toURL());
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = originals.get(name);
        if (bytes == null) return super.findClass(name);
        byte[] woven = weaver.weave(bytes);
        return defineClass(name, woven, 0, woven.length);
    }

    /** Of a cell's class at once: whoever differentiates asks at each call whether its code is still the same. */
    @Override
    public InputStream getResourceAsStream(String name) {
        byte[] bytes = bytesOf(name);
        return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    }

    @Override
    public URL findResource(String name) {
        byte[] bytes = bytesOf(name);
        return bytes == null ? super.findResource(name) : url(name, bytes);
    }

    @Override
    public Enumeration<URL> findResources(String name) throws IOException {
        byte[] bytes = bytesOf(name);
        return bytes == null ? super.findResources(name) : Collections.enumeration(List.of(url(name, bytes)));
    }

    /** A class file as it was compiled; null if there is none. */
    private InputStream original(ClassDesc type) {
        String descriptor = type.descriptorString();
        String file = descriptor.substring(1, descriptor.length() - 1);
        byte[] bytes = originals.get(file.replace('/', '.'));
        return bytes == null ? getResourceAsStream(file + ".class") : new ByteArrayInputStream(bytes);
    }

    private byte[] bytesOf(String resource) {
        if (!resource.endsWith(".class")) return null;
        String name = resource.substring(0, resource.length() - ".class".length()).replace('/', '.');
        byte[] known = served.get(name);
        if (known != null) return known;
        byte[] original = originals.get(name);
        var cell = original == null ? Optional.<Cell>empty() : sources.cell(name);
        if (cell.isEmpty()) return original;
        return served.computeIfAbsent(name, _ -> relining.reline(original, name, cell.get()));
    }

    private static URL url(String name, byte[] bytes) {
        try {
            return URL.of(URI.create("cell:/" + name), new URLStreamHandler() {
                @Override
                protected URLConnection openConnection(URL url) {
                    return new URLConnection(url) {
                        @Override
                        public void connect() {}

                        @Override
                        public InputStream getInputStream() {
                            return new ByteArrayInputStream(bytes);
                        }
                    };
                }
            });
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
