package gradshell.kernel.shell;

import gradshell.Tensors;
import gradshell.kernel.display.MimeBundle;
import gradshell.kernel.shell.Compiler.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/** A {@link Shell} on the JShell API, in this process. */
public final class JavaShell implements Shell {
    private final CellStreams streams = new CellStreams();
    private final SourceMap sources = new SourceMap();
    private final CellLoader loader = new CellLoader(JavaShell.class.getClassLoader(), sources);
    private final CellThread thread = new CellThread(loader);
    private final FutureTask<Session> starting;
    /** Held while JShell works; free while the user's code runs, so that Tab works then too. */
    private final ReentrantLock jshell = new ReentrantLock();

    private JavaShell(List<Path> classPath) {
        starting = new FutureTask<>(() -> new Session(loader, sources, classPath));
    }

    /** Starts a shell. Returns at once: JShell warms up in the background, and whoever needs it waits. */
    public static JavaShell start() {
        return start(List.of());
    }

    /** Starts a shell whose cells see {@code classPath}, jars or directories, beside what this process sees. */
    public static JavaShell start(List<Path> classPath) {
        var shell = new JavaShell(List.copyOf(classPath));
        shell.thread.start();
        Thread.ofPlatform().daemon().name("gradshell-start").start(() -> {
            shell.starting.run();
            // only now: both at once would keep the first cell waiting for longer
            startTensors();
        });
        return shell;
    }

    /** Loads the native library of tensors, so that the first cell with one need not wait for all of it. */
    private static void startTensors() {
        try {
            Tensors.ones(1).plus(1);
        } catch (RuntimeException | LinkageError e) {
            // the user's own first tensor will fail with the same error, at a line of the user's
            System.getLogger(JavaShell.class.getName()).log(System.Logger.Level.DEBUG, "no tensors", e);
        }
    }

    /** Waits until the first cell would run at once. */
    public void awaitStarted() {
        session();
    }

    private Session session() {
        try {
            return starting.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the shell started", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the shell did not start: " + e.getCause().getMessage(), e.getCause());
        }
    }

    private <T> T withSession(Function<Session, T> use) {
        var session = session();
        jshell.lock();
        try {
            return use.apply(session);
        } finally {
            jshell.unlock();
        }
    }

    @Override
    public synchronized CellResult run(String code, int number, CellIo io) {
        CellStreams.belongTo(io);
        thread.begin();
        if (io.interrupted()) thread.requestStop();
        try {
            var compiled = withSession(session -> session.compiler.compile(new Cell(number, code)));
            if (!compiled.errors().isEmpty()) return Failures.compile(compiled.errors());
            Consumer<String> note = line -> io.err(line + "\n");
            compiled.notes().forEach(note);
            return run(compiled.steps(), note);
        } finally {
            thread.end();
        }
    }

    private CellResult run(List<Step> steps, Consumer<String> note) {
        var session = session();
        var running = new Run(session.control, steps, note);
        thread.runAndWait(running);
        boolean interrupted = thread.end();
        withSession(_ -> {
            session.compiler.undo(running.notRun());
            session.compiler.ran(running.begun());
            return null;
        });
        var failures = new Failures(session);
        if (interrupted) return failures.interrupted(running.thrown());
        return running.failed() ? failures.exception(running.thrown()) : running.result();
    }

    @Override
    public void interrupt() {
        thread.requestStop();
    }

    @Override
    public Completion complete(String code, int cursor) {
        return withSession(session -> new Completer(session).complete(code, cursor));
    }

    @Override
    public Optional<MimeBundle> inspect(String code, int cursor, boolean detailed) {
        return withSession(session -> new Inspector(session).inspect(code, cursor, detailed));
    }

    @Override
    public Completeness isComplete(String code) {
        return withSession(session -> CellEnd.of(session.analysis, code));
    }

    @Override
    public void close() {
        thread.close();
        streams.giveBack();
    }
}
