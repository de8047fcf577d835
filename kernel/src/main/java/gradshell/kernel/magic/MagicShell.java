package gradshell.kernel.magic;

import gradshell.kernel.display.MimeBundle;
import gradshell.kernel.magic.MagicCell.Use;
import gradshell.kernel.shell.Cell;
import gradshell.kernel.shell.CellIo;
import gradshell.kernel.shell.CellResult;
import gradshell.kernel.shell.CellResult.Done;
import gradshell.kernel.shell.CellResult.Failed;
import gradshell.kernel.shell.Completeness;
import gradshell.kernel.shell.Completeness.Status;
import gradshell.kernel.shell.Completion;
import gradshell.kernel.shell.JavaShell;
import gradshell.kernel.shell.JavaText;
import gradshell.kernel.shell.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;

/**
 * A shell for cells of Java and magics. The Java above, between and below the magics of a cell is run in parts, one after
 * the other; an unknown magic is an error before the first of them.
 */
public final class MagicShell implements Shell {
    private final JavaShell java;
    private final Map<Integer, String> ran = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final SourceJars sources = new SourceJars();
    private volatile Path directory = Path.of("").toAbsolutePath();
    private volatile boolean stopped;

    private final Path startup;
    private boolean begun;

    private MagicShell(JavaShell java, Path startup) {
        this.java = java;
        this.startup = startup;
        java.documentFrom(sources);
    }

    /** Starts a shell; returns at once, as {@link JavaShell#start()} does. */
    public static MagicShell start() {
        return start(null);
    }

    /** Starts a shell that runs a file, when there is one, before its first cell; null for none. */
    public static MagicShell start(Path startup) {
        return new MagicShell(JavaShell.start(), startup);
    }

    /** Waits until the first cell would run at once. */
    public void awaitStarted() {
        java.awaitStarted();
    }

    @Override
    public synchronized CellResult run(String code, int number, CellIo io) {
        stopped = false;
        if (!begun) begin(io);
        CellResult result = run(Cell.numbered(number, code), io);
        if (result instanceof Done && number > 0) ran.put(number, code);
        java.keep(number, result);
        return result;
    }

    /** Runs the user's startup file; what is wrong with it is said, and keeps no cell from running. */
    private void begin(CellIo io) {
        begun = true;
        if (startup == null || !Files.isReadable(startup)) return;
        try {
            if (run(new Cell(startup.getFileName().toString(), Files.readString(startup)), io) instanceof Failed failed)
                io.err(startup + " failed:\n" + String.join("\n", failed.traceback()) + "\n");
        } catch (IOException e) {
            io.err(startup + " can't be read: " + e.getMessage() + "\n");
        }
    }

    @Override
    public CellResult call(Runnable action, CellIo io) {
        return java.call(action, io);
    }

    /** Runs a cell from within another one, too. */
    CellResult run(Cell cell, CellIo io) {
        var cut = cut(cell.code());
        if (cut.isPlainJava()) return runJava(cell, io);
        for (Use use : cut.uses()) {
            Optional<Failed> wrong = misuse(cell, use);
            if (wrong.isPresent()) return wrong.get();
        }
        CellResult result = Done.NOTHING;
        for (MagicCell.Part part : cut.parts()) {
            if (stopped || io.interrupted()) return Failed.interrupted();
            result = switch (part) {
                case MagicCell.Java(int start, int end) ->
                    runJava(new Cell(cell.name(), JavaText.only(cell.code(), start, end)), io);
                case Use use -> call(new Call(use, cell, io, this));
            };
            if (result instanceof Failed) return result;
        }
        return result;
    }

    private CellResult runJava(Cell cell, CellIo io) {
        return java.run(cell, io, UnaryOperator.identity());
    }

    private static Optional<Failed> misuse(Cell cell, Use use) {
        var magic = Magics.named(use.name());
        if (magic.isEmpty()) return Optional.of(failed(cell, use, Magics.unknown(use.name())));
        if (magic.get().isFor(use.wholeCell())) return Optional.empty();
        return Optional.of(failed(cell, use, "use it as " + String.join(" or ", magic.get().forms())));
    }

    private static Failed failed(Cell cell, Use use, String message) {
        return Failed.at(cell, use.start(), use.arguments(), "MagicError", message);
    }

    private CellResult call(Call call) {
        try {
            return Magics.named(call.use().name()).orElseThrow().run(call);
        } catch (MagicException e) {
            return failed(call.cell(), call.use(), e.getMessage());
        } catch (InterruptedException _) {
            return Failed.interrupted();
        } catch (ExecutionException e) {
            return java.failure(e.getCause());
        } catch (Exception e) {
            return java.failure(e);
        }
    }

    @Override
    public void interrupt() {
        stopped = true;
        java.interrupt();
    }

    @Override
    public Completion complete(String code, int cursor) {
        var cut = cut(code);
        return cut.useAt(cursor)
                .map(use -> new MagicCompleter(this).complete(code, cursor, use))
                .orElseGet(() -> java.complete(cut.java(), cursor));
    }

    @Override
    public Optional<MimeBundle> inspect(String code, int cursor, boolean detailed) {
        var cut = cut(code);
        var use = cut.useAt(cursor);
        if (use.isEmpty()) return java.inspect(cut.java(), cursor, detailed);
        if (cursor <= use.get().arguments())
            return Magics.named(use.get().name()).map(magic -> MimeBundle.plain(Help.of(magic)));
        return java.inspect(JavaText.only(code, use.get().arguments(), use.get().end()), cursor, detailed);
    }

    /** As in IPython, an empty line ends a cell that begins with {@code %%}. */
    @Override
    public Completeness isComplete(String code) {
        var cut = cut(code);
        if (cut.uses().stream().noneMatch(Use::wholeCell)) return java.isComplete(cut.java());
        return new Completeness(code.endsWith("\n") ? Status.COMPLETE : Status.INCOMPLETE, "");
    }

    private static MagicCell cut(String code) {
        return MagicCell.of(code, Magics::isKnown);
    }

    @Override
    public void close() {
        java.close();
    }

    JavaShell java() {
        return java;
    }

    /** The cells that ran to their ends, by their numbers. */
    Map<Integer, String> ran() {
        return ran;
    }

    /** Where the documentation of libraries comes from. */
    SourceJars sources() {
        return sources;
    }

    /** What {@code %env} has set. */
    Map<String, String> environment() {
        return environment;
    }

    /** Where {@code %cd} has led. */
    Path directory() {
        return directory;
    }

    void changeDirectory(Path to) {
        directory = to;
    }
}
