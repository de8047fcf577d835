package gradshell.kernel.magic;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;

/** Where the user's own files are, in the words of the XDG base directory specification. */
public final class UserFiles {
    private static final String APPLICATION = "gradshell";
    private static final String OFF = "off";

    private UserFiles() {}

    /** What runs before the first cell. */
    public static Optional<Path> startup() {
        return chosen("GRADSHELL_STARTUP", directory("XDG_CONFIG_HOME", "APPDATA", ".config").resolve("startup.jsh"));
    }

    /** What keeps the cells of all sessions. */
    public static Optional<Path> history() {
        return chosen("GRADSHELL_HISTORY",
                directory("XDG_STATE_HOME", "LOCALAPPDATA", ".local/state").resolve("cells.jsonl"));
    }

    /** The file that an environment variable names, none if it says {@code off}. */
    private static Optional<Path> chosen(String variable, Path otherwise) {
        String named = System.getenv(variable);
        if (OFF.equals(named)) return Optional.empty();
        return Optional.of(named == null || named.isBlank() ? otherwise : Path.of(named));
    }

    private static Path directory(String xdg, String windows, String belowHome) {
        boolean isWindows = File.separatorChar != '/';
        String set = System.getenv(isWindows ? windows : xdg);
        String home = System.getenv("HOME");
        // as Jupyter does; Java's own user.home asks the system and not HOME
        Path base = set != null && !set.isBlank()
                ? Path.of(set)
                : Path.of(home == null || isWindows ? System.getProperty("user.home") : home).resolve(belowHome);
        return base.resolve(APPLICATION);
    }
}
