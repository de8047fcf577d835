package gradshell.kernel.shell;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
import java.util.concurrent.ConcurrentHashMap;

/**
 * Defines the classes of cells from woven bytes, but serves their original bytes as resources: whoever reads a cell's
 * code (the source transformation of gradients, above all) sees what the user's code was compiled to.
 */
final class CellLoader extends URLClassLoader {
    private final Map<String, byte[]> originals = new ConcurrentHashMap<>();
    private final Weaver weaver = new Weaver(this);

    CellLoader(ClassLoader parent) {
        super("gradshell-cells", new URL[0], parent);
        // an assert in a cell is there to be checked: nobody who writes one thinks of the JVM's switch for it
        setDefaultAssertionStatus(true);
    }

    /** Makes classes known by their names; the names are new, as a class is never replaced in this process. */
    void declare(String name, byte[] bytes) {
        originals.put(name, bytes);
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

    private byte[] bytesOf(String resource) {
        if (!resource.endsWith(".class")) return null;
        return originals.get(resource.substring(0, resource.length() - ".class".length()).replace('/', '.'));
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
