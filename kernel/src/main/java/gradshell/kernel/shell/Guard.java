package gradshell.kernel.shell;

import gradshell.compile.Interruption;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * What the code of cells is woven with, see {@link Weaver}: a check for interrupts before each backward branch and at
 * each method's entry, and a wall before {@code System.exit}. Internal: public only because cells call it.
 */
public final class Guard {
    private static boolean stopping;

    private Guard() {}

    /** Ends the running cell with a {@link CellStopped} when its user asked for that. */
    public static void check() {
        // costs nothing while nobody interrupts
        Interruption.check();
    }

    private static void checkSlowly() {
        switch (Thread.currentThread()) {
            case CellThread cell -> cell.stopHere();
            // a parallel stream of the cell, which waits for it; other threads of the user go on
            case ForkJoinWorkerThread _ -> throw new CellStopped();
            default -> {
            }
        }
    }

    /** Whether cells are to stop: what is woven into them, and what the engine generates from them, asks from now on. */
    static synchronized void stopping(boolean on) {
        // each change throws compiled code away
        if (stopping == on) return;
        stopping = on;
        Interruption.set(on ? Guard::checkSlowly : null);
    }

    /** Stands for {@code System.exit} in a cell. */
    @SuppressWarnings("DoNotCallSuggester")
    public static void exit(int status) {
        throw new UnsupportedOperationException("System.exit(" + status
                + ") would end the kernel and lose every variable; it is refused in a cell. Restart or shut down the kernel"
                + " from its menu.");
    }

    /** Stands for {@code Runtime.exit} and {@code Runtime.halt} in a cell. */
    @SuppressWarnings("DoNotCallSuggester")
    public static void exit(Runtime runtime, int status) {
        exit(status);
    }
}
