package gradshell.kernel.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageIndexTest {
    @TempDir
    private Path dir;

    @Test
    void classes_ofAJar_areThoseOfThePackageAlone() throws IOException {
        Path jar = jar("a.jar", Map.of("p/A.class", "a", "p/A$In.class", "in", "p/q/B.class", "b", "p/no.txt", "",
                "Top.class", "top"));
        var index = new PackageIndex(List.of(jar), null);
        assertEquals(Map.of("p.A", "a", "p.A$In", "in"), read(index, "p"));
        assertEquals(Map.of("Top", "top"), read(index, ""));
        assertEquals(Map.of(), read(index, "absent"));
    }

    @Test
    void classes_ofADirectory_areReadWhenAskedFor() throws IOException {
        var index = new PackageIndex(List.of(dir), null);
        Files.createDirectories(dir.resolve("p/q"));
        Files.writeString(dir.resolve("p/q/Late.class"), "late");
        assertEquals(Map.of("p.q.Late", "late"), read(index, "p.q"));
    }

    @Test
    void classes_ofOneNameInTwoEntries_areTheFirst() throws IOException {
        Path first = jar("first.jar", Map.of("p/A.class", "first"));
        Path second = jar("second.jar", Map.of("p/A.class", "second", "p/B.class", "b"));
        assertEquals(Map.of("p.A", "first", "p.B", "b"), read(new PackageIndex(List.of(first, second), null), "p"));
    }

    @Test
    void classes_forLaterVersionsOfJava_replaceTheOthers() throws IOException {
        Path jar = jar("v.jar", Map.of("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\nMulti-Release: true\r\n\r\n",
                "p/A.class", "old", "META-INF/versions/11/p/A.class", "new"));
        assertEquals(Map.of("p.A", "new"), read(new PackageIndex(List.of(jar), null), "p"));
    }

    @Test
    void classes_ofJarsNamedInAManifest_areThereToo() throws IOException {
        jar("named.jar", Map.of("p/Named.class", "named"));
        Path jar = jar("naming.jar", Map.of("META-INF/MANIFEST.MF",
                "Manifest-Version: 1.0\r\nClass-Path: missing.jar named.jar\r\n\r\n"));
        assertEquals(Map.of("p.Named", "named"), read(new PackageIndex(List.of(jar), null), "p"));
    }

    @Test
    void entries_thatAreNoJars_haveNoClasses() throws IOException {
        Path broken = Files.writeString(dir.resolve("broken.jar"), "no jar");
        assertEquals(Map.of(), read(new PackageIndex(List.of(broken, dir.resolve("absent.jar")), null), "p"));
    }

    @Test
    void index_afterAnother_hasTheNewEntriesToo() throws IOException {
        Path jar = jar("a.jar", Map.of("p/A.class", "a"));
        var before = new PackageIndex(List.of(jar), null);
        var after = new PackageIndex(List.of(jar, jar("b.jar", Map.of("p/B.class", "b"))), before);
        assertEquals(Map.of("p.A", "a", "p.B", "b"), read(after, "p"));
    }

    private Path jar(String name, Map<String, String> entries) throws IOException {
        Path file = dir.resolve(name);
        try (var out = new JarOutputStream(Files.newOutputStream(file))) {
            // the manifest first
            for (var entry : new TreeMap<>(entries).entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(UTF_8));
            }
        }
        return file;
    }

    private static Map<String, String> read(PackageIndex index, String packageName) throws IOException {
        var found = new TreeMap<String, String>();
        for (JavaFileObject file : index.classes(packageName)) {
            try (var in = file.openInputStream()) {
                found.put(((PackageIndex.ClassFile) file).binaryName(), new String(in.readAllBytes(), UTF_8));
            }
        }
        return found;
    }
}
