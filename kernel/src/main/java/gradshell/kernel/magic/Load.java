package gradshell.kernel.magic;

import gradshell.kernel.notebook.Notebook;
import gradshell.kernel.notebook.NotebookException;
import gradshell.kernel.shell.Cell;
import gradshell.kernel.shell.CellResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** {@code %load}. */
final class Load implements Magic {
    @Override
    public List<String> forms() {
        return List.of("%load FILE");
    }

    @Override
    public String summary() {
        return "Runs a file of Java and magics (.jsh, .java, ...), or the cells of a notebook (.ipynb).";
    }

    @Override
    public Argument argument() {
        return Argument.FILE;
    }

    @Override
    public CellResult run(Call call) throws Exception {
        var words = call.words();
        if (words.size() != 1) throw call.wrongUse();
        CellResult result = CellResult.Done.NOTHING;
        for (Cell cell : cells(call.path(words.getFirst()))) {
            result = call.shell().run(cell, call.io());
            if (result instanceof CellResult.Failed) return result;
        }
        return result;
    }

    private static List<Cell> cells(Path file) throws MagicException {
        String name = file.getFileName().toString();
        try {
            if (!name.endsWith(".ipynb")) return List.of(new Cell(name, Files.readString(file)));
            var sources = Notebook.read(file).sources();
            return IntStream.range(0, sources.size())
                    .mapToObj(i -> new Cell(name + " [" + (i + 1) + "]", sources.get(i)))
                    .toList();
        } catch (IOException | NotebookException e) {
            throw new MagicException("can't read " + file + ": " + MagicException.why(e));
        }
    }
}
