package gradshell.kernel;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The JVM's cache of loaded and profiled classes, with which it starts in a third of the time. It lies beside the
 * directory of the program's jars, and holds for one JDK and these very jars: the JVM goes on without it, in silence, when
 * it is not there or does not fit.
 */
public final class AotCache {
    /** What there is. */
    public enum State {
        READY, MISSING, STALE
    }

    private static final String FILE = "gradshell.aot";
    private static final Duration LONGEST = Duration.ofMinutes(5);
    /** Before this the user's first cells have the machine for themselves. */
    private static final Duration CALM = Duration.ofSeconds(20);

    private final Path jars;
    private final Path file;
    /** Says which JDK and jars the cache was made for. */
    private final Path madeFor;

    private AotCache(Path jars) {
        this.jars = jars;
        file = jars.resolveSibling(FILE);
        madeFor = jars.resolveSibling(FILE + ".for");
    }

    /** The cache of this program; empty when it does not run from a directory of jars. */
    public static Optional<AotCache> ofThisProgram() {
        try {
            var source = AotCache.class.getProtectionDomain().getCodeSource();
            Path own = Path.of(source.getLocation().toURI());
            boolean launched = own.toString().endsWith(".jar") && own.getParent().endsWith("lib");
            return launched ? Optional.of(of(own.getParent())) : Optional.empty();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the program's own place is no path", e);
        }
    }

    static AotCache of(Path jars) {
        return new AotCache(jars);
    }

    public Path file() {
        return file;
    }

    /** The flags of a JVM that uses the cache, if it can, and says nothing if it can't. */
    public List<String> flags() {
        return List.of("-XX:AOTCache=" + file, "-Xlog:aot=off", "-Xlog:cds=off");
    }

    /** Whether the cache would be used by this JDK with the jars as they are. */
    public State state() {
        try {
            if (!Files.isRegularFile(file)) return State.MISSING;
            return Files.isRegularFile(madeFor) && Files.readString(madeFor).equals(key()) ? State.READY : State.STALE;
        } catch (IOException _) {
            return State.STALE;
        }
    }

    /** What the cache is good for: the JDK, the jars, and the cache itself, which may have been cut short. */
    private String key() throws IOException {
        try (Stream<Path> files = Files.list(jars)) {
            var paths = new ArrayList<>(files.sorted().toList());
            paths.add(file);
            var lines = new ArrayList<>(List.of(System.getProperty("java.home"),
                    System.getProperty("java.vm.version")));
            for (Path path : paths) {
                lines.add(path.getFileName() + " " + Files.size(path) + " "
                        + Files.getLastModifiedTime(path).toMillis());
            }
            return String.join("\n", lines);
        }
    }

    /**
     * Makes the cache anew: starts a kernel in a process of its own and lets it do what a session's first cells do.
     *
     * @throws IOException when it can't be made, which keeps nothing from working
     */
    public void make() throws IOException, InterruptedException {
        Path made = jars.resolveSibling(FILE + ".new");
        if (Files.exists(made) && Files.getLastModifiedTime(made).toInstant().isAfter(Instant.now().minus(LONGEST)))
            throw new IOException("another process is making it");
        Files.deleteIfExists(made);
        Files.createFile(made);
        Path log = Files.createTempFile("gradshell-aot", ".log");
        try {
            var process = new ProcessBuilder(training(made)).redirectErrorStream(true).redirectOutput(log.toFile());
            run(process, log);
            if (Files.size(made) == 0) throw new IOException("the JVM made none: " + lastLine(log));
            accept(made);
        } finally {
            Files.deleteIfExists(made);
            Files.deleteIfExists(made.resolveSibling(made.getFileName() + ".config"));
            Files.delete(log);
        }
    }

    /** Takes a file for the cache of this JDK and the jars as they are. */
    void accept(Path made) throws IOException {
        Files.move(made, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        Files.writeString(madeFor, key());
    }

    private static void run(ProcessBuilder command, Path log) throws IOException, InterruptedException {
        Process process = command.start();
        try {
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS))
                throw new IOException("it took longer than " + LONGEST.toMinutes() + " minutes");
            if (process.exitValue() != 0) throw new IOException("the trial run failed: " + lastLine(log));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String lastLine(Path log) throws IOException {
        return Files.readString(log).lines().reduce("no reason given", (_, line) -> line);
    }

    private List<String> training(Path made) {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        // the cache holds for a JVM with the same flags
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--"))
                .forEach(command::add);
        command.addAll(List.of("-XX:AOTCacheOutput=" + made, "-cp", jars + File.separator + "*",
                Training.class.getName()));
        return command;
    }

    /** Makes the cache later in the background, when there is none that fits. */
    public static void renewLater() {
        ofThisProgram().ifPresent(cache -> Thread.ofPlatform().daemon().name("gradshell-aot").start(() -> {
            try {
                Thread.sleep(CALM);
                if (cache.state() != State.READY) cache.make();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                // a directory that can't be written to, say: the next start is as slow as this one
                System.getLogger(AotCache.class.getName()).log(System.Logger.Level.DEBUG, "no AOT cache", e);
            }
        }));
    }
}
