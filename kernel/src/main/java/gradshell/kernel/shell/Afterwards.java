package gradshell.kernel.shell;

import java.util.ArrayList;
import java.util.List;

/** What is left to do when the running cell has come to its end, a good or a bad one. */
public final class Afterwards {
    private static final List<Runnable> ACTIONS = new ArrayList<>();

    private Afterwards() {}

    /** Does this once at the end of the cell that runs, while its output is still taken. */
    public static void add(Runnable action) {
        synchronized (ACTIONS) {
            ACTIONS.add(action);
        }
    }

    static void run() {
        List<Runnable> actions;
        synchronized (ACTIONS) {
            actions = List.copyOf(ACTIONS);
            ACTIONS.clear();
        }
        actions.forEach(Runnable::run);
    }
}
