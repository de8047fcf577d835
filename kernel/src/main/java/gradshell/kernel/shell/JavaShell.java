package gradshell.kernel.shell;

import gradshell.Gradshell;
import gradshell.Tensors;
import gradshell.kernel.display.MimeBundle;
import gradshell.kernel.docs.Libraries;
import gradshell.kernel.shell.CellResult.Done;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A {@link Shell} on the JShell API, in this process. */
public final class JavaShell implements Shell {
    /** The environment variable with options of the compiler for cells, such as {@code -Xlint:all}. */
    public static final String COMPILER_OPTIONS = "GRADSHELL_COMPILER_OPTIONS";
    private static final String PREVIEW = "--enable-preview";

    private static final AtomicBoolean READS = new AtomicBoolean();
    private static final int READING_DELAY_MILLIS = 2000;
    private static final int IDLE_MILLIS = 100;

    private final CellStreams streams = new CellStreams();
    /** Another one once a cell was left behind. */
    private volatile CellThread thread = new CellThread(1, this::failure);
    private int threads = 1;
    private volatile FutureTask<Session> starting = new FutureTask<>(this::newSession);
    /** Held while JShell works; free while the user's code runs, so that Tab works then too. */
    private final ReentrantLock jshell = new ReentrantLock();

    private final Set<Path> added = Collections.synchronizedSet(new LinkedHashSet<>());
    /** Where documentation of libraries comes from. */
    private volatile Libraries libraries = _ -> Optional.empty();
    private volatile Throwable lastThrown;
    /** The type of the value that the last cell has shown, if it has. */
    private volatile String shownType = "Object";

    private JavaShell(List<Path> classPath) {
        classPath.forEach(path -> added.add(path.toAbsolutePath().normalize()));
    }

    private Session newSession() {
        var session = new Session(JavaShell.class.getClassLoader(), classPath(), Libraries.of(() -> libraries));
        thread.setContextClassLoader(session.loader);
        return session;
    }

    /** The options that cells are compiled with. */
    public static List<String> compilerOptions() {
        // -g: the code that is generated for a derivative shows the user's names
        var options = new ArrayList<>(List.of("-g"));
        if (previewFeatures())
            options.addAll(List.of(PREVIEW, "--source", String.valueOf(Runtime.version().feature())));
        String own = System.getenv(COMPILER_OPTIONS);
        if (own != null && !own.isBlank()) options.addAll(List.of(own.strip().split("\\s+")));
        return options;
    }

    /** Whether cells may use what is not yet part of Java for good: when this process was started so. */
    public static boolean previewFeatures() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().contains(PREVIEW);
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
            shell.warmUp();
        });
        return shell;
    }

    /** Does what later cells need, but lets a cell that waits go before it: both at once would keep it longer. */
    private void warmUp() {
        if (!jshell.isLocked()) {
            withSession(session -> {
                session.warmUp();
                return null;
            });
        }
        startEngine();
        while (jshell.isLocked() || thread.isActive()) if (!waits(IDLE_MILLIS)) return;
        withSession(session -> {
            session.preload();
            return null;
        });
        startReading();
    }

    private static boolean waits(int millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Loads what derivatives need, and the native library of tensors, so that the first cells need not wait for all of it. */
    private static void startEngine() {
        try {
            Gradshell.gradient(x -> x * x, 1);
            Tensors.ones(1).plus(1);
        } catch (RuntimeException | LinkageError e) {
            // the user's own first one will fail with the same error, at a line of the user's
            System.getLogger(JavaShell.class.getName()).log(System.Logger.Level.DEBUG, "no engine", e);
        }
    }

    /** Loads what Tab and Shift-Tab need, once in a process and when the first cells are likely to have begun. */
    private void startReading() {
        if (!READS.compareAndSet(false, true) || !waits(READING_DELAY_MILLIS)) return;
        try {
            complete("List.of(1).", 11);
            inspect("Math.abs(1)", 6, false);
        } catch (RuntimeException | LinkageError e) {
            // whoever presses Tab will see the same error in the log of the kernel
            System.getLogger(JavaShell.class.getName()).log(System.Logger.Level.DEBUG, "nothing to read", e);
        }
    }

    /** Waits until the first cell would run at once. */
    public void awaitStarted() {
        session().direct.awaitRehearsed();
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
    public CellResult run(String code, int number, CellIo io) {
        var result = run(Cell.numbered(number, code), io, UnaryOperator.identity());
        keep(number, result);
        return result;
    }

    /** Keeps what the last cell has shown as {@code ans} and {@code Out[number]}; 0 is the number of no cell. */
    public void keep(int number, CellResult result) {
        if (number == 0 || !(result instanceof CellResult.Done(Object value, MimeBundle shown)) || shown == null)
            return;
        withSession(session -> {
            session.results.keep(number, shownType, value);
            return null;
        });
    }

    /** Runs a cell, {@code around} what it does on its thread once it is compiled. */
    public synchronized CellResult run(Cell cell, CellIo io, UnaryOperator<Runnable> around) {
        begin(io);
        try {
            var compiled = withSession(session -> session.compiler.compile(cell, thread::stopRequested));
            if (!compiled.errors().isEmpty()) return Failures.compile(compiled.errors());
            Consumer<String> note = line -> io.err(line + "\n");
            compiled.notes().forEach(note);
            withSession(session -> {
                session.parts.ran(cell, compiled.steps());
                return null;
            });
            return run(compiled.steps(), io, note, around);
        } finally {
            Afterwards.run();
            thread.end();
        }
    }

    private void begin(CellIo io) {
        CellStreams.belongTo(io);
        thread.begin();
        if (io.interrupted()) thread.requestStop();
    }

    /** Runs it on the thread of cells; false if it was left behind there. */
    private boolean onThread(Runnable code, CellIo io) {
        return thread.runAndWait(() -> {
            CellStreams.enter(io);
            code.run();
        });
    }

    private CellResult.Failed leaveBehind() {
        var left = thread;
        left.end();
        var next = new CellThread(++threads, this::failure);
        next.setContextClassLoader(session().loader);
        next.start();
        thread = next;
        return new Failures(session()).leftBehind(left);
    }

    private CellResult run(List<Step> steps, CellIo io, Consumer<String> note, UnaryOperator<Runnable> around) {
        var session = session();
        var running = new Run(session.control, steps, note);
        boolean ended = onThread(around.apply(running), io);
        if (!ended) running.leave();
        boolean interrupted = thread.end();
        withSession(_ -> {
            session.compiler.undo(running.notRun());
            session.compiler.ran(running.begun());
            return null;
        });
        if (!ended) return leaveBehind();
        if (interrupted) return new Failures(session).interrupted(running.thrown());
        if (!steps.isEmpty()) shownType = steps.getLast().type();
        return running.failed() ? failure(running.thrown()) : running.result();
    }

    /** The compile errors of a cell that is not to run; empty if it could. */
    public Optional<CellResult.Failed> check(Cell cell) {
        return withSession(session -> {
            var compiled = session.compiler.compile(cell);
            session.compiler.undo(compiled.steps());
            return compiled.errors().isEmpty() ? Optional.empty() : Optional.of(Failures.compile(compiled.errors()));
        });
    }

    /** A cell that ran as a Java file with the class {@code className}, with what it needs of others; empty if none did. */
    public Optional<String> javaFile(String cell, String className) {
        return withSession(session -> session.parts.file(cell, className));
    }

    /** The same of a cell that is not to run, and which can be compiled. */
    public String javaFile(Cell cell, String className) {
        return withSession(session -> {
            var compiled = session.compiler.compile(cell);
            String file = session.parts.file(cell, compiled.steps(), className);
            session.compiler.undo(compiled.steps());
            return file;
        });
    }

    /**
     * Runs something else than a cell on the thread of cells, where interrupts reach it.
     *
     * @throws InterruptedException when it was interrupted
     * @throws Exception what {@code action} throws
     */
    public synchronized <T> T call(Callable<T> action, CellIo io) throws Exception {
        begin(io);
        var task = new FutureTask<>(action);
        if (!onThread(task, io)) io.err(leaveBehind().message() + "\n");
        Afterwards.run();
        if (thread.end() || !task.isDone()) throw new InterruptedException("the cell was stopped");
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    @Override
    public CellResult call(Runnable action, CellIo io) {
        try {
            return call(() -> {
                action.run();
                return Done.NOTHING;
            }, io);
        } catch (InterruptedException _) {
            return CellResult.Failed.interrupted();
        } catch (ExecutionException e) {
            return failure(e.getCause());
        } catch (Exception e) {
            return failure(e);
        }
    }

    /** How a cell fails with {@code thrown}. */
    public CellResult.Failed failure(Throwable thrown) {
        lastThrown = thrown;
        return new Failures(session()).exception(thrown);
    }

    /** What the last cell that failed has thrown; null before. */
    public Throwable lastThrown() {
        return lastThrown;
    }

    /** What the cells have defined, in order. */
    public List<Definition> definitions() {
        return withSession(session -> new Definitions(session).all());
    }

    /** Forgets every definition and lets go of every value and class. */
    public synchronized void reset() {
        lastThrown = null;
        // not one drop after the other, each of which would compile again what depends on it
        withSession(_ -> {
            var again = new FutureTask<>(this::newSession);
            again.run();
            starting = again;
            return null;
        });
    }

    /** From now on cells see these jars and directories too. */
    public void addToClassPath(List<Path> paths) {
        var news = paths.stream().map(path -> path.toAbsolutePath().normalize()).filter(added::add).toList();
        if (news.isEmpty()) return;
        withSession(session -> {
            session.shell
                    .addToClasspath(news.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
            session.code.classPath(classPath());
            session.direct.forget();
            return null;
        });
    }

    /** What cells see beside the program itself. */
    public List<Path> classPath() {
        return List.copyOf(added);
    }

    /** The class file that a class was loaded from, of a cell's as it was compiled; empty if there is none. */
    public Optional<byte[]> classFile(String className) throws IOException {
        try (var in = session().loader.getResourceAsStream(className.replace('.', '/') + ".class")) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        }
    }

    @Override
    public void interrupt() {
        thread.requestStop();
    }

    @Override
    public Completion complete(String code, int cursor) {
        return reading(code, (context, prepared) -> new Completer(context).complete(prepared, cursor));
    }

    @Override
    public Optional<MimeBundle> inspect(String code, int cursor, boolean detailed) {
        return reading(code,
                (context, prepared) -> new Inspector(context, this::variable).inspect(prepared, cursor, detailed));
    }

    /** Reads code against what is defined now; JShell is free meanwhile. */
    private <T> T reading(String code, BiFunction<CodeContext, String, T> use) {
        var prepared = new String[1];
        var context = withSession(session -> {
            prepared[0] = session.results.prepare(code);
            return session.code.now();
        });
        synchronized (context) {
            return use.apply(context, prepared[0]);
        }
    }

    private Object variable(String name) {
        return withSession(session -> {
            Variable own = session.variables.get(name);
            if (own != null) return session.compiler.value(own.className(), name);
            return session.shell.variables().filter(v -> v.name().equals(name)).findFirst()
                    .map(session.compiler::value).orElse(null);
        });
    }

    /** From now on the documentation of libraries comes from there. */
    public void documentFrom(Libraries sources) {
        libraries = sources;
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
