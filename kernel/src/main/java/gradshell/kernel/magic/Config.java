package gradshell.kernel.magic;

import gradshell.kernel.shell.CellResult;
import gradshell.kernel.shell.JavaShell;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code %config}. */
final class Config implements Magic {
    @Override
    public List<String> forms() {
        return List.of("%config");
    }

    @Override
    public String summary() {
        return "Lists what can be configured, what it is now, and where to set it.";
    }

    @Override
    public CellResult run(Call call) {
        String jvm = String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments());
        String heap = (Runtime.getRuntime().maxMemory() >> 20) + " MB";
        call.print(Stream.of(
                List.of("JVM options", jvm.isEmpty() ? "none" : jvm, "argv in kernel.json, or JDK_JAVA_OPTIONS"),
                List.of("largest heap", heap, "-Xmx among the JVM options"),
                List.of("compiler options", String.join(" ", JavaShell.compilerOptions()), JavaShell.COMPILER_OPTIONS),
                List.of("preview features", JavaShell.previewFeatures() ? "on" : "off",
                        "gradshell install --preview, or JDK_JAVA_OPTIONS=--enable-preview"),
                List.of("startup file", file(UserFiles.startup()), "GRADSHELL_STARTUP, a file or off"),
                List.of("history file", file(UserFiles.history()), "GRADSHELL_HISTORY, a file or off"),
                List.of("Maven settings", file(Optional.of(MavenRepositories.userSettings())), "%deps -s FILE"),
                List.of("class path", call.java().classPath().size() + " added", "%deps, %jars"),
                List.of("directory", call.shell().directory().toString(), "%cd")));
        return CellResult.Done.NOTHING;
    }

    private static String file(Optional<Path> file) {
        return file.map(path -> path + (Files.exists(path) ? "" : " (not there)")).orElse("off");
    }
}
