package gradshell.install;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.List;

import gradshell.kernel.AotCache;
import gradshell.kernel.magic.MagicShell;
import gradshell.kernel.magic.UserFiles;
import gradshell.kernel.notebook.NotebookException;
import gradshell.kernel.notebook.Transcript;
import org.jline.terminal.TerminalBuilder;

/** The {@code gradshell} command. */
public final class Main {
    private static final List<String> COMMANDS = List.of("console", "run", "jshell", "install", "uninstall", "doctor",
            "help", "version");

    private static final String HELP = """
            Gradshell: a differentiable Java shell

              gradshell                                  a console; it also takes Java from a pipe
              gradshell run FILE.ipynb [-o OUT.ipynb]    run a notebook without Jupyter, and keep its outputs in OUT
              gradshell jshell [ARGUMENTS]               the JDK's jshell with Gradshell imported
              gradshell install [WHERE] [--name NAME] [--preview]
                                                         make Gradshell a kernel of Jupyter, with Java's preview features
              gradshell uninstall [WHERE] [--name NAME]  take it away again
              gradshell doctor                           what is found, what is missing, what to do
              gradshell --help | --version

            WHERE: --user (default), --sys-prefix (the Python of Jupyter on the PATH), or --prefix DIR
            """;

    private final Machine machine = Machine.current();
    private final PrintStream out = Terminals.out();
    private final PrintStream err = Terminals.err();
    private final boolean colour = Terminals.colour(machine);

    private Main() {}

    /** Exits with 0 on success, 1 when a cell or a check failed, 2 when asked for what can't be done. */
    public static void main(String[] args) throws Exception {
        System.exit(new Main().run(List.of(args)));
    }

    private int run(List<String> args) throws Exception {
        try {
            String command = args.isEmpty() ? "console" : args.getFirst();
            List<String> rest = args.isEmpty() ? args : args.subList(1, args.size());
            return switch (command) {
                case "console" -> console();
                case "run" -> new RunCommand(out, colour).run(rest);
                case "jshell" -> JShellCommand.run(rest);
                case "install" -> done(() -> new InstallCommand(machine, out).install(rest));
                case "uninstall" -> done(() -> new InstallCommand(machine, out).uninstall(rest));
                case "doctor" -> new Doctor(machine, Program.fullClassPath(), MagicShell::start).report(out) ? 0 : 1;
                case "help", "--help", "-h" -> done(() -> out.print(HELP));
                case "version", "--version", "-V" -> done(() -> out.println("Gradshell " + Program.version()
                        + " on Java " + System.getProperty("java.version")));
                default -> throw new UsageException("no command " + command + Spelling.suggest(command, COMMANDS));
            };
        } catch (UsageException | NotebookException e) {
            err.println("gradshell: " + e.getMessage());
            return 2;
        }
    }

    private interface Action {
        void run() throws UsageException;
    }

    private static int done(Action action) throws UsageException {
        action.run();
        return 0;
    }

    private int console() throws IOException {
        if (!Terminals.interactive()) return piped();
        AotCache.renewLater();
        try (var terminal = TerminalBuilder.terminal();
                var shell = MagicShell.start(UserFiles.startup().orElse(null))) {
            out.println("Gradshell " + Program.version() + " on Java " + System.getProperty("java.version")
                    + ". Tab completes, Ctrl-C stops a cell, Ctrl-D leaves.");
            new Console(terminal, shell, new Transcript(out, colour), Console.historyFile(machine))
                    .run();
        }
        return 0;
    }

    private int piped() {
        var source = new BufferedReader(new InputStreamReader(System.in, Terminals.inputCharset()));
        try (var shell = MagicShell.start()) {
            var session = new Session(shell, new Transcript(out, false), new Transcript(err, false),
                    (_, _) -> PipedConsole.read(source));
            return PipedConsole.run(source, shell, session);
        }
    }
}
