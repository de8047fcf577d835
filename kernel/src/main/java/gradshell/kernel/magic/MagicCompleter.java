package gradshell.kernel.magic;

import gradshell.kernel.magic.MagicCell.Use;
import gradshell.kernel.shell.Completion;
import gradshell.kernel.shell.Completion.Candidate;
import gradshell.kernel.shell.JavaText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What may stand in a magic's line. */
final class MagicCompleter {
    private final MagicShell shell;

    MagicCompleter(MagicShell shell) {
        this.shell = shell;
    }

    Completion complete(String code, int cursor, Use use) {
        if (cursor <= use.arguments()) return names(code.substring(use.start(), cursor), use.start(), cursor);
        return switch (Magics.named(use.name()).map(Magic::argument).orElse(Magic.Argument.OTHER)) {
            case JAVA -> shell.java().complete(JavaText.only(code, use.arguments(), use.end()), cursor);
            case FILE -> files(code, cursor);
            case MAGIC -> {
                int start = wordStart(code, cursor);
                yield new Completion(Magics.all().stream().map(Magic::name).filter(startsWith(code, start, cursor))
                        .map(name -> new Candidate(name, "magic", null)).toList(), start, cursor);
            }
            case OTHER -> new Completion(List.of(), cursor, cursor);
        };
    }

    private static Predicate<String> startsWith(String code, int start, int cursor) {
        return name -> name.startsWith(code.substring(start, cursor));
    }

    private static Completion names(String typed, int start, int end) {
        boolean wholeCell = typed.startsWith("%%");
        return new Completion(Magics.all().stream()
                .filter(magic -> magic.isFor(wholeCell))
                .map(magic -> new Candidate((wholeCell ? "%%" : "%") + magic.name(), "magic", magic.summary()))
                .filter(candidate -> candidate.text().startsWith(typed))
                .toList(), start, end);
    }

    private static int wordStart(String code, int cursor) {
        int start = cursor;
        while (start > 0 && !Character.isWhitespace(code.charAt(start - 1))) start--;
        return start;
    }

    private Completion files(String code, int cursor) {
        int start = wordStart(code, cursor);
        String typed = code.substring(start, cursor);
        String directory = typed.substring(0, typed.lastIndexOf('/') + 1);
        String name = typed.substring(directory.length());
        try (Stream<Path> files = Files.list(shell.directory().resolve(directory))) {
            return new Completion(files.filter(file -> file.getFileName().toString().startsWith(name))
                    .map(file -> directory + file.getFileName() + (Files.isDirectory(file) ? "/" : ""))
                    .sorted()
                    .map(text -> new Candidate(text, "path", null))
                    .toList(), start, cursor);
        } catch (IOException | InvalidPathException _) {
            // what was typed is no directory: nothing to offer
            return new Completion(List.of(), cursor, cursor);
        }
    }
}
