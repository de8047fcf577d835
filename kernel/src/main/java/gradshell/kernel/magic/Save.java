package gradshell.kernel.magic;

import gradshell.kernel.shell.CellResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** {@code %save}. */
final class Save implements Magic {
    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");

    @Override
    public List<String> forms() {
        return List.of("%save FILE", "%save FILE CELLS");
    }

    @Override
    public String summary() {
        return "Writes the code of the cells that ran to a file, all or those such as 3 5-7, for %load.";
    }

    @Override
    public Argument argument() {
        return Argument.FILE;
    }

    @Override
    public CellResult run(Call call) throws MagicException {
        var words = call.words();
        if (words.isEmpty()) throw call.wrongUse();
        Path file = call.path(words.getFirst());
        var cells = new LinkedHashMap<>(call.shell().ran());
        if (words.size() > 1) {
            var wanted = new TreeSet<Integer>();
            for (String range : words.subList(1, words.size())) wanted.addAll(range(range, call));
            cells.keySet().retainAll(wanted);
        }
        var text = cells.values().stream().map(code -> code.strip() + "\n").collect(Collectors.joining("\n"));
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new MagicException("can't write " + file + ": " + MagicException.why(e));
        }
        return call.done(cells.size() + (cells.size() == 1 ? " cell" : " cells") + " written to " + file);
    }

    private static List<Integer> range(String range, Call call) throws MagicException {
        var ends = RANGE.matcher(range);
        if (!ends.matches()) throw call.wrongUse();
        int first = Integer.parseInt(ends.group(1));
        int last = ends.group(2) == null ? first : Integer.parseInt(ends.group(2));
        return IntStream.rangeClosed(first, last).boxed().toList();
    }
}
