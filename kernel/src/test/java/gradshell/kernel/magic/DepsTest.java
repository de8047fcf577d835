package gradshell.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradshell.kernel.shell.Shell;
import gradshell.kernel.shell.ShellTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code %deps} from a repository on this machine, which stands for Maven Central. */
class DepsTest extends ShellTest {
    @TempDir
    private static Path dir;
    private static Path settings;

    @Override
    protected Shell start() {
        return MagicShell.start();
    }

    @BeforeAll
    static void fillRepository() throws IOException {
        Path base = library("base", "", "package base; public class Base { public static int one() { return 1; } }");
        library("top", "<dependencies>" + dependency("base") + dependency("gson", "com.google.code.gson", "1.0")
                + "</dependencies>",
                "package top; public class Top { public static int two() { return 1 + base.Base.one(); } }",
                base);
        library("broken", "<dependencies>" + dependency("absent") + "</dependencies>",
                "package broken; public class Broken {}");
        SmallJar.make(dir.resolve("remote/com/google/code/gson/gson/1.0/gson-1.0.jar"), "Old",
                "package old; class Old {}");
        Files.writeString(dir.resolve("remote/com/google/code/gson/gson/1.0/gson-1.0.pom"),
                pom("com.google.code.gson", "gson", "1.0", ""));
        settings = settings("settings.xml", "");
    }

    @Test
    void inspect_classOfALibrary_showsItsDocumentation() throws IOException {
        Path sources = dir.resolve("remote/test/base/1.0/base-1.0-sources.jar");
        try (var zip = new ZipOutputStream(Files.newOutputStream(sources))) {
            zip.putNextEntry(new ZipEntry("base/Base.java"));
            zip.write("package base; public class Base { /** Always one. */ public static int one() { return 1; } }"
                    .getBytes(StandardCharsets.UTF_8));
        }
        done("%deps -s " + settings + " test:base:1.0");
        String text = shell.inspect("base.Base.one()", 12, false).orElseThrow().data().get("text/plain").toString();
        assertEquals("int Base.one()\n\nAlways one.", text);
    }

    /** Of a library that has published no sources. */
    @Test
    void inspect_classOfALibraryWithJavadocOnly_showsItsDocumentation() throws IOException {
        String source = """
                package paged;
                /** A class with <b>pages</b>. */
                public class Paged {
                    /** Makes one of {@code n} parts.
                     * @param n how many */
                    public Paged(int n) {}
                    /** Joins {@link String texts}. @param all what to join
                     * @return one text */
                    public static String join(java.util.List<String> all, String... more) { return ""; }
                    /** Joins nothing. */
                    public static String join() { return ""; }
                    /** The number. */
                    public static final int ONE = 1;
                    /** Inside. */
                    public static class In { /** Deep. */ public void deep(int[][] a) {} }
                }
                """;
        library("paged", "", source);
        Path file = Files.createDirectories(dir.resolve("paged/paged")).resolve("Paged.java");
        Files.writeString(file, source);
        Path pages = dir.resolve("pages");
        var said = new StringWriter();
        assertEquals(0, ToolProvider.findFirst("javadoc").orElseThrow().run(new PrintWriter(said),
                new PrintWriter(said), "-quiet", "-d", pages.toString(), file.toString()), said::toString);
        Path jar = dir.resolve("remote/test/paged/1.0/paged-1.0-javadoc.jar");
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar)); var all = Files.walk(pages)) {
            for (Path page : all.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(pages.relativize(page).toString()));
                Files.copy(page, zip);
            }
        }
        done("%deps -s " + settings + " test:paged:1.0");
        assertEquals("class paged.Paged\n\nA class with pages.", inspected("paged.Paged"));
        assertTrue(inspected("paged.Paged.join()").startsWith("String Paged.join()\n\nJoins nothing."));
        String joined = inspected("paged.Paged.join(null, \"\")");
        assertTrue(joined.contains("Joins texts.") && joined.contains("one text"), joined);
        assertTrue(inspected("paged.Paged.ONE").endsWith("The number."), inspected("paged.Paged.ONE"));
        assertTrue(inspected("new paged.Paged(3)").contains("Makes one of n parts."), inspected("new paged.Paged(3)"));
        assertTrue(inspected("new paged.Paged.In().deep(null)").endsWith("Deep."));
    }

    private String inspected(String code) {
        int call = code.lastIndexOf('(');
        return shell.inspect(code, call < 0 ? code.length() : call, false).orElseThrow().data().get("text/plain")
                .toString();
    }

    private static Path settings(String name, String more) throws IOException {
        return Files.writeString(dir.resolve(name), """
                <settings><localRepository>%s</localRepository>%s<mirrors><mirror><id>here</id><mirrorOf>*</mirrorOf>
                <url>%s</url></mirror></mirrors></settings>
                """.formatted(dir.resolve("local"), more, dir.resolve("remote").toUri()));
    }

    private static Path library(String name, String dependencies, String source, Path... classPath)
            throws IOException {
        String at = "remote/test/" + name + "/1.0/" + name + "-1.0";
        String className = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        Path jar = SmallJar.make(dir.resolve(at + ".jar"), className, source, classPath);
        Files.writeString(dir.resolve(at + ".pom"), pom("test", name, "1.0", dependencies));
        return jar;
    }

    private static String pom(String group, String name, String version, String more) {
        return "<project><modelVersion>4.0.0</modelVersion><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>%s</project>"
                .formatted(group, name, version, more);
    }

    private static String dependency(String name) {
        return dependency(name, "test", "1.0");
    }

    private static String dependency(String name, String group, String version) {
        return "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>"
                .formatted(group, name, version);
    }

    @Test
    void deps_library_isSeenWithWhatItNeeds() {
        assertEquals(3, value("%deps -s " + settings + " test:top:1.0\nimport top.Top;\nTop.two() + base.Base.one()"));
        assertTrue(io.printed().contains("2 libraries: top 1.0, base 1.0"), io.printed());
        assertTrue(io.printed().contains("gson 1.0 is not used: Gradshell itself has gson-"), io.printed());
    }

    @Test
    void deps_absentLibrary_isNamed() {
        String message = failed("%deps -s " + settings + " test:nothing:2.0").message();
        assertTrue(message.contains("there is no test:nothing:jar:2.0"), message);
        message = failed("%deps -s " + settings + " test:broken:1.0").message();
        assertTrue(message.contains("there is no test:absent:jar:1.0"), message);
    }

    @Test
    void deps_offline_saysSoAndWhatToDo() throws IOException {
        Path offline = settings("offline.xml", "<offline>true</offline>");
        String message = failed("%deps -s " + offline + " test:elsewhere:1.0").message();
        assertTrue(message.contains("can't be reached") && message.contains("use libraries that were fetched before"),
                message);
    }

    @Test
    @Timeout(60)
    void deps_serverThatNeverAnswers_canBeStopped() throws Exception {
        try (var deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path there = Files.writeString(dir.resolve("deaf.xml"), """
                    <settings><localRepository>%s</localRepository><mirrors><mirror><id>deaf</id><mirrorOf>*</mirrorOf>
                    <url>http://127.0.0.1:%d</url></mirror></mirrors></settings>
                    """.formatted(dir.resolve("local"), deaf.getLocalPort()));
            Thread.ofVirtual().start(() -> {
                try (var _ = deaf.accept()) {
                    shell.interrupt();
                    Thread.sleep(30_000);
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertEquals("KeyboardInterrupt", failed("%deps -s " + there + " test:slow:1.0").name());
        }
    }

    @Test
    void deps_wrongWords_areExplained() throws IOException {
        assertTrue(failed("%deps").message().contains("use it as %deps GROUP:ARTIFACT:VERSION"));
        assertTrue(failed("%deps gson").message().contains("gson is not of the form group:artifact:version"));
        Path bad = Files.writeString(dir.resolve("bad.xml"), "<settings>");
        assertTrue(failed("%deps -s " + bad + " a:b:1").message().contains("bad.xml can't be used"));
    }
}
