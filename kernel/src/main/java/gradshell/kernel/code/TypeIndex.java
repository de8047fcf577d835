package gradshell.kernel.code;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The names of all public packages of the JDK and of libraries, and of the types in them. */
public final class TypeIndex {
    private static final String CLASS = ".class";

    private final NavigableMap<String, List<String>> types = new TreeMap<>();
    private final NavigableSet<String> packages = new TreeSet<>();

    /** Reads the names of the JDK's types and those in {@code libraries}, jars or directories. */
    public static TypeIndex of(List<Path> libraries) {
        var index = new TypeIndex();
        ModuleFinder.ofSystem().findAll().forEach(index::addModule);
        libraries.forEach(index::addLibrary);
        return index;
    }

    private void addModule(ModuleReference module) {
        var exported = module.descriptor().exports().stream().filter(e -> !e.isQualified()).map(e -> e.source())
                .collect(Collectors.toSet());
        if (exported.isEmpty() || !module.descriptor().name().startsWith("java.")) return;
        try (var reader = module.open(); var files = reader.list()) {
            add(files, exported::contains);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addLibrary(Path library) {
        if (!Files.exists(library)) return;
        try {
            if (Files.isDirectory(library)) {
                try (var files = Files.walk(library)) {
                    add(files.map(file -> library.relativize(file).toString().replace('\\', '/')), _ -> true);
                }
            } else {
                try (var zip = new ZipFile(library.toFile())) {
                    add(zip.stream().map(ZipEntry::getName), _ -> true);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // what the compiler can't read either has no types to offer
            System.getLogger(TypeIndex.class.getName()).log(System.Logger.Level.DEBUG, "no types of " + library, e);
        }
    }

    private void add(Stream<String> files, Predicate<String> isPublic) {
        files.filter(f -> f.endsWith(CLASS) && f.indexOf('$') < 0 && f.indexOf('-') < 0 && f.indexOf('/') > 0)
                .map(f -> f.substring(0, f.length() - CLASS.length()).replace('/', '.'))
                .forEach(name -> {
                    int dot = name.lastIndexOf('.');
                    if (!isPublic.test(name.substring(0, dot))) return;
                    packages.add(name.substring(0, dot));
                    types.computeIfAbsent(name.substring(dot + 1), _ -> new ArrayList<>(1)).add(name);
                });
    }

    /** The whole names of types whose simple names begin like that. */
    public Stream<String> types(String beginning) {
        return types.subMap(beginning, beginning + Character.MAX_VALUE).values().stream().flatMap(List::stream);
    }

    /** The next parts of packages' names behind {@code beginning}, up to their dots. */
    public Stream<String> packages(String beginning) {
        int from = beginning.lastIndexOf('.') + 1;
        return packages.subSet(beginning, beginning + Character.MAX_VALUE).stream().map(name -> {
            int dot = name.indexOf('.', from);
            return name.substring(from, dot < 0 ? name.length() : dot);
        }).distinct();
    }
}
