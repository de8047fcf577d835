package gradshell.install;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import gradshell.kernel.shell.Preload;
import jdk.jshell.tool.JavaShellToolBuilder;

/** Starts the JDK's own jshell with Gradshell on its class path and everything imported. */
final class JShellCommand {
    private JShellCommand() {}

    /** Runs it to its end, behind further arguments of the user's; returns its exit status. */
    static int run(List<String> args) throws Exception {
        Path startup = startup();
        try {
            List<String> all = new ArrayList<>(List.of("--class-path", Program.fullClassPath()));
            // snippets run in a second JVM, which needs the flags of the first
            Program.jvmArgs().forEach(flag -> all.add("-R" + flag));
            all.addAll(List.of("--startup", startup.toString()));
            all.addAll(args);
            return JavaShellToolBuilder.builder().start(all.toArray(String[]::new));
        } finally {
            Files.deleteIfExists(startup);
        }
    }

    private static Path startup() throws IOException {
        Path file = Files.createTempFile("gradshell-preload", ".jsh");
        try (InputStream in = Preload.class.getResourceAsStream(Preload.RESOURCE)) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }
}
