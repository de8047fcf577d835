package gradshell.kernel;

import gradshell.kernel.display.MimeBundle;
import gradshell.kernel.shell.CellIo;
import gradshell.kernel.shell.CellResult;
import gradshell.kernel.shell.Completeness;
import gradshell.kernel.shell.Completion;
import gradshell.kernel.shell.Shell;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A shell that starts in the background, so that clients can be answered meanwhile; whoever needs it waits. */
final class LateShell implements Shell {
    private final CompletableFuture<Shell> started = new CompletableFuture<>();

    LateShell(Supplier<Shell> start) {
        var thread = new Thread(() -> {
            try {
                started.complete(start.get());
            } catch (Throwable t) {
                started.completeExceptionally(t);
            }
        }, "gradshell-start");
        thread.setDaemon(true);
        thread.start();
    }

    /** Has it told when the shell can't start; at once if it is known already. */
    void onFailure(Consumer<Throwable> action) {
        started.exceptionally(thrown -> {
            action.accept(thrown);
            return null;
        });
    }

    /** Waits for the start, but no longer than that. */
    void awaitStarted(long millis) {
        try {
            started.get(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException _) {
            // the client may know of the kernel already; of a failure it will hear
        }
    }

    @Override
    public CellResult run(String code, int number, CellIo io) {
        return started.join().run(code, number, io);
    }

    @Override
    public CellResult call(Runnable action, CellIo io) {
        return started.join().call(action, io);
    }

    @Override
    public void interrupt() {
        if (isStarted()) started.join().interrupt();
    }

    @Override
    public Completion complete(String code, int cursor) {
        return started.join().complete(code, cursor);
    }

    @Override
    public Optional<MimeBundle> inspect(String code, int cursor, boolean detailed) {
        return started.join().inspect(code, cursor, detailed);
    }

    @Override
    public Completeness isComplete(String code) {
        return started.join().isComplete(code);
    }

    @Override
    public void close() {
        if (isStarted()) started.join().close();
    }

    private boolean isStarted() {
        return started.isDone() && !started.isCompletedExceptionally();
    }
}
