package gradshell.install;

import gradshell.kernel.AotCache;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;

/** How this program was started, and so how another Java process of it is. */
final class Program {
    private static final Properties PROPERTIES = load();
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private Program() {}

    static String version() {
        return PROPERTIES.getProperty("version");
    }

    /** The flags that every JVM of the project is started with, as the build has them. */
    static List<String> jvmArgs() {
        return BLANKS.splitAsStream(PROPERTIES.getProperty("jvm.args")).filter(word -> !word.isEmpty()).toList();
    }

    /** The {@code java} that runs this program. */
    static Path java() {
        String name = File.separatorChar == '\\' ? "java.exe" : "java";
        return Path.of(System.getProperty("java.home"), "bin", name);
    }

    /** The class path: short, with a wildcard, when the program runs from its directory of jars. */
    static String classPath() {
        Path own = ownLocation();
        return own.toString().endsWith(".jar") ? own.getParent() + File.separator + "*" : fullClassPath();
    }

    /** The class path, jar by jar. */
    static String fullClassPath() {
        return System.getProperty("java.class.path");
    }

    /** A command line that starts a class of this program. */
    static List<String> command(String mainClass) {
        List<String> command = new ArrayList<>();
        command.add(java().toString());
        command.addAll(jvmArgs());
        AotCache.ofThisProgram().ifPresent(cache -> command.addAll(cache.flags()));
        command.addAll(List.of("-cp", classPath(), mainClass));
        return command;
    }

    private static Path ownLocation() {
        try {
            return Path.of(Program.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the program's own place is no path", e);
        }
    }

    private static Properties load() {
        var properties = new Properties();
        try (InputStream in = Program.class.getResourceAsStream("gradshell.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
