package gradshell.kernel.magic;

import gradshell.kernel.shell.CellResult;
import gradshell.kernel.shell.Definition;
import gradshell.kernel.shell.Definition.Kind;
import java.util.List;

/** {@code %who}. */
final class Who implements Magic {
    @Override
    public List<String> forms() {
        return List.of("%who");
    }

    @Override
    public String summary() {
        return "Names what the cells have defined: variables, methods and types.";
    }

    @Override
    public CellResult run(Call call) {
        var definitions = call.java().definitions();
        for (var kind : List.of(Kind.VARIABLE, Kind.METHOD, Kind.TYPE)) {
            var names = definitions.stream().filter(d -> d.kind() == kind).map(Definition::name).distinct().toList();
            if (!names.isEmpty()) call.print(kind.plural() + ": " + String.join(", ", names));
        }
        return definitions.isEmpty() ? call.done("nothing is defined yet") : CellResult.Done.NOTHING;
    }
}
