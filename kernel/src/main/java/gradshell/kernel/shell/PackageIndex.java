package gradshell.kernel.shell;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;

/** Which classes the packages of a class path have. The first of several classes of one name counts. */
final class PackageIndex {
    private static final String CLASS = ".class";
    private static final String VERSIONS = "META-INF/versions/";
    private static final Pattern BLANKS = Pattern.compile(" +");

    /** A class that the compiler may read. */
    abstract static class ClassFile extends SimpleJavaFileObject {
        private final String name;

        ClassFile(URI uri, String name) {
            super(uri, Kind.CLASS);
            this.name = name;
        }

        /** With dots, and without the file's ending. */
        String binaryName() {
            return name;
        }

        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            return kind == Kind.CLASS && name.substring(name.lastIndexOf('.') + 1).equals(simpleName);
        }
    }

    /** The packages of one jar, each with the names of its classes. */
    private record Jar(JarFile file, URI uri, Map<String, List<String>> packages, long modified) {
        static Jar read(Path path) throws IOException {
            var jar = new JarFile(path.toFile(), false, ZipFile.OPEN_READ, Runtime.version());
            var packages = new HashMap<String, List<String>>();
            jar.stream().map(entry -> unversioned(entry.getName())).filter(name -> name.endsWith(CLASS))
                    .forEach(name -> {
                        int slash = name.lastIndexOf('/');
                        String of = slash < 0 ? "" : name.substring(0, slash).replace('/', '.');
                        packages.computeIfAbsent(of, _ -> new ArrayList<>())
                                .add(name.substring(slash + 1, name.length() - CLASS.length()));
                    });
            return new Jar(jar, path.toUri(), packages, Files.getLastModifiedTime(path).toMillis());
        }

        /** What a jar for several versions of Java has for later ones stands for what it has for all. */
        private static String unversioned(String name) {
            if (!name.startsWith(VERSIONS)) return name;
            return name.substring(name.indexOf('/', VERSIONS.length()) + 1);
        }

        private static String encoded(String entry) {
            return entry.chars().allMatch(c -> c < 0x80) ? entry : URLEncoder.encode(entry, StandardCharsets.UTF_8);
        }

        ClassFile classFile(String packageName, String simpleName) {
            String name = packageName.isEmpty() ? simpleName : packageName + "." + simpleName;
            String entry = name.replace('.', '/') + CLASS;
            return new ClassFile(URI.create("class:" + uri.getRawPath() + "!/" + encoded(entry)), name) {
                @Override
                public InputStream openInputStream() throws IOException {
                    return file.getInputStream(file.getJarEntry(entry));
                }
            };
        }
    }

    private final Map<Path, Jar> jars = new LinkedHashMap<>();
    private final List<Path> directories = new ArrayList<>();

    /** Reads the entries, but for the jars that {@code before} has read; null if nothing has been read before. */
    PackageIndex(Collection<Path> entries, PackageIndex before) {
        entries.forEach(entry -> add(entry, before));
    }

    private void add(Path entry, PackageIndex before) {
        if (Files.isDirectory(entry)) {
            directories.add(entry);
            return;
        }
        if (jars.containsKey(entry) || !Files.isRegularFile(entry)) return;
        try {
            Jar known = before == null ? null : before.jars.get(entry);
            boolean same = known != null && known.modified() == Files.getLastModifiedTime(entry).toMillis();
            Jar jar = same ? known : Jar.read(entry);
            jars.put(entry, jar);
            for (Path named : named(entry, jar.file())) add(named, before);
        } catch (IOException | IllegalArgumentException e) {
            // as the compiler has it: what is no jar has no classes
            System.getLogger(PackageIndex.class.getName()).log(System.Logger.Level.DEBUG, "no jar: " + entry, e);
        }
    }

    /** The further entries that a jar's manifest names. */
    private static List<Path> named(Path entry, JarFile jar) throws IOException {
        var manifest = jar.getManifest();
        String names = manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
        if (names == null) return List.of();
        return BLANKS.splitAsStream(names.strip()).map(name -> entry.toUri().resolve(name))
                .filter(uri -> "file".equals(uri.getScheme())).map(Path::of).toList();
    }

    /** The classes of a package, of its sub-packages none. */
    List<JavaFileObject> classes(String packageName) {
        var found = new LinkedHashMap<String, JavaFileObject>();
        for (Path directory : directories) {
            for (String name : files(directory.resolve(packageName.replace(".", File.separator))))
                found.computeIfAbsent(name, _ -> classFile(directory, packageName, name));
        }
        for (var jar : jars.values()) {
            for (String name : new LinkedHashSet<>(jar.packages().getOrDefault(packageName, List.of())))
                found.computeIfAbsent(name, _ -> jar.classFile(packageName, name));
        }
        return List.copyOf(found.values());
    }

    private static List<String> files(Path directory) {
        if (!Files.isDirectory(directory)) return List.of();
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(CLASS))
                    .map(name -> name.substring(0, name.length() - CLASS.length())).toList();
        } catch (IOException _) {
            return List.of(); // unreadable, and so without classes
        }
    }

    private static ClassFile classFile(Path directory, String packageName, String simpleName) {
        String name = packageName.isEmpty() ? simpleName : packageName + "." + simpleName;
        Path file = directory.resolve(packageName.replace(".", File.separator)).resolve(simpleName + CLASS);
        return new ClassFile(file.toUri(), name) {
            @Override
            public InputStream openInputStream() throws IOException {
                return Files.newInputStream(file);
            }
        };
    }
}
