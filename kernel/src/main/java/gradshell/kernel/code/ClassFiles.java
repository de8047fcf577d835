package gradshell.kernel.code;

import gradshell.kernel.javac.MemoryClass;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.ForwardingJavaFileObject;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * The class files that code is read against: those of the JDK and the class path, and those of cells, which are in memory.
 * What was listed and read once is kept: a compiler is made for each look at the code, and must not read them anew.
 */
public final class ClassFiles extends ForwardingJavaFileManager<StandardJavaFileManager> {
    private record Listing(Location location, String packageName, boolean recurse) {}

    private final Map<Listing, List<JavaFileObject>> listings = new ConcurrentHashMap<>();
    private final Map<Location, List<Set<Location>>> modules = new ConcurrentHashMap<>();
    private final String cellPackage;
    private final Supplier<Map<String, byte[]>> cells;

    /**
     * @param added what is on the class path beside what this program runs with
     * @param cellPackage the package of the classes of cells
     * @param cells those classes by their names
     */
    public ClassFiles(List<Path> added, String cellPackage, Supplier<Map<String, byte[]>> cells) {
        super(ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, Locale.ROOT, null));
        this.cellPackage = cellPackage;
        this.cells = cells;
        var program = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of);
        try {
            fileManager.setLocationFromPaths(StandardLocation.CLASS_PATH,
                    Stream.concat(program, added.stream()).toList());
        } catch (IOException e) {
            throw new IllegalArgumentException("the class path can't be used: " + e.getMessage(), e);
        }
    }

    @Override
    public Iterable<JavaFileObject> list(Location location, String packageName, Set<JavaFileObject.Kind> kinds,
            boolean recurse) throws IOException {
        if (location == StandardLocation.CLASS_PATH && packageName.equals(cellPackage)) return cellClasses();
        if (!kinds.contains(JavaFileObject.Kind.CLASS)) return List.of();
        var listing = new Listing(location, packageName, recurse);
        var known = listings.get(listing);
        if (known != null) return known;
        var found = new ArrayList<JavaFileObject>();
        for (var file : super.list(location, packageName, Set.of(JavaFileObject.Kind.CLASS), recurse))
            found.add(new Kept(file, super.inferBinaryName(location, file)));
        listings.put(listing, found);
        return found;
    }

    private List<JavaFileObject> cellClasses() {
        var ofCells = new TreeMap<>(cells.get());
        ofCells.keySet().removeIf(name -> !name.startsWith(cellPackage + "."));
        return MemoryClass.all(ofCells);
    }

    @Override
    public Iterable<Set<Location>> listLocationsForModules(Location location) throws IOException {
        var known = modules.get(location);
        if (known != null) return known;
        var found = new ArrayList<Set<Location>>();
        super.listLocationsForModules(location).forEach(found::add);
        modules.put(location, found);
        return found;
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
        return switch (file) {
            case Kept kept -> kept.binaryName;
            case MemoryClass cell -> cell.binaryName();
            default -> super.inferBinaryName(location, file);
        };
    }

    @Override
    public boolean contains(Location location, FileObject file) throws IOException {
        return switch (file) {
            case Kept kept -> super.contains(location, kept.file());
            case MemoryClass _ -> location == StandardLocation.CLASS_PATH;
            default -> super.contains(location, file);
        };
    }

    /** A class file that is read once. */
    private static final class Kept extends ForwardingJavaFileObject<JavaFileObject> {
        private final String binaryName;
        private volatile byte[] bytes;

        Kept(JavaFileObject file, String binaryName) {
            super(file);
            this.binaryName = binaryName;
        }

        JavaFileObject file() {
            return fileObject;
        }

        @Override
        public InputStream openInputStream() throws IOException {
            if (bytes == null) {
                try (var in = super.openInputStream()) {
                    bytes = in.readAllBytes();
                }
            }
            return new ByteArrayInputStream(bytes);
        }
    }
}
