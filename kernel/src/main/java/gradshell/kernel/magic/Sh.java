package gradshell.kernel.magic;

import gradshell.kernel.shell.CellResult;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.function.Consumer;

/** {@code %sh}. */
final class Sh implements Magic {
    @Override
    public List<String> forms() {
        return List.of("%sh COMMAND", "%%sh");
    }

    @Override
    public String summary() {
        return "Runs a command, or a script, of the system's shell and shows what it prints.";
    }

    @Override
    public Argument argument() {
        return Argument.FILE;
    }

    @Override
    public CellResult run(Call call) throws Exception {
        String script = call.use().wholeCell() ? call.body() : call.arguments();
        if (script.isBlank()) throw call.wrongUse();
        int status = call.stoppable(() -> run(script, call));
        if (status != 0) throw new MagicException("the command ended with status " + status);
        return CellResult.Done.NOTHING;
    }

    private static int run(String script, Call call) throws IOException, InterruptedException {
        var command = File.separatorChar == '/' ? List.of("/bin/sh", "-c", script) : List.of("cmd.exe", "/c", script);
        var builder = new ProcessBuilder(command).directory(call.shell().directory().toFile());
        builder.environment().putAll(call.shell().environment());
        var process = builder.start();
        process.getOutputStream().close();
        try {
            Thread out = reader(process.inputReader(), call.io()::out);
            Thread err = reader(process.errorReader(), call.io()::err);
            int status = process.waitFor();
            out.join();
            err.join();
            return status;
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    private static Thread reader(Reader from, Consumer<String> to) {
        return Thread.ofVirtual().start(() -> {
            var buffer = new char[4096];
            try (from) {
                for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) to.accept(new String(buffer, 0, n));
            } catch (IOException e) {
                to.accept("(the rest can't be read: " + e.getMessage() + ")\n");
            }
        });
    }
}
