package gradshell.kernel;

import gradshell.kernel.magic.MagicShell;
import gradshell.kernel.magic.UserFiles;
import gradshell.kernel.shell.Shell;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Runs a kernel process: {@code gradshell.kernel.Main CONNECTION_FILE}, as Jupyter's kernel specification says. */
public final class Main {
    private static final int USAGE = 2;
    private static final int EXIT_MILLIS = 300;

    private Main() {}

    /** Does not return: the process ends with 0 after a shutdown request, with another code when it could not work. */
    public static void main(String[] args) {
        // not System.err: cells own that one
        var log = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        exit(run(args, line -> log.println("gradshell kernel: " + line)));
    }

    private static int run(String[] args, Consumer<String> log) {
        if (args.length != 1) {
            log.accept("expected the connection file as the only argument, but got " + args.length + " arguments");
            return USAGE;
        }
        // before anything else: it takes longest
        var shell = new LateShell(Main::startShell);
        try {
            var kernel = Kernel.start(Connection.read(Path.of(args[0])), shell,
                    UserFiles.history().map(HistoryFile::new).orElse(null), log);
            ParentWatch.start(System.getenv("JPY_PARENT_PID"), () -> kernel.stop(0), log);
            AotCache.renewLater();
            return kernel.await();
        } catch (StartException e) {
            log.accept(e.getMessage());
            return 1;
        }
    }

    private static Shell startShell() {
        var shell = MagicShell.start(UserFiles.startup().orElse(null));
        shell.awaitStarted();
        return shell;
    }

    /** Ends the process even if a cell runs or a shutdown hook of the user's hangs. */
    private static void exit(int code) {
        var halt = new Thread(() -> {
            try {
                Thread.sleep(EXIT_MILLIS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(code);
        }, "gradshell-halt");
        halt.setDaemon(true);
        halt.start();
        System.exit(code);
    }
}
