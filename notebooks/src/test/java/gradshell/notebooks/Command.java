package gradshell.notebooks;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program as a user starts it, with time to end and its whole output. */
record Command(Map<String, String> variables, Path directory) {
    private static final long MINUTES = 10;

    record Outcome(int status, String output) {
        Outcome mustSucceed() {
            assertTrue(status == 0, () -> "exit status " + status + ":\n" + output);
            return this;
        }
    }

    static Command in(Path directory) {
        return new Command(Map.of(), directory);
    }

    Command with(String name, String value) {
        Map<String, String> more = new HashMap<>(variables);
        more.put(name, value);
        return new Command(more, directory);
    }

    Outcome run(String... words) throws IOException, InterruptedException {
        Path output = Files.createTempFile("output", ".txt");
        try {
            var builder = new ProcessBuilder(List.of(words)).directory(directory.toFile()).redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            builder.environment().putAll(variables);
            Process process = builder.start();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                fail(String.join(" ", words) + " did not end:\n" + Files.readString(output));
            }
            return new Outcome(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }
}
