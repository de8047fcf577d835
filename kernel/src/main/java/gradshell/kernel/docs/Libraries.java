package gradshell.kernel.docs;

import java.nio.file.Path;
import java.util.Optional;

/** Finds the jar with the sources of a library. */
@FunctionalInterface
public interface Libraries {
    /** The sources of a jar of classes; empty if there are none, or none in time. */
    Optional<Path> sources(Path jar);
}
