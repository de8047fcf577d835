package gradshell.kernel.magic;

import gradshell.kernel.shell.CellResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** {@code %trace}. */
final class Trace implements Magic {
    @Override
    public List<String> forms() {
        return List.of("%trace");
    }

    @Override
    public String summary() {
        return "Shows the last exception with all its frames, those of libraries too.";
    }

    @Override
    public CellResult run(Call call) {
        Throwable thrown = call.java().lastThrown();
        if (thrown == null) return call.done("no cell has failed with an exception yet");
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return call.done(text.toString().stripTrailing());
    }
}
