package gradshell.kernel.docs;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds the documentation of libraries. */
@FunctionalInterface
public interface Libraries {
    /** The sources of a jar of classes; empty if there are none, or none in time. */
    Optional<Path> sources(Path jar);

    /** The pages of the javadoc tool for a jar of classes; empty if there are none, or none in time. */
    default Optional<Path> pages(Path jar) {
        return Optional.empty();
    }

    /** Those that {@code now} gives whenever they are asked. */
    static Libraries of(Supplier<Libraries> now) {
        return new Libraries() {
            @Override
            public Optional<Path> sources(Path jar) {
                return now.get().sources(jar);
            }

            @Override
            public Optional<Path> pages(Path jar) {
                return now.get().pages(jar);
            }
        };
    }
}
