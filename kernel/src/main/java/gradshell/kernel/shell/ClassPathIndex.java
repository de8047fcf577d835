package gradshell.kernel.shell;

import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** The classes on the class path, read in the background: whoever asks waits. */
final class ClassPathIndex {
    private volatile FutureTask<PackageIndex> task;

    /** Reads what this process runs with. */
    ClassPathIndex() {
        read(System.getProperty("java.class.path"));
    }

    /** Begins to read another class path. */
    final void read(String classPath) {
        var entries = new LinkedHashSet<Path>();
        for (String entry : classPath.split(File.pathSeparator, -1)) if (!entry.isEmpty()) entries.add(Path.of(entry));
        var before = task;
        task = new FutureTask<>(() -> new PackageIndex(entries, before == null ? null : before.get()));
        Thread.ofPlatform().daemon().name("gradshell-class-path").start(task);
    }

    PackageIndex get() {
        var reading = task;
        boolean interrupted = false;
        try {
            while (true)
                try {
                    return reading.get();
                } catch (InterruptedException _) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException("the class path can't be read", e.getCause());
                }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }
}
