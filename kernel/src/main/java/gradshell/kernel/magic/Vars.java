package gradshell.kernel.magic;

import gradshell.kernel.display.Displays;
import gradshell.kernel.shell.CellResult;
import gradshell.kernel.shell.Definition.Kind;
import java.util.List;
import java.util.stream.Collectors;

/** {@code %vars}. */
final class Vars implements Magic {
    private static final int LOOK = 80;

    @Override
    public List<String> forms() {
        return List.of("%vars");
    }

    @Override
    public String summary() {
        return "Lists the variables: name, type, and a short look at the value.";
    }

    @Override
    public CellResult run(Call call) throws Exception {
        var variables = call.java().definitions().stream().filter(d -> d.kind() == Kind.VARIABLE).toList();
        if (variables.isEmpty()) return call.done("no variables yet");
        // where the user's own toString may be stopped
        var rows = call.stoppable(() -> variables.stream()
                .map(v -> List.of(v.name(), v.type(), look(v.value())))
                .toList());
        call.print(rows.stream());
        return CellResult.Done.NOTHING;
    }

    private static String look(Object value) {
        String text = Displays.text(value).lines().collect(Collectors.joining(" ")).strip();
        return text.length() <= LOOK ? text : text.substring(0, LOOK) + " ...";
    }
}
