package gradshell.kernel.shell;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The one thread that runs the user's code, from the first cell to the last, so that thread-bound state (ND4J's
 * workspaces, a user's {@code ThreadLocal}) carries over. Knows whether it may be interrupted just now.
 */
final class CellThread extends Thread {
    /** Deep recursion is usual in code that people try out. */
    private static final long STACK_BYTES = 16L << 20;
    /** How long {@code finally} blocks may run undisturbed after the stop. */
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final LinkedTransferQueue<FutureTask<?>> tasks = new LinkedTransferQueue<>();

    // guarded by this
    private boolean active;
    private boolean inUserCode;
    private boolean stopRequested;
    private boolean closed;

    /** When the stop was first thrown; 0 before. Only this thread touches it. */
    private long stoppedAt;

    private final Function<Throwable, CellResult.Failed> failures;

    /** {@code failures} tells how a cell fails with what it throws. */
    CellThread(Function<Throwable, CellResult.Failed> failures) {
        super(null, null, "gradshell-cell", STACK_BYTES);
        this.failures = failures;
        setDaemon(true);
    }

    @Override
    public void run() {
        while (true) {
            try {
                tasks.take().run();
            } catch (InterruptedException _) {
                if (closed()) return;
            }
        }
    }

    /** From here on an interrupt is meant for this cell, also while it is still being compiled. */
    synchronized void begin() {
        Guard.stopping(false);
        active = true;
        stopRequested = false;
    }

    /**
     * Ends what {@link #begin} began; true if an interrupt was asked for. The guard still stops until the next cell
     * begins, for a stopped cell does not wait for the workers of its parallel streams.
     */
    synchronized boolean end() {
        active = false;
        return stopRequested;
    }

    /** Runs the user's code, which keeps to itself what it throws, and waits for its end. */
    void runAndWait(Runnable code) {
        var task = new FutureTask<>(() -> inUserCode(code), null);
        tasks.add(task);
        boolean callerInterrupted = false;
        while (true) {
            try {
                task.get();
                break;
            } catch (InterruptedException _) {
                // the caller wants out: so does the cell, then
                callerInterrupted = true;
                requestStop();
            } catch (ExecutionException e) {
                throw new IllegalStateException("the cell thread failed", e.getCause());
            }
        }
        if (callerInterrupted) Thread.currentThread().interrupt();
    }

    private void inUserCode(Runnable code) {
        synchronized (this) {
            stoppedAt = 0;
            if (stopRequested) return;
            inUserCode = true;
        }
        try {
            code.run();
        } finally {
            synchronized (this) {
                inUserCode = false;
                Thread.interrupted();
            }
        }
    }

    synchronized void requestStop() {
        if (!active) return;
        stopRequested = true;
        Guard.stopping(true);
        // wakes sleep, waits and blocking reads; not the compiler, whose files would be closed under it
        if (inUserCode) interrupt();
    }

    synchronized boolean stopRequested() {
        return stopRequested;
    }

    CellResult.Failed failure(Throwable thrown) {
        return failures.apply(thrown);
    }

    private synchronized boolean closed() {
        return closed;
    }

    /** Throws {@link CellStopped} if this thread's cell is to stop: called from the user's code. */
    void stopHere() {
        if (!stopRequested()) return;
        long now = System.nanoTime();
        if (stoppedAt == 0) stoppedAt = now;
        else if (now - stoppedAt < GRACE_NANOS) return;
        throw new CellStopped();
    }

    void close() {
        synchronized (this) {
            closed = true;
            requestStop();
        }
        interrupt();
    }
}
