package gradshell.kernel.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A kernel in a process of its own, on the class path and with the JVM flags of the test. */
public record KernelProcess(Process process, Path log) implements AutoCloseable {

    /** Starts it; {@code environment} is added to the test's own. */
    public static KernelProcess start(Path connectionFile, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean()
                .getInputArguments()
                .stream()
                .filter(flag -> flag.startsWith("--"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "gradshell.kernel.Main",
                connectionFile.toString()));
        Path log = Files.createTempFile("kernel", ".log");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        // the user's own files have no place in a test
        builder.environment().putAll(Map.of("GRADSHELL_HISTORY", "off", "GRADSHELL_STARTUP", "off"));
        builder.environment().putAll(environment);
        return new KernelProcess(builder.start(), log);
    }

    /** What the kernel wrote to its standard output and error. */
    public String logged() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(log);
    }
}
