package gradshell.kernel.magic;

import gradshell.kernel.shell.CellResult;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** {@code %jars}. */
final class Jars implements Magic {
    @Override
    public List<String> forms() {
        return List.of("%jars", "%jars FILE...");
    }

    @Override
    public String summary() {
        return "Lists what was added to the class path, or adds jars and directories; * stands for any name.";
    }

    @Override
    public Argument argument() {
        return Argument.FILE;
    }

    @Override
    public CellResult run(Call call) throws MagicException {
        var words = call.words();
        var found = new ArrayList<Path>();
        for (String word : words) found.addAll(files(call.path(word)));
        call.java().addToClassPath(found);
        if (words.isEmpty()) found.addAll(call.java().classPath());
        return call.done(found.isEmpty()
                ? "nothing was added to the class path"
                : found.stream().map(Path::toString).collect(Collectors.joining("\n")));
    }

    private static List<Path> files(Path pattern) throws MagicException {
        if (Files.exists(pattern)) return List.of(pattern);
        var found = new ArrayList<Path>();
        try (var files = Files.newDirectoryStream(pattern.getParent(), pattern.getFileName().toString())) {
            files.forEach(found::add);
        } catch (IOException | DirectoryIteratorException | PatternSyntaxException e) {
            throw new MagicException("can't look for " + pattern + ": " + MagicException.why(e));
        }
        if (found.isEmpty()) throw new MagicException("there is no file " + pattern);
        found.sort(null);
        return found;
    }
}
