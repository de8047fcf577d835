package gradshell.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The sh script, with JDKs that only print what they are asked to run. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {
    @TempDir
    Path directory;

    private final Map<String, String> variables = new HashMap<>();
    private Path script;

    @BeforeEach
    void copyScript() throws IOException {
        script = Files.createDirectories(directory.resolve("a clone/install")).resolve("gradshell");
        Files.copy(Path.of("gradshell"), script);
        variables.put("HOME", directory.toString());
        variables.put("PATH", "");
    }

    @Test
    void start_passesArgumentsAsTheyAre() throws Exception {
        build();
        variables.put("JAVA_HOME", jdk("25.0.1"));
        Path built = script.resolveSibling("target/gradshell").toRealPath();
        assertEquals(List.of("@" + built + "/jvm.options", "-cp", built + "/lib/*", "gradshell.install.Main", "run",
                "my file.ipynb", ""), start(script, "run", "my file.ipynb", "").lines().toList());
    }

    @Test
    void start_behindASymbolicLink_findsItsOwnDirectory() throws Exception {
        build();
        variables.put("GRADSHELL_JAVA_HOME", jdk("26"));
        variables.put("PATH", "/usr/bin:/bin");
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("a clone/install/gradshell"));
        assertTrue(start(link).contains("a clone/install/target/gradshell/jvm.options"));
    }

    @Test
    void start_namedJdkTooOld_saysSo() throws Exception {
        variables.put("GRADSHELL_JAVA_HOME", jdk("21.0.2"));
        assertEquals("gradshell: GRADSHELL_JAVA_HOME is " + jdk("21.0.2") + ", and there is no JDK 25 or later.\n",
                start(script));
    }

    @Test
    void start_namedJdkWithoutCompiler_saysSo() throws Exception {
        Path runtime = Path.of(jdk("25"));
        Files.delete(runtime.resolve("bin/javac"));
        variables.put("GRADSHELL_JAVA_HOME", runtime.toString());
        assertTrue(start(script).contains("there is no JDK 25"));
    }

    @Test
    void start_javaHomeTooOld_looksFurther() throws Exception {
        build();
        variables.put("JAVA_HOME", jdk("17.0.1"));
        variables.put("PATH", jdk("25.0.1") + "/bin");
        assertTrue(start(script).startsWith("@"));
    }

    @Test
    void start_notBuiltAndNoMaven_saysWhatToGet() throws Exception {
        variables.put("JAVA_HOME", jdk("25"));
        assertTrue(start(script).startsWith("gradshell: Gradshell must be built once, and Maven (mvn) was not found"));
    }

    @Test
    void start_notBuilt_buildsWithTheJdkFound() throws Exception {
        variables.put("JAVA_HOME", jdk("25"));
        Path tools = program("tools/mvn", "echo \"mvn $*, JAVA_HOME=$JAVA_HOME\"; exit 1").getParent();
        variables.put("PATH", tools + ":/usr/bin:/bin");
        String shown = start(script);
        assertTrue(shown.contains("building; the first time"), shown);
        assertTrue(shown.contains("-pl install -am -DskipTests -Dformatter.skip package, JAVA_HOME=" + jdk("25")),
                shown);
        assertTrue(shown.contains("the build failed"), shown);
    }

    @Test
    void start_newerSource_buildsAgain() throws Exception {
        build();
        variables.put("JAVA_HOME", jdk("25"));
        Path tools = program("tools/mvn", "echo mvn").getParent();
        variables.put("PATH", tools + ":/usr/bin:/bin");
        assertTrue(start(script).startsWith("@"));
        Path source = Files.createDirectories(directory.resolve("a clone/engine/src/main")).resolve("A.java");
        Files.setLastModifiedTime(Files.createFile(source),
                FileTime.fromMillis(System.currentTimeMillis() + 10_000));
        assertTrue(start(script).startsWith("gradshell: building, because the sources changed"));
    }

    private void build() throws IOException {
        Files.createFile(Files.createDirectories(script.resolveSibling("target/gradshell")).resolve("jvm.options"));
    }

    private String jdk(String version) throws IOException {
        Path home = directory.resolve("jdk " + version);
        if (Files.exists(home)) return home.toString();
        program("jdk " + version + "/bin/java", "for word; do echo \"$word\"; done");
        program("jdk " + version + "/bin/javac", "");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"test\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home.toString();
    }

    private Path program(String path, String code) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + code + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String start(Path launcher, String... args) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("/bin/sh", launcher.toString()));
        command.addAll(List.of(args));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(variables);
        Process process = builder.start();
        String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return shown;
    }
}
