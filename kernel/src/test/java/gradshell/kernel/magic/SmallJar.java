package gradshell.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** Libraries for tests: a jar of one class. */
final class SmallJar {
    private SmallJar() {}

    /** Compiles a class of package {@code name} into {@code jar}. */
    static Path make(Path jar, String className, String source, Path... classPath) throws IOException {
        Path work = Files.createTempDirectory("small-jar");
        Path file = Files.writeString(work.resolve(className + ".java"), source);
        Path classes = work.resolve("classes");
        String path = String.join(File.pathSeparator,
                Stream.of(classPath).map(Path::toString).toList());
        run("javac", "-cp", path, "-d", classes.toString(), file.toString());
        Files.createDirectories(jar.getParent());
        run("jar", "cf", jar.toString(), "-C", classes.toString(), ".");
        return jar;
    }

    private static void run(String tool, String... arguments) {
        assertEquals(0, ToolProvider.findFirst(tool).orElseThrow().run(System.out, System.err, arguments));
    }
}
