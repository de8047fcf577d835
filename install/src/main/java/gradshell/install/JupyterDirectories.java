package gradshell.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where Jupyter looks for kernels, as the page <em>Common Directories and File Locations</em> of its documentation has
 * it.
 */
record JupyterDirectories(Machine machine) {
    /** The data directory of the user. */
    Path user() {
        Optional<Path> named = machine.directory("JUPYTER_DATA_DIR");
        if (named.isPresent()) return named.get();
        if (machine.isMac()) return machine.home().resolve("Library").resolve("Jupyter");
        if (machine.isWindows())
            return machine.directory("APPDATA")
                    .orElse(machine.home().resolve("AppData").resolve("Roaming")).resolve("jupyter");
        return machine.directory("XDG_DATA_HOME").orElse(machine.home().resolve(".local").resolve("share"))
                .resolve("jupyter");
    }

    /** The data directory below a prefix such as {@code /usr/local} or a virtual environment. */
    static Path below(Path prefix) {
        return prefix.resolve("share").resolve("jupyter");
    }

    /** The data directories that Jupyter searches, the first one found wins. */
    List<Path> all() {
        List<Path> all = new ArrayList<>();
        all.addAll(Machine.paths(machine.variable("JUPYTER_PATH").orElse("")));
        all.add(user());
        sysPrefix().map(JupyterDirectories::below).ifPresent(all::add);
        if (machine.isWindows())
            machine.directory("PROGRAMDATA").map(data -> data.resolve("jupyter"))
                    .ifPresent(all::add);
        else
            all.addAll(List.of(below(Path.of("/usr/local")), below(Path.of("/usr"))));
        return all.stream().distinct().toList();
    }

    /** Where a kernel lies inside a data directory. */
    static Path kernel(Path dataDirectory, String name) {
        return dataDirectory.resolve("kernels").resolve(name);
    }

    /** The prefix of the Python that Jupyter runs on, or of the first one on the PATH. */
    Optional<Path> sysPrefix() {
        return python().flatMap(JupyterDirectories::prefixOf);
    }

    private Optional<Path> python() {
        Optional<Path> besideJupyter = machine.program("jupyter")
                .map(jupyter -> jupyter.resolveSibling(machine.isWindows() ? "python.exe" : "python3"))
                .filter(python -> python.toFile().canExecute());
        return besideJupyter.or(() -> machine.program("python3")).or(() -> machine.program("python"));
    }

    private static Optional<Path> prefixOf(Path python) {
        try {
            var process = new ProcessBuilder(python.toString(), "-c", "import sys; print(sys.prefix)")
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            process.getOutputStream().close();
            String prefix = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 && !prefix.isEmpty() ? Optional.of(Path.of(prefix)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // a python that doesn't start is as good as none
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
