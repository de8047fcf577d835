package gradshell.kernel.magic;

import gradshell.kernel.shell.CellResult;
import java.util.List;

/** {@code %reset}. */
final class Reset implements Magic {
    @Override
    public List<String> forms() {
        return List.of("%reset");
    }

    @Override
    public String summary() {
        return "Forgets every variable, method, type and import of the cells, and lets go of their values.";
    }

    @Override
    public CellResult run(Call call) {
        int definitions = call.java().definitions().size();
        call.java().reset();
        return call.done(definitions + (definitions == 1 ? " definition is gone" : " definitions are gone"));
    }
}
