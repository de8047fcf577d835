package gradshell.kernel.shell;

import gradshell.kernel.javac.MemoryClass;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/**
 * The class path as the compiler of cells sees it. The compiler's own way opens every jar as a file system and walks
 * through it before the first cell; this one reads the jars' directories, and only the classes that are asked for.
 */
final class ClassPathFiles extends ForwardingJavaFileManager<StandardJavaFileManager>
        implements
            StandardJavaFileManager {
    private static final Set<String> CLASS_PATH_OPTIONS = Set.of("-classpath", "--class-path", "-cp");
    /** JShell lists all classes, for what it could do at Tab; that would slow the first cells down. */
    private static final long LISTING_WAITS_MILLIS = 4000;

    /** Classes of cells that the compiler has not made itself. */
    private final Supplier<Map<String, byte[]>> cells;
    private final CountDownLatch listing = new CountDownLatch(1);
    private final ClassPathIndex index;

    ClassPathFiles(StandardJavaFileManager files, ClassPathIndex index, Supplier<Map<String, byte[]>> cells) {
        super(files);
        this.index = index;
        this.cells = cells;
    }

    @Override
    public boolean handleOption(String option, Iterator<String> remaining) {
        if (!CLASS_PATH_OPTIONS.contains(option)) return super.handleOption(option, remaining);
        String classPath = remaining.next();
        index.read(classPath);
        return super.handleOption(option, List.of(classPath).iterator());
    }

    @Override
    public Iterable<JavaFileObject> list(Location location, String packageName, Set<Kind> kinds,
            boolean recurse) throws IOException {
        if (location != StandardLocation.CLASS_PATH || recurse)
            return super.list(location, packageName, kinds, recurse);
        if (!kinds.contains(Kind.CLASS)) return List.of();
        if (!packageName.equals(CodeContext.PACKAGE)) return index.get().classes(packageName);
        return MemoryClass.all(cells.get());
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
        return switch (file) {
            case PackageIndex.ClassFile found -> found.binaryName();
            case MemoryClass cell -> cell.binaryName();
            default -> super.inferBinaryName(location, file);
        };
    }

    @Override
    public boolean contains(Location location, FileObject file) throws IOException {
        return (file instanceof PackageIndex.ClassFile || file instanceof MemoryClass)
                ? location == StandardLocation.CLASS_PATH
                : super.contains(location, file);
    }

    @Override
    public boolean isSameFile(FileObject a, FileObject b) {
        if (a instanceof PackageIndex.ClassFile || b instanceof PackageIndex.ClassFile) return a.equals(b);
        return super.isSameFile(a, b);
    }

    @Override
    public Iterable<? extends Path> getLocationAsPaths(Location location) {
        if (location == StandardLocation.CLASS_PATH) {
            try {
                if (!listing.await(LISTING_WAITS_MILLIS, TimeUnit.MILLISECONDS)) listing.countDown();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        return fileManager.getLocationAsPaths(location);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjectsFromFiles(Iterable<? extends File> files) {
        return fileManager.getJavaFileObjectsFromFiles(files);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjects(File... files) {
        return fileManager.getJavaFileObjects(files);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjectsFromStrings(Iterable<String> names) {
        return fileManager.getJavaFileObjectsFromStrings(names);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjects(String... names) {
        return fileManager.getJavaFileObjects(names);
    }

    @Override
    public void setLocation(Location location, Iterable<? extends File> files) throws IOException {
        if (location == StandardLocation.CLASS_PATH) {
            var entries = new ArrayList<String>();
            files.forEach(file -> entries.add(file.getPath()));
            index.read(String.join(File.pathSeparator, entries));
        }
        fileManager.setLocation(location, files);
    }

    @Override
    public Iterable<? extends File> getLocation(Location location) {
        return fileManager.getLocation(location);
    }
}
