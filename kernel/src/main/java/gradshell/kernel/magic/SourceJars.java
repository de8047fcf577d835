package gradshell.kernel.magic;

import gradshell.kernel.docs.Libraries;
import gradshell.kernel.magic.MavenRepositories.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;

/**
 * The sources of libraries: beside their jars, or from where the jars came. They are fetched in the background when they
 * are asked for first; who asks waits a moment, and the next one finds them.
 */
final class SourceJars implements Libraries {
    private static final int PATIENCE_MILLIS = 1500;

    private record Origin(String group, String artifact, String version, Path settings) {}

    private final Map<Path, Origin> origins = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Optional<Path>>> found = new ConcurrentHashMap<>();

    /** Remembers where a library came from, and with which settings. */
    void add(Library library, Path settings) {
        origins.put(library.jar(), new Origin(library.group(), library.artifact(), library.version(), settings));
    }

    @Override
    public Optional<Path> sources(Path jar) {
        return of(jar, "sources");
    }

    @Override
    public Optional<Path> pages(Path jar) {
        return of(jar, "javadoc");
    }

    private Optional<Path> of(Path jar, String classifier) {
        String name = jar.getFileName().toString().replaceFirst("\\.jar$", "-" + classifier + ".jar");
        Path beside = jar.resolveSibling(name);
        if (Files.exists(beside)) return Optional.of(beside);
        var origin = Optional.ofNullable(origins.get(jar)).or(() -> named(jar));
        if (origin.isEmpty()) return Optional.empty();
        return found.computeIfAbsent(beside.toString(), _ -> fetch(origin.get(), classifier))
                .copy().completeOnTimeout(Optional.empty(), PATIENCE_MILLIS, TimeUnit.MILLISECONDS).join();
    }

    private static CompletableFuture<Optional<Path>> fetch(Origin origin, String classifier) {
        var fetched = new CompletableFuture<Optional<Path>>();
        Thread.ofPlatform().daemon().name("gradshell-" + classifier).start(() -> {
            Optional<Path> jar = Optional.empty();
            try {
                jar = MavenRepositories.of(origin.settings()).beside(origin.group(), origin.artifact(),
                        origin.version(), classifier);
            } catch (MagicException | RuntimeException e) {
                System.getLogger(SourceJars.class.getName()).log(System.Logger.Level.DEBUG, "no " + classifier, e);
            } finally {
                fetched.complete(jar);
            }
        });
        return fetched;
    }

    /** What a jar that Maven has made says of itself. */
    private static Optional<Origin> named(Path jar) {
        try (var zip = new ZipFile(jar.toFile())) {
            var entry = zip.stream().filter(e -> e.getName().matches("META-INF/maven/[^/]+/[^/]+/pom.properties"))
                    .toList();
            if (entry.size() != 1) return Optional.empty();
            var properties = new Properties();
            try (var in = zip.getInputStream(entry.getFirst())) {
                properties.load(in);
            }
            return Optional.of(new Origin(properties.getProperty("groupId"), properties.getProperty("artifactId"),
                    properties.getProperty("version"), MavenRepositories.userSettings()));
        } catch (IOException | IllegalArgumentException _) {
            // no jar of Maven's
            return Optional.empty();
        }
    }
}
