package gradshell.kernel.magic;

import gradshell.kernel.shell.CellResult;
import java.util.List;

/** {@code %snippets}. */
final class Snippets implements Magic {
    @Override
    public List<String> forms() {
        return List.of("%snippets", "%snippets NAME");
    }

    @Override
    public String summary() {
        return "Shows what the cells have defined as it was written, and in which cell.";
    }

    @Override
    public Argument argument() {
        return Argument.JAVA;
    }

    @Override
    public CellResult run(Call call) throws MagicException {
        String name = call.arguments();
        var found = call.java().definitions().stream().filter(d -> name.isEmpty() || d.name().equals(name)).toList();
        if (found.isEmpty() && !name.isEmpty()) throw new MagicException(name + " is not defined");
        if (found.isEmpty()) return call.done("nothing is defined yet");
        found.forEach(d -> call.print("// " + d.cell() + "\n" + d.source()));
        return CellResult.Done.NOTHING;
    }
}
