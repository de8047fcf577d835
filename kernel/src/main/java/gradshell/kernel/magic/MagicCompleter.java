package gradshell.kernel.magic;

import gradshell.kernel.magic.MagicCell.Use;
import gradshell.kernel.shell.Completion;
import gradshell.kernel.shell.Completion.Candidate;
import gradshell.kernel.shell.FileNames;
import gradshell.kernel.shell.JavaText;
import java.util.List;
import java.util.function.Predicate;

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
            case FILE -> FileNames.complete(shell.directory(), code, wordStart(code, cursor), cursor);
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
}
