package gradshell.install;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import gradshell.kernel.magic.MagicShell;
import gradshell.kernel.notebook.Notebook;
import gradshell.kernel.notebook.NotebookException;
import gradshell.kernel.notebook.NotebookRunner;

/**
 * Runs a notebook. As under Jupyter, the notebook's directory is the working directory; a process can't change its own,
 * so a run from elsewhere goes on in a process started there.
 */
record RunCommand(PrintStream out, boolean colour) {
    /** Runs it; returns the exit status, 1 when a cell failed. */
    int run(List<String> args) throws UsageException, NotebookException {
        var arguments = Arguments.parse(args, Set.of(), Set.of("-o", "--output"));
        if (arguments.words().size() != 1)
            throw new UsageException("run needs one notebook, and got "
                    + arguments.words().size() + "; gradshell run FILE.ipynb [-o OUT.ipynb]");
        Path file = Path.of(arguments.words().getFirst()).toAbsolutePath().normalize();
        String output = arguments.options().getOrDefault("-o", arguments.options().get("--output"));
        Path target = output == null ? null : Path.of(output).toAbsolutePath().normalize();
        Notebook notebook = Notebook.read(file);
        return isHere(file.getParent()) ? runHere(notebook, target) : runThere(file, target);
    }

    private int runHere(Notebook notebook, Path target) throws NotebookException {
        boolean passed;
        try (var shell = MagicShell.start()) {
            passed = new NotebookRunner(shell, out, colour).run(notebook);
        }
        if (target != null) {
            notebook.write(target);
            out.println("Wrote " + target);
        }
        return passed ? 0 : 1;
    }

    private static int runThere(Path file, Path target) throws UsageException {
        List<String> command = new ArrayList<>(Program.command(Main.class.getName()));
        command.addAll(List.of("run", file.toString()));
        if (target != null) command.addAll(List.of("-o", target.toString()));
        try {
            Process process = new ProcessBuilder(command).directory(file.getParent().toFile()).inheritIO().start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            return process.waitFor();
        } catch (IOException e) {
            throw new UsageException("can't start Java in " + file.getParent() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 130;
        }
    }

    private static boolean isHere(Path directory) throws UsageException {
        try {
            return Files.isSameFile(Path.of("").toAbsolutePath(), directory);
        } catch (IOException e) {
            throw new UsageException("can't find the directory " + directory + ": " + e, e);
        }
    }
}
