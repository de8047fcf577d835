package gradshell.kernel;

import gradshell.kernel.display.MimeBundle;
import gradshell.kernel.shell.CellIo;
import gradshell.kernel.shell.CellResult;
import gradshell.kernel.shell.Completeness;
import gradshell.kernel.shell.Completion;
import gradshell.kernel.shell.Shell;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** A shell whose language is one verb and one argument a cell, so that the protocol can be tested without Java's. */
final class FakeShell implements Shell {
    /** Held up here, a cell has not begun yet. */
    volatile CountDownLatch beginning = new CountDownLatch(0);
    /** The running cell's interrupt; null when none runs, and an interrupt is lost. */
    private volatile CountDownLatch interrupt;
    final CountDownLatch late = new CountDownLatch(1);

    @Override
    public CellResult run(String code, int number, CellIo io) {
        await(beginning);
        interrupt = new CountDownLatch(1);
        try {
            return io.interrupted() ? stopped() : begun(code, number, io);
        } finally {
            interrupt = null;
        }
    }

    private CellResult begun(String code, int number, CellIo io) {
        String[] words = code.split(" ", 2);
        String argument = words.length > 1 ? words[1] : "";
        return switch (words[0]) {
            case "value" -> CellResult.Done.showing(argument);
            case "number" -> CellResult.Done.showing(number);
            case "lines" -> lines(Integer.parseInt(argument), io);
            case "both" -> both(io);
            case "fail" -> new CellResult.Failed("IllegalStateException", argument, List.of("trace of " + argument));
            case "throw" -> throw new OutOfMemoryError(argument);
            case "recurse" -> CellResult.Done.showing(depth(0));
            case "loop" -> loop();
            case "ask" -> CellResult.Done.showing(io.readLine(argument, false));
            case "secret" -> CellResult.Done.showing(io.readLine(argument, true));
            case "show" -> show(io);
            case "late" -> late(io);
            default -> CellResult.Done.NOTHING;
        };
    }

    private static CellResult lines(int count, CellIo io) {
        IntStream.range(0, count).forEach(i -> {
            io.out("line " + i);
            io.out("\n");
        });
        return CellResult.Done.NOTHING;
    }

    private static CellResult both(CellIo io) {
        io.out("1");
        io.out("2");
        io.err("3");
        io.out("4");
        return CellResult.Done.showing("end");
    }

    private static CellResult show(CellIo io) {
        var bundle = new MimeBundle(Map.of("text/plain", "plain", "application/json", Map.of("a", List.of(1, 2))),
                Map.of("text/plain", Map.of("wide", true)));
        io.display(bundle, "one", false);
        io.display(bundle, "one", true);
        io.clearOutput(true);
        return CellResult.Done.NOTHING;
    }

    /** Does not come back: the stack is too small for it. */
    private static int depth(int depth) {
        return depth < Integer.MAX_VALUE ? 1 + depth(depth + 1) : 0;
    }

    private CellResult loop() {
        await(interrupt);
        return stopped();
    }

    private static CellResult stopped() {
        return new CellResult.Failed("KeyboardInterrupt", "interrupted", List.of());
    }

    /** Prints once {@link #late} is let go, after its cell. */
    private CellResult late(CellIo io) {
        Thread.ofVirtual().start(() -> {
            await(late);
            io.out("late");
        });
        return CellResult.Done.NOTHING;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public CellResult call(Runnable action, CellIo io) {
        try {
            action.run();
            return CellResult.Done.NOTHING;
        } catch (RuntimeException e) {
            return new CellResult.Failed(e.getClass().getSimpleName(), e.getMessage(), List.of("trace of " + e));
        }
    }

    @Override
    public void interrupt() {
        CountDownLatch running = interrupt;
        if (running != null) running.countDown();
    }

    @Override
    public Completion complete(String code, int cursor) {
        int start = code.lastIndexOf(' ', cursor - 1) + 1;
        String prefix = code.substring(start, cursor);
        return new Completion(List.of(new Completion.Candidate(prefix + "1", "field", null),
                new Completion.Candidate(prefix + "2", "method", "(int)"),
                new Completion.Candidate(prefix + "2", "method", "(long)")), start, cursor);
    }

    @Override
    public Optional<MimeBundle> inspect(String code, int cursor, boolean detailed) {
        if (code.isEmpty()) return Optional.empty();
        return Optional.of(MimeBundle.plain(cursor + (detailed ? " in detail" : "")));
    }

    @Override
    public Completeness isComplete(String code) {
        return code.endsWith("{")
                ? new Completeness(Completeness.Status.INCOMPLETE, "    ")
                : new Completeness(Completeness.Status.COMPLETE, "");
    }

    @Override
    public void close() {}
}
