package gradshell.kernel.magic;

import gradshell.kernel.shell.CellResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code %cd}. */
final class Cd implements Magic {
    @Override
    public List<String> forms() {
        return List.of("%cd", "%cd DIRECTORY");
    }

    @Override
    public String summary() {
        return "Says or changes where %sh, %load, %save, %%writefile and %jars look for files.";
    }

    @Override
    public Argument argument() {
        return Argument.FILE;
    }

    @Override
    public CellResult run(Call call) throws MagicException {
        var words = call.words();
        if (words.size() > 1) throw call.wrongUse();
        if (words.isEmpty()) return call.done(call.shell().directory().toString());
        Path to = call.path(words.getFirst());
        if (!Files.isDirectory(to)) throw new MagicException("there is no directory " + to);
        call.shell().changeDirectory(to);
        // a JVM has no way to change its own
        return call
                .done(to + " (for magics; relative paths in Java still start at " + Path.of("").toAbsolutePath() + ")");
    }
}
