package gradshell.kernel.progress;

import gradshell.kernel.shell.Afterwards;
import gradshell.kernel.shell.CellIo;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The bars of the running loops, outermost first, as the page, terminal or file shows them. A loop inside of another one
 * takes the place of its forerunner there. A bar that nobody ends, since its loop was left or has failed, ends with what
 * is around it: the next round of the outer loop, or the cell.
 */
final class Bars {
    private static final long TICK_MILLIS = 100;
    /** When lines are all there is, the first comes after so long, and each next one as late again. */
    private static final long FIRST_LINE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final ScheduledExecutorService TICKER = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("gradshell-progress").factory());
    private static final List<Bars> RUNNING = new ArrayList<>();
    private static ScheduledFuture<?> ticks;

    private final CellIo io;
    private final Thread thread = Thread.currentThread();
    private final Bar bar;
    private final boolean nested;
    private final String display;
    private String freeDisplay;
    private long nextLine = System.nanoTime() + FIRST_LINE_NANOS;
    private long lineWait = FIRST_LINE_NANOS;

    private Bars(CellIo io, Bar bar, boolean nested, String display) {
        this.io = io;
        this.bar = bar;
        this.nested = nested;
        this.display = display;
    }

    /** Shows a bar from now on. */
    static Bars start(Bar bar) {
        synchronized (RUNNING) {
            Bars outer = RUNNING.stream().filter(b -> b.thread == Thread.currentThread())
                    .reduce((_, later) -> later)
                    .orElse(null);
            String free = outer == null ? null : outer.freeDisplay;
            String id = free == null ? UUID.randomUUID().toString() : free;
            if (outer != null) outer.freeDisplay = id;
            var shown = new Bars(outer == null ? CellIo.current() : outer.io, bar, outer != null, id);
            RUNNING.add(shown);
            if (shown.io.canUpdate()) shown.io.display(bar.bundle(), id, free != null);
            if (ticks == null) {
                ticks = TICKER.scheduleWithFixedDelay(Bars::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
                Afterwards.add(Bars::endAll);
            }
            return shown;
        }
    }

    Bar bar() {
        return bar;
    }

    /** Its loop goes on: whatever ran inside of it has come to an end. */
    void next() {
        bar.advance();
        if (freeDisplay != null) endInner();
    }

    private void endInner() {
        synchronized (RUNNING) {
            int inside = RUNNING.indexOf(this) + 1;
            for (int i = RUNNING.size() - 1; i >= inside && inside > 0; i--)
                if (RUNNING.get(i).thread == thread) RUNNING.get(i).end(false);
        }
    }

    /** Its loop is over, completed or not; later calls change nothing. */
    void end(boolean completed) {
        synchronized (RUNNING) {
            if (!RUNNING.contains(this)) return;
            endInner();
            bar.end(completed);
            RUNNING.remove(this);
            if (io.canUpdate()) io.display(bar.bundle(), display, true);
            else {
                io.status(null);
                // a line for each round of an inner loop would be too much
                if (!nested) io.out(bar.line() + "\n");
            }
            if (RUNNING.isEmpty()) {
                ticks.cancel(false);
                ticks = null;
            }
        }
    }

    private static void endAll() {
        synchronized (RUNNING) {
            while (!RUNNING.isEmpty()) RUNNING.getLast().end(false);
        }
    }

    private static void tick() {
        synchronized (RUNNING) {
            for (Bars shown : RUNNING)
                if (shown.io.canUpdate()) shown.io.display(shown.bar.bundle(), shown.display, true);
                else if (!shown.nested) shown.tickLine();
        }
    }

    private void tickLine() {
        String line = RUNNING.stream().filter(b -> b.thread == thread).map(b -> b.bar.line())
                .collect(Collectors.joining("   "));
        if (io.status(line) || System.nanoTime() < nextLine) return;
        io.out(line + "\n");
        lineWait *= 2;
        nextLine = System.nanoTime() + lineWait;
    }
}
