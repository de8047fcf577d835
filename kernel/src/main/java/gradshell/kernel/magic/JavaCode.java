package gradshell.kernel.magic;

import gradshell.kernel.shell.CellResult;
import gradshell.kernel.shell.CellResult.Failed;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** {@code %javacode}. */
final class JavaCode implements Magic {
    @Override
    public List<String> forms() {
        return List.of("%javacode", "%javacode CELL", "%javacode CODE", "%%javacode");
    }

    @Override
    public String summary() {
        return "Shows the last cell, another one or code that need not run as a Java file, with what it needs of others.";
    }

    @Override
    public Argument argument() {
        return Argument.JAVA;
    }

    @Override
    public CellResult run(Call call) throws MagicException {
        String which = call.use().wholeCell() ? "" : call.arguments();
        if (!call.use().wholeCell() && (which.isEmpty() || which.matches("\\d{1,9}")))
            return call.done(ofCell(which, call));
        Optional<Failed> wrong = call.java().check(call.code());
        if (wrong.isPresent()) return wrong.get();
        return call.done(call.java().javaFile(call.code(), "Code").strip());
    }

    private static String ofCell(String which, Call call) throws MagicException {
        var ran = new TreeMap<>(call.shell().ran());
        if (which.isEmpty() && ran.isEmpty()) throw new MagicException("no cell ran before");
        int number = which.isEmpty() ? ran.lastKey() : Integer.parseInt(which);
        return call.java().javaFile("Cell [" + number + "]", "Cell" + number)
                .orElseThrow(() -> new MagicException("cell " + number + " did not run, or has no Java"))
                .strip();
    }
}
