package gradshell.kernel.magic;

import gradshell.kernel.shell.CellResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** {@code %%writefile}. */
final class WriteFile implements Magic {
    @Override
    public List<String> forms() {
        return List.of("%%writefile FILE", "%%writefile -a FILE");
    }

    @Override
    public String summary() {
        return "Writes the rest of the cell to a file, with -a to its end.";
    }

    @Override
    public Argument argument() {
        return Argument.FILE;
    }

    @Override
    public CellResult run(Call call) throws MagicException {
        var words = call.words();
        boolean append = words.size() == 2 && words.getFirst().equals("-a");
        if (words.size() != (append ? 2 : 1)) throw call.wrongUse();
        Path file = call.path(words.getLast());
        try {
            if (append)
                Files.writeString(file, call.body() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            else
                Files.writeString(file, call.body() + "\n");
        } catch (IOException e) {
            throw new MagicException("can't write " + file + ": " + MagicException.why(e));
        }
        return call.done("written to " + file);
    }
}
