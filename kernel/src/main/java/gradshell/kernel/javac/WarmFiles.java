package gradshell.kernel.javac;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;

/**
 * What tasks read and write: the classes of cells that one may see, and those it makes, are in memory. The compiler keeps
 * its first files for all tasks, so there are no others.
 */
final class WarmFiles extends ForwardingJavaFileManager<JavaFileManager> {
    private final String cellPackage;
    private Map<String, byte[]> visible = Map.of();
    private Map<String, byte[]> made = new LinkedHashMap<>();

    WarmFiles(JavaFileManager libraries, String cellPackage) {
        super(libraries);
        this.cellPackage = cellPackage;
    }

    /** The next task sees only these classes of the package. */
    void begin(Map<String, byte[]> visible) {
        this.visible = visible;
        made = new LinkedHashMap<>();
    }

    /** The classes that the task has made, by their binary names. */
    Map<String, byte[]> made() {
        return made;
    }

    @Override
    public Iterable<JavaFileObject> list(Location location, String packageName, Set<JavaFileObject.Kind> kinds,
            boolean recurse) throws IOException {
        if (!packageName.equals(cellPackage)) return super.list(location, packageName, kinds, recurse);
        if (location != StandardLocation.CLASS_PATH) return Set.of();
        return MemoryClass.all(visible);
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
        return file instanceof MemoryClass cell ? cell.binaryName() : super.inferBinaryName(location, file);
    }

    @Override
    public boolean contains(Location location, FileObject file) throws IOException {
        return file instanceof MemoryClass
                ? location == StandardLocation.CLASS_PATH
                : super.contains(location, file);
    }

    @Override
    public JavaFileObject getJavaFileForOutputForOriginatingFiles(Location location, String className,
            JavaFileObject.Kind kind, FileObject... originatingFiles) {
        return getJavaFileForOutput(location, className, kind, null);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(Location location, String className, JavaFileObject.Kind kind,
            FileObject sibling) {
        return new SimpleJavaFileObject(URI.create("cell:///" + className.replace('.', '/') + kind.extension), kind) {
            @Override
            public OutputStream openOutputStream() {
                return new ByteArrayOutputStream() {
                    @Override
                    public void close() {
                        made.put(className, toByteArray());
                    }
                };
            }
        };
    }
}
