package gradshell.install;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** What surrounds the program: operating system, processor, home directory, environment variables. */
record Machine(String os, String arch, Path home, UnaryOperator<String> variables) {
    private static final Pattern PATH_SEPARATOR = Pattern.compile(File.pathSeparator, Pattern.LITERAL);

    static Machine current() {
        // as Python does, and so Jupyter; Java's own user.home asks the system and not HOME
        String home = File.separatorChar == '/' ? System.getenv("HOME") : null;
        return new Machine(System.getProperty("os.name"), System.getProperty("os.arch"),
                Path.of(home != null && !home.isBlank() ? home : System.getProperty("user.home")), System::getenv);
    }

    boolean isWindows() {
        return os.toLowerCase(Locale.ROOT).startsWith("windows");
    }

    boolean isMac() {
        return os.toLowerCase(Locale.ROOT).startsWith("mac");
    }

    /** An environment variable that is set to something. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.apply(name)).filter(value -> !value.isBlank());
    }

    Optional<Path> directory(String variable) {
        return variable(variable).map(Path::of);
    }

    /** The first program of that name on the PATH. */
    Optional<Path> program(String name) {
        List<String> endings = isWindows() ? List.of(".exe", ".cmd", ".bat") : List.of("");
        for (Path directory : paths(variable("PATH").orElse("")))
            for (String ending : endings) {
                Path candidate = directory.resolve(name + ending);
                if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) return Optional.of(candidate);
            }
        return Optional.empty();
    }

    /** The entries of a list such as the PATH or a class path. */
    static List<Path> paths(String list) {
        return PATH_SEPARATOR.splitAsStream(list).filter(entry -> !entry.isBlank()).map(Path::of).toList();
    }
}
