package gradshell.kernel.shell;

import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The one thread that runs the user's code, from the first cell to the last, so that thread-bound state (ND4J's
 * workspaces, a user's {@code ThreadLocal}) carries over. Knows whether it may be interrupted just now. Code that goes on
 * all the same is left behind, on its thread, when its user asks for the stop again.
 */
final class CellThread extends Thread {
    /** Deep recursion is usual in code that people try out. */
    private static final long STACK_BYTES = 16L << 20;
    /** How long {@code finally} blocks may run undisturbed after the stop. */
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    /** How long a cell has to stop before it can be left behind. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final LinkedTransferQueue<FutureTask<?>> tasks = new LinkedTransferQueue<>();

    /** Not the thread itself, whose monitor the user's code may hold. */
    private final Object lock = new Object();
    // guarded by it
    private boolean active;
    private boolean running;
    private boolean inUserCode;
    private boolean stopRequested;
    private long stopRequestedAt;
    private boolean stopRequestedAgain;
    private boolean leftBehind;
    private boolean closed;

    /** When the stop was first thrown; 0 before. Only this thread touches it. */
    private long stoppedAt;

    private final Function<Throwable, CellResult.Failed> failures;

    /** {@code failures} tells how a cell fails with what it throws. */
    CellThread(int number, Function<Throwable, CellResult.Failed> failures) {
        super(null, null, number == 1 ? "gradshell-cell" : "gradshell-cell-" + number, STACK_BYTES);
        this.failures = failures;
        setDaemon(true);
    }

    @Override
    public void run() {
        while (true) {
            try {
                tasks.take().run();
                if (leftBehind()) return;
            } catch (InterruptedException _) {
                if (closed()) return;
            }
        }
    }

    /** From here on an interrupt is meant for this cell, also while it is still being compiled. */
    void begin() {
        synchronized (lock) {
            Guard.stopping(false);
            active = true;
            stopRequested = false;
            stopRequestedAgain = false;
        }
    }

    /**
     * Ends what {@link #begin} began; true if an interrupt was asked for. The guard still stops until the next cell
     * begins, for a stopped cell does not wait for the workers of its parallel streams.
     */
    boolean end() {
        synchronized (lock) {
            active = false;
            return stopRequested;
        }
    }

    /** Whether a cell has begun and not ended. */
    boolean isActive() {
        synchronized (lock) {
            return active;
        }
    }

    /** Runs the user's code, which keeps to itself what it throws, and waits for its end; false if it was left behind. */
    boolean runAndWait(Runnable code) {
        var task = new FutureTask<Void>(() -> inUserCode(code), null) {
            @Override
            protected void done() {
                synchronized (lock) {
                    running = false;
                    lock.notifyAll();
                }
            }
        };
        synchronized (lock) {
            running = true;
        }
        tasks.add(task);
        boolean ended = awaitEnd();
        if (ended && task.state() == Future.State.FAILED)
            throw new IllegalStateException("the cell thread failed", task.exceptionNow());
        return ended;
    }

    private boolean awaitEnd() {
        boolean callerInterrupted = false;
        synchronized (lock) {
            while (running && !leftBehind) {
                long left = stopRequestedAgain ? stopRequestedAt + PATIENCE_NANOS - System.nanoTime() : Long.MAX_VALUE;
                try {
                    if (left <= 0) leftBehind = true;
                    else
                        TimeUnit.NANOSECONDS.timedWait(lock, left);
                } catch (InterruptedException _) {
                    // the caller wants out: so does the cell, then
                    callerInterrupted = true;
                    requestStop();
                }
            }
            if (callerInterrupted) Thread.currentThread().interrupt();
            return !leftBehind;
        }
    }

    private void inUserCode(Runnable code) {
        synchronized (lock) {
            stoppedAt = 0;
            if (stopRequested) return;
            inUserCode = true;
        }
        try {
            code.run();
        } finally {
            synchronized (lock) {
                inUserCode = false;
                Thread.interrupted();
            }
        }
    }

    void requestStop() {
        synchronized (lock) {
            if (!active) return;
            if (stopRequested) {
                stopRequestedAgain = true;
                lock.notifyAll();
            } else {
                stopRequested = true;
                stopRequestedAt = System.nanoTime();
            }
            Guard.stopping(true);
            // wakes sleep, waits and blocking reads; not the compiler, whose files would be closed under it
            if (inUserCode) interrupt();
        }
    }

    boolean stopRequested() {
        synchronized (lock) {
            return stopRequested;
        }
    }

    CellResult.Failed failure(Throwable thrown) {
        return failures.apply(thrown);
    }

    private boolean leftBehind() {
        synchronized (lock) {
            return leftBehind;
        }
    }

    private boolean closed() {
        synchronized (lock) {
            return closed;
        }
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
        synchronized (lock) {
            closed = true;
            requestStop();
        }
        interrupt();
    }
}
