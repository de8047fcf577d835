package gradshell.kernel.shell;

import gradshell.kernel.shell.Completion.Candidate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The names of files that begin like what was typed. */
public final class FileNames {
    private FileNames() {}

    static Completion complete(String code, int start, int cursor) {
        return complete(Path.of(""), code, start, cursor);
    }

    /** Completes the name between {@code start} and the cursor, of a file below {@code base}. */
    public static Completion complete(Path base, String code, int start, int cursor) {
        String typed = code.substring(start, cursor);
        String directory = typed.substring(0, typed.lastIndexOf('/') + 1);
        String name = typed.substring(directory.length());
        String home = System.getProperty("user.home");
        try (Stream<Path> files = Files.list(base.resolve(directory.replaceFirst("^~(?=/)", home)))) {
            return new Completion(files.filter(file -> file.getFileName().toString().startsWith(name))
                    .filter(file -> !name.isEmpty() || !file.getFileName().toString().startsWith("."))
                    .map(file -> directory + file.getFileName() + (Files.isDirectory(file) ? "/" : ""))
                    .sorted()
                    .map(text -> new Candidate(text, "path", ""))
                    .toList(), start, cursor);
        } catch (IOException | UncheckedIOException | InvalidPathException _) {
            // what was typed is no directory: nothing to offer
            return new Completion(List.of(), cursor, cursor);
        }
    }
}
