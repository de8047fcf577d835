package gradshell.kernel;

import java.util.Optional;
import java.util.function.Consumer;

/** Ends a kernel whose server has died without shutting it down. */
final class ParentWatch {
    private ParentWatch() {}

    /** {@code parent} is the process id that servers pass as JPY_PARENT_PID; null when there is none to watch. */
    static void start(String parent, Runnable onEnd, Consumer<String> log) {
        if (parent == null || parent.isBlank()) return;
        Optional<ProcessHandle> process;
        try {
            process = ProcessHandle.of(Long.parseLong(parent.strip()));
        } catch (NumberFormatException _) {
            log.accept("JPY_PARENT_PID is no process id: " + parent);
            return;
        }
        if (process.isEmpty()) {
            // it may live outside the container this kernel was started in
            log.accept("the parent process " + parent + " is not visible from here, so its end will go unnoticed");
            return;
        }
        var _ = process.get().onExit().thenRun(() -> {
            log.accept("the parent process " + parent + " has ended, and so does the kernel");
            onEnd.run();
        });
    }
}
